import Encodings
import Telephony

/// The eight digits that a telephone sets, to be used once on the site within 24 hours (IVR-4, IVR-5).
package struct TemporaryPassword: Sendable, Equatable {
    static let length = 8

    let digits: String

    /// nil when the digits are not eight, are all equal, or are 12345678 or 87654321 (IVR-4).
    package init?(_ digits: String) {
        let bytes = Array(digits.utf8)
        guard bytes.count == TemporaryPassword.length, bytes.allSatisfy(ASCII.isDigit), Set(bytes).count > 1 else {
            return nil
        }
        guard digits != "12345678", digits != "87654321" else { return nil }
        self.digits = digits
    }
}

extension TemporaryPassword: CustomStringConvertible, CustomReflectable {
    package var description: String { "TemporaryPassword" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
