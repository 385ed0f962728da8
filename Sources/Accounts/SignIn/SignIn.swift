import Telephony

/// What is wrong with a sign-in.
enum SignInProblem: Sendable, Equatable {
    case noNumber, notNumber
    case password(EnteredPasswordProblem)
    /// The form has outlived its cookie or its token.
    case stale
    /// AUTH-7: one text for every cause.
    case refused
}

/// ログイン: the rules that need nothing stored.
package enum SignIn {
    /// What is wrong with a form, as an error.
    struct Problems: Error {
        let all: [SignInProblem]
    }

    /// AUTH-16: whether a minute matters to who wants to go to that page.
    static func isUrgent(_ next: String) -> Bool { next == urgentPath || next.hasPrefix(urgentPath + "/") }

    /// Forms under it go first.
    package static let urgentPath = "/now"

    /// Everything wrong with the form at once; whether number and password fit is not asked here.
    static func read(
        number typed: String, password: String
    ) -> Result<(number: PhoneNumber, password: EnteredPassword), Problems> {
        var problems: [SignInProblem] = []
        let number = PhoneNumber(typed)
        let entered = EnteredPassword.read(password)
        if typed.allSatisfy(\.isWhitespace) {
            problems.append(.noNumber)
        } else if number == nil {
            problems.append(.notNumber)
        }
        if case .failure(let problem) = entered { problems.append(.password(problem)) }
        guard let number, case .success(let password) = entered, problems.isEmpty else {
            return .failure(Problems(all: problems))
        }
        return .success((number, password))
    }
}
