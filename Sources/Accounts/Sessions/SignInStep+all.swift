import SQLite
package import Shell

/// What stands between a right password and the services.
extension SignInStep {
    /// The password was right but must be replaced before anything else (AUTH-8).
    static let changePassword = SignInStep("mustChangePassword", home: "/password")
    /// Whether one-time passwords are used has not been chosen yet (AUTH-9, OTP-1).
    static let chooseOneTimePassword = SignInStep("mustChooseOneTimePassword", home: "/one-time-password/choice")
    /// The one-time password has not been entered yet (OTP-5).
    static let enterOneTimePassword = SignInStep("mustEnterOneTimePassword", home: "/one-time-password")
    package static let signedIn = SignInStep("signedIn", home: "/services", isLast: true)

    /// AUTH-8 before AUTH-9, in the order of the guides, but for AUTH-15.
    package static let all: [SignInStep] = [
        .changePassword, .chooseOneTimePassword, .enterOneTimePassword, .signedIn,
    ]

    /// The first step that is owed after signing in with a password.
    /// - Parameters:
    ///   - mustChange: the password, before anything is reached.
    ///   - isProvenByLine: whether the password was set by telephone from the line itself, as a temporary one is.
    static func owed(
        mustChange: Bool, isProvenByLine: Bool, _ oneTimePasswords: OneTimePasswordStanding
    ) -> SignInStep {
        // AUTH-15: the line itself is the proof behind a temporary password; who has only an old one must not set a new one.
        let comesLater = !isProvenByLine && oneTimePasswords == .used
        return all.first { step in
            switch step {
            case .changePassword: mustChange && !comesLater
            case .chooseOneTimePassword: oneTimePasswords == .notChosen
            case .enterOneTimePassword: oneTimePasswords == .used
            default: true
            }
        } ?? .signedIn
    }

    /// Where a step of the sign-in leads: to the next one, and from the last to a form kept over the end of a session
    /// (AUTH-10), the page asked for, or the services.
    static func landing(_ token: SessionToken, _ database: Connection) throws -> String {
        guard let session = try SessionStore.find(token, database) else { return "/login" }
        guard session.step.isLast else { return session.step.home }
        return try KeptFormStore.find(token, database) == nil ? session.landing : "/kept-form"
    }
}
