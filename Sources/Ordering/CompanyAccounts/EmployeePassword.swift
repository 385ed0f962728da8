import Accounts
package import Telephony

/// A password of an account: 10 to 64 characters of ASCII, neither the mail address nor one of the common ones (ACCT-2).
package struct EmployeePassword: Sendable, Equatable {
    package static let length = 10...64

    package let text: String

    package init?(_ typed: String, of address: MailAddress) {
        guard Self.problems(in: typed, of: address).isEmpty else { return nil }
        text = Self.written(typed)
    }

    /// What is compared, and hashed: full-width characters are half-width, and white space around them is gone (AUTH-14).
    package static func written(_ typed: String) -> String { PastedText(typed).text }

    package static func problems(in typed: String, of address: MailAddress) -> [EmployeePasswordProblem] {
        let owner = address.signInName
        return problems(
            in: typed, notOneOf: [owner] + (owner.split(separator: "@").first.map { [String($0)] } ?? []), .mailAddress)
    }

    /// - Parameters:
    ///   - names: of its owner, which are guessed first.
    ///   - owners: what is said of one of them.
    static func problems(
        in typed: String, notOneOf names: [String], _ owners: EmployeePasswordProblem
    ) -> [EmployeePasswordProblem] {
        let text = written(typed)
        if text.isEmpty { return [.empty] }
        var problems: [EmployeePasswordProblem] = []
        if !length.contains(text.count) { problems.append(.length(text.count)) }
        if !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { problems.append(.otherCharacters) }
        if names.contains(where: { $0.lowercased() == text.lowercased() }) { problems.append(owners) }
        if CommonPasswords.contains(text) || isMonotonous(text) { problems.append(.common) }
        return problems
    }

    /// One character, or one short piece, again and again: among the first that are guessed.
    private static func isMonotonous(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...3).contains { period in bytes.indices.allSatisfy { bytes[$0] == bytes[$0 % period] } }
            || isRow(bytes) || isRow(bytes.reversed())
    }

    /// Each sign follows on the one before it, 0 on 9 too.
    private static func isRow(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).allSatisfy { sign, next in
            Int(next) - Int(sign) == 1 || sign == UInt8(ascii: "9") && next == UInt8(ascii: "0")
        }
    }
}

extension EmployeePassword: CustomStringConvertible, CustomReflectable {
    package var description: String { "EmployeePassword" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

package enum EmployeePasswordProblem: Sendable, Equatable {
    case empty, otherCharacters, mailAddress, loginID, common
    case length(Int)
    /// The second entry is another one, or there is none.
    case notRepeated
    /// It is the present one.
    case unchanged
    /// The form has outlived its cookie or its token.
    case stale
}

/// How an account's password stands (ACCT-2): ten misses in a row void it for half an hour.
package struct PasswordStanding: Sendable, Equatable {
    package static let allowedMisses = 10
    package static let voidTime: Duration = .minutes(30)

    package var failures = 0
    package var voidUntil: Moment?

    package init(failures: Int = 0, voidUntil: Moment? = nil) {
        self.failures = failures
        self.voidUntil = voidUntil
    }

    /// Until when it is void; nil when it is not.
    package func end(at now: Moment) -> Moment? { voidUntil.flatMap { now < $0 ? $0 : nil } }

    package func isVoid(at now: Moment) -> Bool { end(at: now) != nil }

    /// What is entered while it is void counts for nothing, so that nobody keeps its owner out for ever.
    package func afterMiss(at now: Moment) -> PasswordStanding {
        if isVoid(at: now) { return self }
        let misses = failures + 1
        guard misses >= Self.allowedMisses else { return PasswordStanding(failures: misses) }
        return PasswordStanding(failures: 0, voidUntil: now + Self.voidTime)
    }

    package func afterSuccess() -> PasswordStanding { PasswordStanding() }
}
