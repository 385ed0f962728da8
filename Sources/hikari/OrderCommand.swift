import Exchange
import Ordering
import SQLite
import Telephony

/// `hikari ordering orders`: orders and where they stand.
enum OrderCommand {
    static let all = [orders]

    private static let states = OrderState.allCases.filter { $0 != .draft }.map(\.rawValue)

    private static let orders = Command(
        name: "ordering orders", words: "[NUMBER]", wordCount: 0...1,
        summary: "Show orders, the newest first, or all that is known of one.",
        details: """
            Of one, by its number: what was ordered, by whom, agreed to what, at what fees, and what has become of it. STATE is one of: \
            \(states.joined(separator: ", ")).
            """,
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
        let number = try call.arguments.words.first.map { word in
            guard let number = OrderNumber(word), state == nil else {
                throw WrongUsage("NUMBER is that of an order, twelve digits, and stands without --state")
            }
            return number
        }
        let database = try call.openDatabase()
        defer { database.close() }
        if let number { return try show(number, call, database) }
        let orders = try database.read { try OrderStore.all(in: state, $0) }
        if call.arguments.has(.json) { return try call.printJSON(orders.map(OrderDescription.init)) }
        for order in orders { call.print(line(order)) }
    }

    private static func show(_ number: OrderNumber, _ call: Invocation, _ database: Database) throws {
        guard let report = try database.read({ try OrderReport(number, OrderingWiring.services, $0) }) else {
            throw Refusal("there is no order \(number)")
        }
        let description = OrderReportDescription(report)
        if call.arguments.has(.json) { return try call.printJSON(description) }
        for line in description.lines { call.print(line) }
    }

    private static func line(_ order: Order) -> String {
        [
            order.appliedAt.machineText, order.number.text, order.contract.text, order.service.rawValue,
            order.kind.rawValue, order.state.rawValue, order.failure?.rawValue ?? "-", "company \(order.company)",
        ].joined(separator: "  ")
    }
}
