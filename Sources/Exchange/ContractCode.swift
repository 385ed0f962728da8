import SQLite
import Encodings

/// 契約番号, N番: `N` and nine digits. Unique among the contracts of all services, and given by us.
package struct ContractCode: Sendable, Hashable {
    private let value: Int

    private static let digits = 9
    private static let all = 1...999_999_999

    /// The first that is given where there is none yet.
    package static let first = ContractCode(value: 100_000_001)

    private init(value: Int) { self.value = value }

    /// `N123456789` as it stands in an address; nil for everything else.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "N"), digits.count == Self.digits, digits.allSatisfy(ASCII.isDigit),
            let value = Int(text.dropFirst()), Self.all.contains(value)
        else { return nil }
        self.value = value
    }

    /// Nil behind the last one.
    package var next: ContractCode? { Self.all.contains(value + 1) ? ContractCode(value: value + 1) : nil }

    package var text: String { "N" + value.zeroPadded(to: Self.digits) }
}

extension ContractCode: Comparable {
    package static func < (one: ContractCode, other: ContractCode) -> Bool { one.value < other.value }
}

extension ContractCode: StorableValue {
    package var stored: String { text }

    package init?(stored: String) { self.init(stored) }
}

extension ContractCode: CustomStringConvertible {
    package var description: String { text }
}
