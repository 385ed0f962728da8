import Telephony

/// What is wrong with a sign-in.
enum SignInProblem: Sendable, Equatable {
    case noNumber, notNumber, noPassword
    /// AUTH-7: one text for every cause.
    case refused
}

/// ログイン: the rules that need nothing stored.
package enum SignIn {
    /// What is wrong with a form, as an error.
    struct Problems: Error {
        let all: [SignInProblem]
    }

    /// Everything wrong with the form at once; whether number and password fit is not asked here.
    static func read(number typed: String, password: String) -> Result<PhoneNumber, Problems> {
        var problems: [SignInProblem] = []
        let number = PhoneNumber(typed)
        if typed.allSatisfy(\.isWhitespace) {
            problems.append(.noNumber)
        } else if number == nil {
            problems.append(.notNumber)
        }
        if password.isEmpty { problems.append(.noPassword) }
        if let number, problems.isEmpty { return .success(number) }
        return .failure(Problems(all: problems))
    }

    /// AUTH-2: whether a number of the contract signs in at all.
    static func admits(_ number: PhoneNumber, of contractNumber: PhoneNumber, unit: AuthenticationUnit?) -> Bool {
        switch unit {
        case nil: false
        case .line: number == contractNumber
        case .number, .administratorAndUser: true
        }
    }
}
