import Encodings
import Exchange
import ExchangeInterface
import ExchangeSimulator
import Ordering
import SQLite
import Shell
import Telephony

/// `hikari exchange …`: the simulated exchange, as the operator disposes of it (EXCH-5, 6).
enum ExchangeCommand {
    static let all = [status, check, contacts] + modes

    private static let status = Command(
        name: "exchange status",
        summary: "Show how the simulated exchange is disposed, what it has, and what lies at the door for a real one.",
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let status = try database.read { Status(try ExchangeRegisterStore.tally($0), try OpenOrderStore.tally($0)) }
        if call.arguments.has(.json) { return try call.printJSON(status) }
        for line in status.lines { call.print(line) }
    }

    private static let check = Command(
        name: "exchange check", summary: "Compare what the site and its exchange have.",
        details: """
            What is on its way between them is no difference. Of a real exchange only orders are compared: what its programs have said of them. Exit status 1, and a line each, where they differ: also when one of them
            has been changed by hand. With --json the lines are a list.
            """,
        options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let differences = try database.read { database in
            try OrderingWiring.comparison.differences(from: .ofBoth(database), database)
        }
        if call.arguments.has(.json) {
            try call.printJSON(differences.map(\.line))
            guard differences.isEmpty else { throw Refusal([]) }
            return
        }
        guard differences.isEmpty else { throw Refusal(differences.map(\.line)) }
        call.print("site and exchange agree")
    }

    private static let contacts = Command(
        name: "exchange contacts", words: "[CONTRACT]", wordCount: 0...1,
        summary: "Show where devices have registered, all or those of a contract.",
        details:
            "A line each: user ID, address and until when. A running server writes what has changed every few seconds.",
        options: [.json]
    ) { call in
        let now = call.surroundings.now()
        let contract = try call.arguments.words.first.map { try ContractCode(argument: $0) }
        let database = try call.openDatabase()
        defer { database.close() }
        let contacts = try database.read { database in
            var contacts: [ExchangeContact] = []
            let users = contract.map { UserID.prefix(of: $0) }
            try ExchangeContactStore.forEach(ofUsers: users ?? "", at: now, database) { contacts.append($0) }
            return contacts
        }
        if call.arguments.has(.json) { return try call.printJSON(contacts.map(Contact.init)) }
        for each in contacts { call.print("\(each.user)  \(each.uri)  until \(each.until.machineText)") }
    }

    private struct Contact: Encodable {
        let user: String
        let contact: String
        let until: String

        init(_ contact: ExchangeContact) {
            (user, self.contact, until) = (contact.user, contact.uri, contact.until.machineText)
        }
    }

    private static let modes = [
        mode(.up, "Have the simulated exchange work as usual."),
        mode(.refuse, "Have the simulated exchange refuse what it has not begun."),
        mode(.fail, "Have work at the simulated exchange break off; it restores itself and says so."),
        mode(.slow, "Have work at the simulated exchange take \(SimulatorPolicy().slowness) times as long."),
        mode(.down, "Have the simulated exchange answer nobody."),
    ]

    private static func mode(_ mode: ExchangeMode, _ summary: String) -> Command {
        Command(
            name: "exchange \(mode.rawValue)", summary: summary,
            details: "It stays so, also when the program begins anew, until another of these commands says otherwise."
        ) { call in
            let now = call.surroundings.now()
            let database = try call.openDatabase()
            defer { database.close() }
            try await database.write { database in
                let before = try ExchangeReportStore.mode(database)
                guard before != mode else { return }
                try ExchangeReportStore.set(mode, database)
                try Actor.operatorOfOrdering(company: nil, at: now).audit(
                    "exchange.mode", before: before.rawValue, after: mode.rawValue, database)
            }
            call.print("the simulated exchange is \(mode.words)")
        }
    }

    private struct Status: Encodable {
        let mode: String
        let orders: [String: Int]
        let contracts: Int
        let extensions: Int
        /// Orders for a real exchange, by how its programs call their states.
        let door: [String: Int]

        init(_ tally: ExchangeTally, _ door: [OpenOrderState: Int]) {
            self.door = Dictionary(uniqueKeysWithValues: door.map { ($0.key.rawValue, $0.value) })
            mode = tally.mode.rawValue
            orders = Dictionary(uniqueKeysWithValues: tally.orders.map { ($0.key.rawValue, $0.value) })
            (contracts, extensions) = (tally.contracts, tally.lines)
        }

        var lines: [String] {
            let states = ["taken", "working", "done", "failed", "cancelled"]
            return ["mode        \(mode)"] + states.map { "\($0.spacePadded(to: 10))  \(orders[$0] ?? 0)" }
                + ["contracts   \(contracts)", "extensions  \(extensions)"]
                + OpenOrderState.allCases.compactMap { state in
                    door[state.rawValue].map { "at the door, \(state.rawValue.spacePadded(to: 12))  \($0)" }
                }
        }
    }
}

extension ExchangeMode {
    fileprivate var words: String {
        switch self {
        case .up: "up"
        case .refuse: "refusing"
        case .fail: "failing"
        case .slow: "slow"
        case .down: "down"
        }
    }
}

extension ExchangeComparison.Difference {
    fileprivate var line: String {
        switch self {
        case .missingAtExchange(let code): "\(code): the exchange does not have it"
        case .unknownToSite(let code): "\(code): the site does not have it"
        case .channels(let code, let site, let exchange):
            "\(code): \(site) channels at the site, \(exchange) at the exchange"
        case .officeLinkChannels(let code, let site, let exchange):
            "\(code): \(site) channels to an Office Link at the site, \(exchange) at the exchange"
        case .lines(let code, let lines): "\(code): extensions differ: \(lines.joined(separator: ", "))"
        case .numbers(let code, let numbers):
            "\(code): telephone numbers differ: \(numbers.map(\.digits).joined(separator: ", "))"
        case .orderMissingAtExchange(let order): "\(order): handed over, and the exchange does not have it"
        case .orderUnknownToSite(let order): "\(order): the site does not have it"
        case .orderEndsOtherwise(let order, let state):
            "\(order): \(state.rawValue) at the site, not so at the exchange"
        case .reportSetAside(let order, let reason):
            "\(order): what the exchange reports cannot be applied: \(reason); it is tried again and again"
        }
    }
}
