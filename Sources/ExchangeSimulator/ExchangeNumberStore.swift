import Exchange
package import SQLite
package import Telephony

/// All SQL about telephone numbers at the simulated exchange.
package enum ExchangeNumberStore {
    // MARK: Of orders

    static func keep(_ numbers: [WorkNumber], of order: OrderNumber, at now: Moment, _ database: Connection) throws {
        for number in numbers {
            try database.run(
                """
                INSERT INTO exchange_order_number
                    (order_number, number, change, features, carrier, holder, address, leaves_others, step, step_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                ON CONFLICT (order_number, number) DO UPDATE SET change = excluded.change,
                    features = excluded.features, carrier = excluded.carrier, holder = excluded.holder,
                    address = excluded.address, leaves_others = excluded.leaves_others, step = excluded.step,
                    step_at = excluded.step_at
                """, order, number.number, number.change, number.features, number.donor?.carrier, number.donor?.holder,
                number.donor?.address, number.donor?.leavesOthers, number.donor == nil ? nil : PortState.confirming,
                now)
        }
    }

    /// - Parameter number: only that one; nil: all.
    static func numbers(
        of order: OrderNumber, only number: PhoneNumber? = nil, _ database: Connection
    ) throws -> [SimulatedNumber] {
        try database.query(
            """
            SELECT number, change, features, carrier, holder, address, leaves_others, step
            FROM exchange_order_number WHERE order_number = ?1 AND (?2 IS NULL OR number = ?2) ORDER BY number
            """, order, number
        ) { row in
            let donor = row.optionalText(3).map { carrier in
                WorkDonor(
                    carrier: carrier, holder: row.text(4), address: row.text(5), leavesOthers: row.flag(6))
            }
            return SimulatedNumber(
                work: WorkNumber(
                    try row.number(0), try row.value(1), features: try row.value(2), donor: donor),
                state: try row.optionalValue(7))
        }
    }

    /// Numbers that other carriers have had their time for.
    static func toConfirm(
        askedBefore moment: Moment, atMost count: Int, _ database: Connection
    ) throws -> [(order: OrderNumber, number: PhoneNumber)] {
        try database.query(
            """
            SELECT n.order_number, n.number FROM exchange_order_number n
            JOIN exchange_order o ON o.number = n.order_number AND o.state = 'taken'
            WHERE n.step = 'confirming' AND n.step_at <= ?1 ORDER BY n.step_at, n.order_number, n.number LIMIT ?2
            """, moment, count
        ) { (try $0.value(0), try $0.number(1)) }
    }

    static func set(
        _ state: PortState, of number: PhoneNumber, in order: OrderNumber, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE exchange_order_number SET step = ?3, step_at = ?4 WHERE order_number = ?1 AND number = ?2", order,
            number, state, now)
    }

    // MARK: What is connected

    /// Those of them that somebody has, whoever, with whose they are.
    static func owners(
        of numbers: [PhoneNumber], _ database: Connection
    ) throws -> [PhoneNumber: ContractCode] {
        let found = try database.query(
            "SELECT number, contract FROM exchange_number WHERE number IN list(?1)", List(numbers)
        ) { (try $0.number(0), try $0.value(1, as: ContractCode.self)) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    static func connect(
        _ numbers: some Sequence<WorkNumber>, for order: SimulatedOrder, _ database: Connection
    ) throws {
        for number in numbers {
            try database.run(
                "INSERT INTO exchange_number (number, contract, features, order_number) VALUES (?1, ?2, ?3, ?4)",
                number.number, order.contract, number.features, order.number)
        }
    }

    /// What an order changes, all at once: what it has connected becomes the contract's too.
    static func change(
        _ order: SimulatedOrder, gone: [PhoneNumber], adapted: [WorkNumber], _ database: Connection
    ) throws {
        try database.run("DELETE FROM exchange_number WHERE number IN list(?1)", List(gone))
        for number in adapted {
            try database.run(
                "UPDATE exchange_number SET features = ?2 WHERE number = ?1", number.number, number.features)
        }
        try database.run("UPDATE exchange_number SET order_number = NULL WHERE order_number = ?1", order.number)
    }

    /// As it was before the order.
    static func restore(_ order: SimulatedOrder, _ database: Connection) throws {
        try database.run("DELETE FROM exchange_number WHERE order_number = ?1", order.number)
    }

    /// Numbers that are there without an order.
    static func add(
        _ numbers: [PhoneNumber: NumberFeatures], of contract: ContractCode, _ database: Connection
    ) throws {
        for (number, features) in numbers {
            try database.run(
                "INSERT INTO exchange_number (number, contract, features) VALUES (?1, ?2, ?3)", number, contract,
                features)
        }
    }

    static func all(_ database: Connection) throws -> [ContractCode: [PhoneNumber: NumberFeatures]] {
        var numbers: [ContractCode: [PhoneNumber: NumberFeatures]] = [:]
        try database.forEach("SELECT contract, number, features FROM exchange_number WHERE order_number IS NULL") {
            row in numbers[try row.value(0), default: [:]][try row.number(1)] = try row.value(2)
        }
        return numbers
    }

    package static func count(_ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM exchange_number") { $0.integer(0) } ?? 0
    }

    // MARK: Other carriers

    package static func donor(_ number: PhoneNumber, _ database: Connection) throws -> SimulatedDonor? {
        try database.first(
            "SELECT number, carrier, holder, address, has_others, refusal FROM exchange_donor WHERE number = ?1",
            number,
            row: donor)
    }

    package static func donors(_ database: Connection) throws -> [SimulatedDonor] {
        try database.query(
            "SELECT number, carrier, holder, address, has_others, refusal FROM exchange_donor ORDER BY number",
            row: donor)
    }

    private static func donor(_ row: Row) throws -> SimulatedDonor {
        SimulatedDonor(
            number: try row.number(0), carrier: row.text(1), holder: row.text(2), address: row.text(3),
            hasOthers: row.flag(4), refusal: try row.optionalValue(5))
    }

    package static func set(_ donor: SimulatedDonor, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO exchange_donor (number, carrier, holder, address, has_others, refusal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (number) DO UPDATE SET carrier = excluded.carrier, holder = excluded.holder,
                address = excluded.address, has_others = excluded.has_others, refusal = excluded.refusal
            """, donor.number, donor.carrier, donor.holder, donor.address, donor.hasOthers, donor.refusal)
    }
}
