import Encodings
import Telephony

/// What was entered where a password is asked for, ready to be compared (AUTH-14). Whether it can be one depends on the entry
/// alone, so that saying so tells nothing of what is stored (AUTH-7); it is no miss.
struct EnteredPassword: Sendable {
    let text: String

    static func read(_ typed: String) -> Result<EnteredPassword, EnteredPasswordProblem> {
        let pasted = PastedText(typed)
        let text = pasted.digits ?? pasted.text
        if text.isEmpty { return .failure(.empty) }
        let bytes = text.utf8
        let isDigits = bytes.allSatisfy(ASCII.isDigit)
        let hasForm = isDigits ? bytes.count == TemporaryPassword.length : Passwords.length.contains(bytes.count)
        guard hasForm, bytes.allSatisfy(ASCII.isLetterOrDigit) else { return .failure(.form) }
        return .success(EnteredPassword(text: text))
    }
}

/// What is wrong with an entry before it is compared.
package enum EnteredPasswordProblem: Error, Sendable, Equatable {
    case empty
    /// Neither a password nor a temporary one has that form.
    case form
}

extension EnteredPassword: CustomStringConvertible, CustomReflectable {
    var description: String { "EnteredPassword" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
