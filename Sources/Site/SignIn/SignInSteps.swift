import HTTP
import SQLite

extension Session.Stage {
    /// Where somebody who is no further is sent from every other page.
    var home: String {
        switch self {
        case .mustChangePassword: PasswordPage.path
        case .mustChooseOneTimePassword: OneTimePasswordChoicePage.path
        case .mustEnterOneTimePassword: OneTimePasswordEntryPage.path
        case .signedIn: "/services"
        }
    }
}

/// What stands between a right password and the services.
extension SignIn {
    /// AUTH-8 before AUTH-9, in the order of the guides.
    static func stage(mustChangePassword: Bool, _ oneTimePassword: OneTimePasswords.Standing) -> Session.Stage {
        if mustChangePassword { return .mustChangePassword }
        switch oneTimePassword {
        case .used: return .mustEnterOneTimePassword
        case .notChosen: return .mustChooseOneTimePassword
        case .notUsed: return .signedIn
        }
    }

    /// The page asked for, if it is one of ours and its address is no longer than addresses are.
    static func next(_ path: String) -> String {
        path.utf8.count <= 1000 && Response.isLocalPath(path) ? path : ""
    }

    /// Where a step of the sign-in leads: to the next one, and from the last to a form kept over the end of a session
    /// (AUTH-10), the page asked for, or the services.
    static func landing(_ token: SessionToken, _ database: Connection) throws -> String {
        guard let session = try SessionStore.find(token, database) else { return "/login" }
        guard session.stage == .signedIn else { return session.stage.home }
        return try KeptFormStore.find(token, database) == nil ? session.landing : "/kept-form"
    }
}
