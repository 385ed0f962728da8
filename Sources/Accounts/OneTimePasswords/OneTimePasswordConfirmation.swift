import Encodings
import Shell
import Telephony

/// 確認用ID: with 確認用パスワード it proves the right to change the mail address without a one-time password (OTP-3).
struct ConfirmationID: Sendable {
    /// In characters.
    static let lengths = 8...12

    let text: String

    /// Every rule that the text breaks.
    static func problems(in text: String) -> [ConfirmationIDProblem] {
        if text.isEmpty { return [.empty] }
        let bytes = Array(text.utf8)
        var problems: [ConfirmationIDProblem] = []
        if !lengths.contains(text.count) { problems.append(.length(text.count)) }
        if !bytes.allSatisfy(ASCII.isLetterOrDigit) { problems.append(.otherCharacters) }
        if bytes.allSatisfy(ASCII.isDigit) { problems.append(.digitsOnly) }
        if bytes.allSatisfy({ ASCII.isLetter($0) && ASCII.lowercase($0) != $0 }) { problems.append(.upperCaseOnly) }
        if bytes.allSatisfy({ ASCII.isLetter($0) && ASCII.lowercase($0) == $0 }) { problems.append(.lowerCaseOnly) }
        return problems
    }

    init?(_ text: String) {
        guard ConfirmationID.problems(in: text).isEmpty else { return nil }
        self.text = text
    }

    /// As it is stored: nobody finds it out from the database alone.
    static func hash(_ text: String, of number: PhoneNumber, _ key: ServerKey) -> [UInt8] {
        key.derive("confirmation id", Array("\(number.digits) \(text)".utf8))
    }
}

/// A rule that a 確認用ID breaks.
enum ConfirmationIDProblem: Sendable, Equatable {
    case empty, otherCharacters, digitsOnly, upperCaseOnly, lowerCaseOnly
    /// In characters.
    case length(Int)
}

/// 確認用パスワード that keeps every rule (OTP-3, PW-2, PW-3).
struct ConfirmationPassword: Sendable {
    let text: String

    /// Every rule that the text breaks; `other` is a password that it must not be.
    static func problems(
        in text: String, unlike other: String? = nil, isNumberOfContract: (PhoneNumber) -> Bool
    ) -> [ConfirmationPasswordProblem] {
        var problems = Passwords.problems(in: text, current: nil, isNumberOfContract: isNumberOfContract)
            .map(ConfirmationPasswordProblem.ofPassword)
        guard !text.isEmpty else { return problems }
        if text == other { problems.append(.sameAsOther) }
        if !text.utf8.contains(where: ASCII.isDigit) { problems.append(.noDigit) }
        return problems
    }

    init?(_ text: String, isNumberOfContract: (PhoneNumber) -> Bool) {
        guard ConfirmationPassword.problems(in: text, isNumberOfContract: isNumberOfContract).isEmpty else {
            return nil
        }
        self.text = text
    }
}

/// A rule that a 確認用パスワード breaks.
enum ConfirmationPasswordProblem: Sendable, Equatable {
    case ofPassword(PasswordProblem)
    case noDigit
    /// It is the password that it stands beside on the form.
    case sameAsOther
}

extension ConfirmationPassword: CustomStringConvertible, CustomReflectable {
    var description: String { "ConfirmationPassword" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension ConfirmationID: CustomStringConvertible, CustomReflectable {
    var description: String { "ConfirmationID" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
