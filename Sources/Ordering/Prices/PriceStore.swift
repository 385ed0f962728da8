package import SQLite
import Telephony

/// All SQL about prices.
package enum PriceStore {
    /// Nil where the operator has said none.
    package static func imported(_ database: Connection) throws -> PriceBook? {
        let prices = try database.query(
            """
            SELECT code, item, unit, amount, tax_rate, from_day, until_day, source FROM price
            ORDER BY code, from_day
            """
        ) { row in
            Price(
                try row.value(0), row.text(1), per: try row.value(2), row.integer(3), taxRate: row.integer(4),
                from: try row.value(5), until: try row.optionalValue(6), source: row.text(7))
        }
        return prices.isEmpty ? nil : try PriceBook(prices)
    }

    /// The operator's; where there is none, what the terms say.
    package static func book(_ database: Connection) throws -> PriceBook {
        try imported(database) ?? .ofTerms
    }

    /// The whole book, in place of the one before.
    package static func set(_ book: PriceBook, _ database: Connection) throws {
        try database.run("DELETE FROM price")
        for price in book.prices {
            try database.run(
                """
                INSERT INTO price (code, item, unit, amount, tax_rate, from_day, until_day, source)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """, price.code, price.item, price.unit, price.amount, price.taxRate, price.from, price.until,
                price.source)
        }
    }
}
