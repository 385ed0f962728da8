import Encodings
import Shell
import Telephony

/// A regular password that keeps every rule (PW-1, PW-3); never shown, logged or compared as text.
struct Password: Sendable, Equatable {
    let text: String

    fileprivate init(judged text: String) {
        self.text = text
    }
}

extension Password: CustomStringConvertible, CustomReflectable {
    var description: String { "Password" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// One control of a password form: where its problems are shown, what the page calls it, what was typed.
struct PasswordEntry: Sendable {
    let field: String
    let label: String
    let text: String

    init(_ field: String, label: String, _ text: String) {
        self.field = field
        self.label = label
        // AUTH-14: what is dropped from every entry is no part of the password either.
        self.text = PastedText(text).text
    }
}

/// Everything that is wrong with a password form.
struct PasswordProblems: Error, Equatable {
    let list: [Problem]
}

/// A rule that a new password breaks.
enum PasswordProblem: Sendable, Equatable {
    case empty, otherCharacters, digitsOnly, equalRun, sequence, telephoneNumber, common, current
    case length(Int)
}

/// Every rule that it breaks.
struct BrokenPasswordRules: Error {
    let rules: [PasswordProblem]
}

/// What can be wrong with its repetition.
enum PasswordConfirmationProblem: Sendable {
    case empty, different
}

/// What makes a password acceptable (PW-1 to PW-4).
package enum Passwords {
    /// Characters of a password (PW-1).
    static let length = 8...12

    /// So many equal or successive characters in a row are a run (PW-3).
    static let run = 4

    /// As templates name them.
    package static let limits: [String: Int] = [
        "passwordLeast": length.lowerBound, "passwordMost": length.upperBound, "passwordRun": run,
        "passwordMostEqual": run - 1,
    ]

    /// Judges a new password typed twice. `current` is what was typed as the current password (PW-2), where it was asked for.
    static func read(
        new: PasswordEntry, confirmation: PasswordEntry, current: String?, in language: Language,
        isNumberOfContract: (PhoneNumber) -> Bool
    ) -> Result<Password, PasswordProblems> {
        var problems = self.problems(in: new.text, current: current, isNumberOfContract: isNumberOfContract)
            .map { Problem(new.field, $0.sentence(naming: new.label, in: language)) }
        if confirmation.text.isEmpty || confirmation.text != new.text {
            let problem: PasswordConfirmationProblem = confirmation.text.isEmpty ? .empty : .different
            let sentence = problem.sentence(naming: confirmation.label, of: new.label, in: language)
            problems.append(Problem(confirmation.field, sentence))
        }
        return problems.isEmpty ? .success(Password(judged: new.text)) : .failure(PasswordProblems(list: problems))
    }

    /// Judges a password that is given once, as in a file.
    static func read(
        _ entered: String, isNumberOfContract: (PhoneNumber) -> Bool
    ) -> Result<Password, BrokenPasswordRules> {
        let text = PastedText(entered).text
        let rules = problems(in: text, current: nil, isNumberOfContract: isNumberOfContract)
        return rules.isEmpty ? .success(Password(judged: text)) : .failure(BrokenPasswordRules(rules: rules))
    }

    /// Every rule that the text breaks, in the order in which the page explains them (PW-4).
    static func problems(
        in text: String, current: String?, isNumberOfContract: (PhoneNumber) -> Bool
    ) -> [PasswordProblem] {
        if text.isEmpty { return [.empty] }
        let bytes = Array(text.utf8)
        var problems: [PasswordProblem] = []
        if !length.contains(text.count) { problems.append(.length(text.count)) }
        if !bytes.allSatisfy(ASCII.isLetterOrDigit) { problems.append(.otherCharacters) }
        if bytes.allSatisfy(ASCII.isDigit) { problems.append(.digitsOnly) }
        if hasRun(bytes, step: 0) { problems.append(.equalRun) }
        if hasRun(bytes, step: 1) || hasRun(bytes, step: -1) { problems.append(.sequence) }
        if contains(bytes, isNumberOfContract) { problems.append(.telephoneNumber) }
        if CommonPasswords.contains(text) { problems.append(.common) }
        if text == current { problems.append(.current) }
        return problems
    }

    /// PW-3: a run of letters or of digits that are equal (step 0), ascending (1) or descending (-1), whatever their
    /// case; 7890 and yzab are none, for nothing wraps around.
    static func hasRun(_ bytes: [UInt8], step: Int) -> Bool {
        var length = 1
        for (byte, next) in zip(bytes, bytes.dropFirst()) {
            let isStep =
                ASCII.isLetterOrDigit(byte) && ASCII.isLetterOrDigit(next)
                && Int(next | 0x20) - Int(byte | 0x20) == step
            length = isStep ? length + 1 : 1
            if length == run { return true }
        }
        return false
    }

    /// Looks the other way round, from the few numbers a password can hold, because a contract can have 7,000.
    private static func contains(_ bytes: [UInt8], _ isNumberOfContract: (PhoneNumber) -> Bool) -> Bool {
        for start in bytes.indices.prefix(64) where bytes[start] == ASCII.zero {
            for length in 10...11 where start + length <= bytes.count {
                if let number = PhoneNumber(ascii: bytes[start..<start + length]), isNumberOfContract(number) {
                    return true
                }
            }
        }
        return false
    }
}
