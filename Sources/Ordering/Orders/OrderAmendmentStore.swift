package import Exchange
package import SQLite
package import Telephony

/// What has been changed about an order after 申し込む, until the exchange has it.
package struct OrderAmendment: Sendable, Equatable {
    package let order: OrderNumber
    package let sequence: Int
    /// Nil: as it was.
    package let begins: Moment?
    /// Those that are to be asked for once more.
    package let numbers: [PhoneNumber]
}

/// All SQL about changes of orders that the exchange is to hear of.
package enum OrderAmendmentStore {
    package static func add(
        to order: OrderNumber, begins: Moment? = nil, numbers: [PhoneNumber] = [], _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO service_order_amendment (order_number, sequence, begins_at, numbers)
            SELECT ?1, coalesce(max(sequence), 0) + 1, ?2, ?3 FROM service_order_amendment WHERE order_number = ?1
            """, order, begins, numbers.map(\.digits).joined(separator: " "))
    }

    /// Of orders that the exchange has, in their order.
    static func toHandOver(atMost count: Int, _ database: Connection) throws -> [OrderAmendment] {
        try database.query(
            """
            SELECT a.order_number, a.sequence, a.begins_at, a.numbers FROM service_order_amendment a
            JOIN service_order o ON o.number = a.order_number AND o.is_handed_over = 1
            WHERE a.is_handed_over = 0 ORDER BY a.order_number, a.sequence LIMIT ?1
            """, count
        ) { row in
            OrderAmendment(
                order: try row.value(0), sequence: row.integer(1), begins: try row.optionalMoment(2),
                numbers: row.text(3).split(separator: " ").compactMap { PhoneNumber(clean: String($0)) })
        }
    }

    static func noteHandedOver(_ amendment: OrderAmendment, _ database: Connection) throws {
        try database.run(
            "UPDATE service_order_amendment SET is_handed_over = 1 WHERE order_number = ?1 AND sequence = ?2",
            amendment.order, amendment.sequence)
    }
}
