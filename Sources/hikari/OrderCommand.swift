import Exchange
import Ordering
import SQLite
import Telephony

/// `hikari ordering orders`: orders and where they stand.
enum OrderCommand {
    static let all = [orders]

    private static let states = OrderState.allCases.filter { $0 != .draft }.map(\.rawValue)

    private static let orders = Command(
        name: "ordering orders", summary: "Show orders, the newest first.",
        details: "STATE is one of: \(states.joined(separator: ", ")).",
        options: [
            Option(name: "--state", value: "STATE", summary: "only those that stand so"), .json,
        ]
    ) { call in
        let state = try call.arguments["--state"].map { text in
            guard states.contains(text), let state = OrderState(rawValue: text) else {
                throw WrongUsage("--state takes one of \(states.joined(separator: ", "))")
            }
            return state
        }
        let database = try call.openDatabase()
        defer { database.close() }
        let orders = try database.read { try OrderStore.all(in: state, $0) }
        if call.arguments.has(.json) { return try call.printJSON(orders.map(Description.init)) }
        for order in orders { call.print(line(order)) }
    }

    private static func line(_ order: Order) -> String {
        [
            order.appliedAt.machineText, order.number.text, order.contract.text, order.service.rawValue,
            order.kind.rawValue, order.state.rawValue, order.failure?.rawValue ?? "-", "company \(order.company)",
        ].joined(separator: "  ")
    }

    private struct Description: Encodable {
        let number: String
        let company: Int
        let contract: String
        let service: String
        let kind: String
        let state: String
        let failure: String?
        let account: String
        let appliedAt: String
        let openingDay: String
        let endedAt: String?
        let isSimulated: Bool

        init(_ order: Order) {
            number = order.number.text
            company = order.company
            contract = order.contract.text
            service = order.service.rawValue
            kind = order.kind.rawValue
            state = order.state.rawValue
            failure = order.failure?.rawValue
            account = order.account
            appliedAt = order.appliedAt.machineText
            openingDay = Moment(startOf: order.openingDay).dayText
            endedAt = order.endedAt?.machineText
            isSimulated = order.isSimulated
        }
    }
}
