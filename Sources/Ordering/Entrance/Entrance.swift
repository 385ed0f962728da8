import Accounts
import Telephony

/// What is wrong with a sign-in.
enum EntranceProblem: Sendable, Equatable {
    case address(MailAddressProblem)
    case noPassword
    /// The form has outlived its cookie or its token.
    case stale
    /// The same, of a form without a password.
    case staleAddress
    /// AUTH-7: one text for every cause.
    case refused
}

/// ログイン with mail address and password: the rules that need nothing stored.
package enum Entrance {
    struct Problems: Error {
        let all: [EntranceProblem]
    }

    /// Everything wrong with the form at once; whether address and password fit is not asked here.
    static func read(address typed: String, password: String) -> Result<(MailAddress, String), Problems> {
        var problems: [EntranceProblem] = []
        let address = MailAddress.read(typed)
        if case .failure(let wrong) = address { problems += wrong.all.map { .address($0) } }
        let password = EmployeePassword.written(password)
        if password.isEmpty { problems.append(.noPassword) }
        guard case .success(let address) = address, problems.isEmpty else {
            return .failure(Problems(all: problems))
        }
        return .success((address, password))
    }

    /// So many refused sign-ins of a company are kept in the trail.
    static let mostRefusals = 10_000
}

extension Entrance {
    package static let limits: [String: Int] = [
        "recoveryCodes": RecoveryCode.count, "appSeconds": Int(AuthenticatorApp.period),
    ]
}
