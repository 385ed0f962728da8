import Crypto
import Encodings
import Telephony

/// Six digits, derived and never stored; compared in constant time.
struct OneTimePasswordCode: Sendable {
    /// Digits.
    static let length = 6

    let digits: String

    /// The remainder of 64 derived bits: no code is likelier than another by more than one in ten million million.
    init(derived bytes: [UInt8]) {
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let count = repeatElement(UInt64(10), count: OneTimePasswordCode.length).reduce(1, *)
        digits = (number % count).zeroPadded(to: OneTimePasswordCode.length)
    }

    func matches(_ typed: Typed) -> Bool {
        constantTimeEqual(Array(typed.digits.utf8), Array(digits.utf8))
    }

    /// What a person typed, if it has the form of a code.
    struct Typed: Sendable {
        fileprivate let digits: String

        /// Full-width digits, spaces and hyphens are the system's work.
        static func read(_ text: String) -> Result<Typed, OneTimePasswordCodeProblem> {
            if text.allSatisfy(\.isWhitespace) { return .failure(.empty) }
            guard let writing = NumberWriting(text), writing.isPlainNumber else { return .failure(.notDigits) }
            switch writing.keys.count {
            case ..<length: return .failure(.tooFew(writing.keys.count))
            case length: return .success(Typed(digits: String(decoding: writing.keys, as: UTF8.self)))
            default: return .failure(.tooMany(writing.keys.count))
            }
        }
    }
}

/// What is wrong with an entry before it is compared; none of these counts as a miss.
enum OneTimePasswordCodeProblem: Error, Equatable {
    case empty, notDigits
    case tooFew(Int), tooMany(Int)
}

extension OneTimePasswordCode: CustomStringConvertible, CustomReflectable {
    var description: String { "OneTimePasswordCode" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
