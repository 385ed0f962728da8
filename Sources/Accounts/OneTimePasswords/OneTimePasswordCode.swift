import Crypto
import Encodings
import Telephony

/// Six digits, derived and never stored; compared in constant time.
package struct OneTimePasswordCode: Sendable {
    /// Digits.
    package static let length = 6

    package let digits: String

    /// The remainder of 64 derived bits: no code is likelier than another by more than one in ten million million.
    package init(derived bytes: [UInt8]) {
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let count = repeatElement(UInt64(10), count: OneTimePasswordCode.length).reduce(1, *)
        digits = (number % count).zeroPadded(to: OneTimePasswordCode.length)
    }

    package func matches(_ typed: Typed) -> Bool {
        constantTimeEqual(Array(typed.digits.utf8), Array(digits.utf8))
    }

    /// What a person typed, if it has the form of a code.
    package struct Typed: Sendable {
        package let digits: String

        /// Full-width digits, spaces and hyphens are the system's work, and so is what a mail says around the code.
        package static func read(_ text: String) -> Result<Typed, OneTimePasswordCodeProblem> {
            let pasted = PastedText(text)
            if pasted.text.isEmpty { return .failure(.empty) }
            if let digits = pasted.digits, digits.utf8.count == length { return .success(Typed(digits: digits)) }
            if let digits = pasted.onlyRun(of: length) { return .success(Typed(digits: digits)) }
            guard let count = pasted.digits?.utf8.count else { return .failure(.notDigits) }
            return .failure(count < length ? .tooFew(count) : .tooMany(count))
        }
    }
}

/// What is wrong with an entry before it is compared; none of these counts as a miss.
package enum OneTimePasswordCodeProblem: Error, Equatable {
    case empty, notDigits
    case tooFew(Int), tooMany(Int)
}

extension OneTimePasswordCode: CustomStringConvertible, CustomReflectable {
    package var description: String { "OneTimePasswordCode" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
