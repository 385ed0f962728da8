import HTTP
import SQLite
package import Shell

extension SignInStep {
    /// The password was right but must be replaced before anything else (AUTH-8).
    static let changePassword = SignInStep("mustChangePassword", home: PasswordPage.path)
    /// Whether one-time passwords are used has not been chosen yet (AUTH-9, OTP-1).
    static let chooseOneTimePassword = SignInStep(
        "mustChooseOneTimePassword", home: OneTimePasswordChoicePage.path)
    /// The one-time password has not been entered yet (OTP-5).
    static let enterOneTimePassword = SignInStep("mustEnterOneTimePassword", home: OneTimePasswordEntryPage.path)
    package static let signedIn = SignInStep("signedIn", home: "/services", isLast: true)
}

/// What stands between a right password and the services.
extension SignIn {
    /// AUTH-8 before AUTH-9, in the order of the guides.
    package static let steps: [SignInStep] = [
        .changePassword, .chooseOneTimePassword, .enterOneTimePassword, .signedIn,
    ]

    static func step(named name: String) -> SignInStep? { steps.first { $0.name == name } }

    /// The first step that is owed.
    static func step(mustChangePassword: Bool, _ oneTimePassword: OneTimePasswords.Standing) -> SignInStep {
        steps.first { step in
            switch step {
            case .changePassword: mustChangePassword
            case .chooseOneTimePassword: oneTimePassword == .notChosen
            case .enterOneTimePassword: oneTimePassword == .used
            default: true
            }
        } ?? .signedIn
    }

    /// The page asked for, if it is one of ours and its address is no longer than addresses are.
    static func next(_ path: String) -> String {
        path.utf8.count <= 1000 && Response.isLocalPath(path) ? path : ""
    }

    /// Where a step of the sign-in leads: to the next one, and from the last to a form kept over the end of a session
    /// (AUTH-10), the page asked for, or the services.
    static func landing(_ token: SessionToken, _ database: Connection) throws -> String {
        guard let session = try SessionStore.find(token, database) else { return "/login" }
        guard session.step.isLast else { return session.step.home }
        return try KeptFormStore.find(token, database) == nil ? session.landing : "/kept-form"
    }
}
