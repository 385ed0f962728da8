import Accounts
import SQLite
import Shell
import Telephony

/// A code of the account's app: right once (ACCT-3).
struct AppCode: Sendable {
    let account: Int

    private static let purpose: StaticString = "secret of an authenticator app"

    /// nil when it is wrong; false when it was right and has been used before.
    func verdict(
        _ typed: OneTimePasswordCode.Typed, _ services: Services, at now: Moment, _ database: Connection
    ) throws -> Bool? {
        guard let stored = try AccountFactorStore.app(of: account, database),
            let app = try app(stored, services)
        else { return nil }
        if let step = app.accepts(typed.digits, after: stored.lastStep, at: now) {
            try AccountFactorStore.setAppStep(step, of: account, database)
            return true
        }
        return app.accepts(typed.digits, after: nil, at: now) == nil ? nil : false
    }

    func app(_ stored: AccountFactorStore.App, _ services: Services) throws -> AuthenticatorApp? {
        try services.key.open(stored.sealed, Self.purpose, Array("\(account)".utf8))
            .map(AuthenticatorApp.init(secret:))
    }

    func sealed(_ secret: [UInt8], _ services: Services) throws -> [UInt8] {
        try services.key.seal(secret, Self.purpose, Array("\(account)".utf8))
    }
}
