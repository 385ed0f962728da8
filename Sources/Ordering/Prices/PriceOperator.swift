package import SQLite
package import Shell

/// What the operator says of prices, with its line in the audit trail.
package enum PriceOperator {
    /// The whole book, in place of the one that holds; what that changes.
    package static func set(
        _ book: PriceBook, by actor: Actor, _ database: Connection
    ) throws -> [PriceBook.Change] {
        let changes = try PriceStore.book(database).difference(to: book)
        let isAsItWas = try PriceStore.imported(database) == book
        if isAsItWas { return changes }
        try PriceStore.set(book, database)
        let count = changes.count { if case .unchanged = $0 { false } else { true } }
        try actor.audit(
            "ordering.prices.imported", subject: "\(book.prices.count)", after: "\(count)", database)
        return changes
    }
}
