import Encodings
import Telephony

/// The eight digits that a telephone sets, to be used once on the site within 24 hours (IVR-4, IVR-5).
package struct TemporaryPassword: Sendable, Equatable {
    static let length = 8
    /// So many equal digits in a row are too many.
    private static let run = 7

    let digits: String

    /// Nil for what is guessed first (IVR-4): digits that are not eight, seven of them equal in a row, all running up or down, or
    /// the last eight of a number of the contract.
    package init?(_ digits: String, isEndOfNumber: (String) -> Bool = { _ in false }) {
        let bytes = Array(digits.utf8)
        guard bytes.count == TemporaryPassword.length, bytes.allSatisfy(ASCII.isDigit) else { return nil }
        let steps = zip(bytes, bytes.dropFirst()).map { Int($1) - Int($0) }
        guard !steps.allSatisfy({ $0 == 1 }), !steps.allSatisfy({ $0 == -1 }) else { return nil }
        let longest = steps.split { $0 != 0 }.map { $0.count + 1 }.max() ?? 1
        guard longest < TemporaryPassword.run, !isEndOfNumber(digits) else { return nil }
        self.digits = digits
    }
}

extension TemporaryPassword: CustomStringConvertible, CustomReflectable {
    package var description: String { "TemporaryPassword" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
