import Exchange
import SQLite
import Telephony

/// All SQL about telephone numbers of orders that are with a real exchange.
enum OpenNumberStore {
    struct Number {
        let work: WorkNumber
        let step: PortStep?
        /// By which change of the order; 0: as it was ordered.
        let amended: Int
    }

    /// One that is there already is asked for once more.
    static func keep(
        _ numbers: [WorkNumber], of order: OrderNumber, amended: Int, _ database: Connection
    ) throws {
        for number in numbers {
            try database.run(
                """
                INSERT INTO interface_order_number
                    (order_number, number, change, features, carrier, holder, address, leaves_others, amended)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT (order_number, number) DO UPDATE SET change = excluded.change,
                    features = excluded.features, carrier = excluded.carrier, holder = excluded.holder,
                    address = excluded.address, leaves_others = excluded.leaves_others, amended = excluded.amended,
                    step = NULL, step_detail = NULL
                """, order, number.number, number.change, number.features, number.donor?.carrier, number.donor?.holder,
                number.donor?.address, number.donor?.leavesOthers, amended)
        }
    }

    static func move(
        _ number: PhoneNumber, of order: OrderNumber, _ step: StoredEvent, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE interface_order_number SET step = ?3, step_detail = ?4 WHERE order_number = ?1 AND number = ?2",
            order, number, step.word, step.detail)
    }

    static func numbers(of order: OrderNumber, _ database: Connection) throws -> [Number] {
        try database.query(
            """
            SELECT number, change, features, carrier, holder, address, leaves_others, step, step_detail, amended
            FROM interface_order_number WHERE order_number = ?1 ORDER BY number
            """, order
        ) { row in
            let number = try row.number(0)
            let donor = row.optionalText(3).map { carrier in
                WorkDonor(
                    carrier: carrier, holder: row.text(4), address: row.text(5), leavesOthers: row.flag(6))
            }
            return Number(
                work: WorkNumber(number, try row.value(1), features: try row.value(2), donor: donor),
                step: row.optionalText(7).flatMap { step($0, row.optionalText(8), of: number) },
                amended: row.integer(9))
        }
    }

    private static func step(_ word: String, _ detail: String?, of number: PhoneNumber) -> PortStep? {
        guard case .port(_, let step) = StoredEvent(word: word, number: number, detail: detail).event else {
            return nil
        }
        return step
    }
}
