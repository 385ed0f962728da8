import CivilCalendar
package import Exchange
package import SQLite
import Telephony

/// All SQL about what orders cost: kept as it was on 申し込む, whatever prices become.
package enum OrderFeeStore {
    /// In place of what was kept before.
    static func keep(_ sheet: FeeSheet, of order: OrderNumber, _ database: Connection) throws {
        try database.run("DELETE FROM service_order_fee WHERE order_number = ?1", order)
        try database.run(
            """
            INSERT INTO service_order_price_day (order_number, day, edition) VALUES (?1, ?2, ?3)
            ON CONFLICT (order_number) DO UPDATE SET day = excluded.day, edition = excluded.edition
            """, order, sheet.day, sheet.edition)
        for (place, line) in sheet.lines.enumerated() {
            try database.run(
                """
                INSERT INTO service_order_fee
                    (order_number, place, part, codes, count, code, name, unit, quantity, price, net, tax, source)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                """, order, place, line.item.part, line.item.codes.map(\.rawValue).joined(separator: " "),
                line.item.count, line.code, line.name, line.unit, line.quantity, line.price, line.amounts?.net,
                line.amounts?.tax, line.source)
        }
    }

    /// Nil for an order that was taken before there were prices.
    package static func sheet(of order: OrderNumber, _ database: Connection) throws -> FeeSheet? {
        let lines = try database.query(
            """
            SELECT part, codes, count, code, name, unit, quantity, price, net, tax, source FROM service_order_fee
            WHERE order_number = ?1 ORDER BY place
            """, order, row: line)
        return try database.first(
            "SELECT day, edition FROM service_order_price_day WHERE order_number = ?1", order
        ) { FeeSheet(day: try $0.value(0), edition: try $0.optionalValue(1), lines: lines) }
    }

    private static func line(_ row: Row) throws -> FeeLine {
        let codes = row.text(1).split(separator: " ").compactMap { PriceCode(rawValue: String($0)) }
        let net: Int? = try row.optionalValue(8)
        let tax: Int? = try row.optionalValue(9)
        return FeeLine(
            FeeItem(try row.value(0), codes, count: row.integer(2)), try row.value(3), name: row.optionalText(4),
            unit: try row.optionalValue(5), quantity: row.integer(6), price: try row.optionalValue(7),
            amounts: net.flatMap { net in tax.map { FeeAmounts(net: net, tax: $0) } }, source: row.text(10))
    }
}

extension FeeItem.Part: StorableValue {}
