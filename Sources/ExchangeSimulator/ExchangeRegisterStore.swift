package import Exchange
package import SQLite
import Telephony

/// All SQL about what the simulated exchange has registered.
package enum ExchangeRegisterStore {
    static func isThere(_ contract: ContractCode, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM exchange_contract WHERE code = ?1", contract)
            || database.exists("SELECT 1 FROM exchange_line WHERE contract = ?1", contract)
    }

    static func register(
        _ lines: some Sequence<WorkLine>, for order: SimulatedOrder, _ database: Connection
    ) throws {
        for line in lines {
            try database.run(
                "INSERT INTO exchange_line (contract, digits, device, order_number) VALUES (?1, ?2, ?3, ?4)",
                order.contract, line.digits, line.device, order.number)
        }
    }

    /// As it was before the order.
    static func restore(_ order: SimulatedOrder, _ database: Connection) throws {
        try database.run(
            "DELETE FROM exchange_line WHERE contract = ?1 AND order_number = ?2", order.contract, order.number)
    }

    /// The digits of those that are its own, and not of an order under way.
    static func lines(of contract: ContractCode, _ database: Connection) throws -> Set<String> {
        Set(
            try database.query(
                "SELECT digits FROM exchange_line WHERE contract = ?1 AND order_number IS NULL", contract
            ) { $0.text(0) })
    }

    /// What an order changes, all at once: what it has registered becomes the contract's too.
    static func change(
        _ order: SimulatedOrder, gone: [String], renamed: [WorkRename], _ database: Connection
    ) throws {
        for digits in gone {
            try database.run("DELETE FROM exchange_line WHERE contract = ?1 AND digits = ?2", order.contract, digits)
        }
        for line in renamed {
            try database.run(
                "UPDATE exchange_line SET digits = ?3 WHERE contract = ?1 AND digits = ?2", order.contract, line.from,
                line.to)
        }
        try database.run(
            """
            UPDATE exchange_contract SET channels = ?2, office_link_channels = coalesce(?3, office_link_channels)
            WHERE code = ?1
            """, order.contract, order.channels, order.officeLinkChannels)
        try own(order, database)
    }

    /// 0 of who has no オフィスリンククラウド接続機能.
    static func officeLinkChannels(of contract: ContractCode, _ database: Connection) throws -> Int {
        try database.first("SELECT office_link_channels FROM exchange_contract WHERE code = ?1", contract) {
            $0.integer(0)
        } ?? 0
    }

    static func close(_ contract: ContractCode, _ database: Connection) throws {
        try database.run("DELETE FROM exchange_line WHERE contract = ?1", contract)
        try database.run("DELETE FROM exchange_contract WHERE code = ?1", contract)
    }

    static func open(_ order: SimulatedOrder, _ database: Connection) throws {
        try database.run(
            "INSERT INTO exchange_contract (code, channels, office_link_channels) VALUES (?1, ?2, ?3)", order.contract,
            order.channels, order.officeLinkChannels ?? 0)
        try own(order, database)
    }

    private static func own(_ order: SimulatedOrder, _ database: Connection) throws {
        try database.run(
            "UPDATE exchange_line SET order_number = NULL WHERE contract = ?1 AND order_number = ?2", order.contract,
            order.number)
    }

    /// A contract that the simulated exchange has without an order: a demonstration begins with some.
    package static func add(
        _ contract: RegisteredContract, _ code: ContractCode, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO exchange_contract (code, channels, office_link_channels) VALUES (?1, ?2, ?3)", code,
            contract.channels, contract.officeLinkChannels)
        for (digits, device) in contract.lines {
            try database.run(
                "INSERT INTO exchange_line (contract, digits, device) VALUES (?1, ?2, ?3)", code, digits, device)
        }
        try ExchangeNumberStore.add(contract.numbers, of: code, database)
    }

    /// All that it has.
    /// - Parameter sequence: how far the site has heard its reports.
    package static func register(heard sequence: Int, _ database: Connection) throws -> ExchangeRegister {
        let orders = try ExchangeOrderStore.all(database).map { ($0.number, $0.state.work) }
        return ExchangeRegister(
            contracts: try contracts(database), orders: Dictionary(uniqueKeysWithValues: orders),
            unheard: try ExchangeReportStore.orders(reportedAfter: sequence, database))
    }

    /// Lines of orders under way are not yet anybody's.
    private static func contracts(_ database: Connection) throws -> [ContractCode: RegisteredContract] {
        var lines: [ContractCode: [String: DeviceKind]] = [:]
        try database.forEach("SELECT contract, digits, device FROM exchange_line WHERE order_number IS NULL") { row in
            lines[try row.value(0), default: [:]][row.text(1)] = try row.value(2)
        }
        let channels = try database.query("SELECT code, channels, office_link_channels FROM exchange_contract") {
            (code: try $0.value(0, as: ContractCode.self), channels: $0.integer(1), officeLink: $0.integer(2))
        }
        let numbers = try ExchangeNumberStore.all(database)
        var register = Dictionary(
            uniqueKeysWithValues: channels.map {
                (
                    $0.code,
                    RegisteredContract(
                        channels: $0.channels, officeLinkChannels: $0.officeLink, lines: lines[$0.code] ?? [:],
                        numbers: numbers[$0.code] ?? [:])
                )
            })
        // Lines and numbers without a contract: nothing should have left them.
        for code in Set(lines.keys).union(numbers.keys) where register[code] == nil {
            register[code] = RegisteredContract(lines: lines[code] ?? [:], numbers: numbers[code] ?? [:])
        }
        return register
    }

    package static func tally(_ database: Connection) throws -> ExchangeTally {
        var orders: [SimulatedOrder.State: Int] = [:]
        try database.forEach("SELECT state, count(*) FROM exchange_order GROUP BY state") { row in
            orders[try row.value(0)] = row.integer(1)
        }
        return ExchangeTally(
            mode: try ExchangeReportStore.mode(database), orders: orders,
            contracts: try database.first("SELECT count(*) FROM exchange_contract") { $0.integer(0) } ?? 0,
            lines: try database.first("SELECT count(*) FROM exchange_line") { $0.integer(0) } ?? 0)
    }
}

extension SimulatedOrder.State {
    fileprivate var work: ExchangeRegister.Work {
        switch self {
        case .taken, .working: .underWay
        case .done: .done
        case .failed, .cancelled: .notDone
        }
    }
}
