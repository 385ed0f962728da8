package import Exchange
package import SQLite
import Telephony

/// All SQL about what orders of telephone numbers are about.
package enum VoiceOrderStore {
    static func keep(_ lines: [VoiceOrderLine], of order: OrderNumber, _ database: Connection) throws {
        for line in lines {
            try database.run(
                """
                INSERT INTO voice_order_number
                    (order_number, number, base, change, features, features_before, listing)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """, order, line.number, line.base, line.change, line.features, line.before, line.listing)
        }
    }

    /// A part of them, by number.
    /// - Parameters:
    ///   - change: only those; nil: all.
    ///   - digits: what stands in the number; empty for all.
    package static func lines(
        of order: OrderNumber, only change: WorkNumber.Change? = nil, with digits: String = "",
        atMost count: Int = .max,
        after skipped: Int = 0, _ database: Connection
    ) throws -> [VoiceOrderLine] {
        try database.query(
            """
            SELECT number, base, change, features, features_before, listing FROM voice_order_number
            WHERE order_number = ?1 AND (?2 IS NULL OR change = ?2) AND number LIKE ?3 ESCAPE '!'
            ORDER BY number LIMIT ?4 OFFSET ?5
            """, order, change, LikePattern.containing(digits), count, skipped
        ) { row in
            VoiceOrderLine(
                try row.number(0), beside: try row.number(1), try row.value(2), try row.value(3),
                before: try row.value(4), listing: row.optionalText(5))
        }
    }

    package static func count(
        of order: OrderNumber, only change: WorkNumber.Change? = nil, with digits: String = "", _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM voice_order_number
            WHERE order_number = ?1 AND (?2 IS NULL OR change = ?2) AND number LIKE ?3 ESCAPE '!'
            """, order, change, LikePattern.containing(digits)
        ) { $0.integer(0) } ?? 0
    }

    /// Numbers that orders under way bring to a base number.
    static func countOfComing(beside base: PhoneNumber, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM service_order o JOIN voice_order_number n ON n.order_number = o.number
            WHERE o.state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation')
                AND n.base = ?1 AND n.change IN ('connect', 'port')
            """, base
        ) { $0.integer(0) } ?? 0
    }

    /// Those of them about which an order is open.
    static func underWay(
        _ numbers: [PhoneNumber], _ database: Connection
    ) throws -> [PhoneNumber: OrderNumber] {
        let found = try database.query(
            """
            SELECT n.number, n.order_number FROM list(?1) AS l JOIN voice_order_number n ON n.number = l.value
            JOIN service_order o ON o.number = n.order_number
                AND o.state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation')
            """, List(numbers)
        ) { (try $0.number(0), try $0.value(1, as: OrderNumber.self)) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }
}
