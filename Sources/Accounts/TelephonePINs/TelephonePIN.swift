import Encodings
package import Telephony

/// 暗証番号: the digits with which a registered telephone acts for a contract (FWD-12). Never shown, logged or compared as text.
package struct TelephonePIN: Sendable, Equatable {
    /// In digits.
    static let lengths = 6...8
    /// So many wrong entries in a row, over all calls, void it.
    static let allowedMisses = 10
    /// So many telephones may act for a contract.
    package static let mostCallers = 10

    /// As templates name them.
    package static let limits: [String: Int] = [
        "pinLeast": lengths.lowerBound, "pinMost": lengths.upperBound, "pinMisses": allowedMisses,
        "pinCallers": mostCallers, "pinRun": Passwords.run,
    ]

    let digits: String

    /// Nil for what breaks a rule.
    package init?(_ digits: String, isEndOfNumber: (String) -> Bool) {
        guard Self.problems(in: digits, isEndOfNumber: isEndOfNumber).isEmpty else { return nil }
        self.digits = digits
    }

    /// Whether an entry can be one, whatever is stored (AUTH-14).
    static func hasForm(_ text: String) -> Bool {
        lengths.contains(text.utf8.count) && text.utf8.allSatisfy(ASCII.isDigit)
    }

    /// Every rule that the text breaks: PW-3 as far as digits go, and what is guessed first.
    /// - Parameter isEndOfNumber: of the contract, or of a telephone that is registered.
    static func problems(in text: String, isEndOfNumber: (String) -> Bool) -> [TelephonePINProblem] {
        if text.isEmpty { return [.empty] }
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy(ASCII.isDigit) else { return [.otherCharacters] }
        var problems: [TelephonePINProblem] = []
        if !lengths.contains(bytes.count) { problems.append(.length(bytes.count)) }
        if Passwords.hasRun(bytes, step: 0) { problems.append(.equalRun) }
        if Passwords.hasRun(bytes, step: 1) || Passwords.hasRun(bytes, step: -1) { problems.append(.sequence) }
        if repeats(bytes), problems.isEmpty { problems.append(.repetition) }
        if isEndOfNumber(text) { problems.append(.endOfNumber) }
        return problems
    }

    /// 121212, 123123, 00110011: up to four digits again and again.
    private static func repeats(_ bytes: [UInt8]) -> Bool {
        (1...4).contains { length in
            bytes.count > length && zip(bytes, bytes.dropFirst(length)).allSatisfy { $0 == $1 }
                && bytes.count.isMultiple(of: length)
        }
    }
}

extension TelephonePIN: CustomStringConvertible, CustomReflectable {
    package var description: String { "TelephonePIN" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A rule that a new PIN breaks.
enum TelephonePINProblem: Sendable, Equatable {
    case empty, otherCharacters, equalRun, sequence, repetition, endOfNumber
    /// In digits.
    case length(Int)
}

/// What is stored of a contract's PIN.
package struct StoredTelephonePIN: Sendable {
    package let contract: Int
    /// Grows by one with every change (AUTH-13).
    package let version: Int
    let hash: PasswordHash
    let credential: Credential
    /// Ascending.
    package let callers: [PhoneNumber]

    package var setAt: Moment { credential.setAt }
    /// Wrong entries in a row.
    package var misses: Int { credential.failures }
    /// When misses have voided it; nil while it serves.
    package var voidedAt: Moment? { credential.voidedAt }
}
