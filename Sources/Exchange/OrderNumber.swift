import SQLite

/// お申込番号, リクエストID: 12 digits of which the first is 2, the same in pages, mails and at the exchange.
package struct OrderNumber: Sendable, Hashable {
    private let value: Int

    private static let all = 200_000_000_001...299_999_999_999

    package static let first = OrderNumber(value: all.lowerBound)

    private init(value: Int) { self.value = value }

    /// Twelve ASCII digits, as they stand in an address.
    package init?(_ text: String) {
        guard text.utf8.count == 12, let value = Int(text), Self.all.contains(value) else { return nil }
        self.value = value
    }

    /// Nil behind the last one.
    package var next: OrderNumber? { OrderNumber(stored: value + 1) }

    package var text: String { "\(value)" }
}

extension OrderNumber: Comparable {
    package static func < (one: OrderNumber, other: OrderNumber) -> Bool { one.value < other.value }
}

extension OrderNumber: StorableValue {
    package var stored: Int { value }

    package init?(stored: Int) {
        guard Self.all.contains(stored) else { return nil }
        value = stored
    }
}

extension OrderNumber: CustomStringConvertible {
    package var description: String { text }
}
