import Crypto
import HTTP

/// A sign-in that goes on. The browser holds the token, the database only its hash (PW-5).
public struct Session: Sendable {
    /// How far the sign-in has come.
    public enum Stage: String, Sendable, CaseIterable {
        /// The password was right but must be replaced before anything else (AUTH-8).
        case mustChangePassword
        /// Whether one-time passwords are used has not been chosen yet (AUTH-9, OTP-1).
        case mustChooseOneTimePassword
        /// The one-time password has not been entered yet (OTP-5).
        case mustEnterOneTimePassword
        case signedIn
    }

    public let token: SessionToken
    public let person: Person
    public let stage: Stage
    /// The page that was asked for before signing in, opened at its end; empty when there was none.
    public let next: String
    public let createdAt: Moment
    public let seenAt: Moment

    /// AUTH-10: idle for too long, or older than any sign-in may become.
    public func hasExpired(at now: Moment, policy: Policy) -> Bool {
        now - seenAt >= policy.idleTime || now - createdAt >= policy.longestSession
    }

    /// Where the last step of the sign-in leads.
    var landing: String { Response.isLocalPath(next) ? next : Stage.signedIn.home }

    /// What is left before the session ends by itself, if nothing more is done.
    public func timeLeft(at now: Moment, policy: Policy) -> Duration {
        min(policy.idleTime, policy.longestSession - (now - createdAt))
    }
}

/// 256 random bits that stand for a session in the cookie; printed nowhere else.
public struct SessionToken: Sendable {
    public static let cookieName = "__Host-session"

    let text: String

    /// A new one from `random`, the program's source of random bytes.
    init(random: @Sendable (Int) -> [UInt8]) {
        text = Base64URL.encode(random(32))
    }

    /// What a browser sent; nil when it cannot be one of ours.
    init?(cookie: String) {
        guard cookie.utf8.count == 43 else { return nil }
        text = cookie
    }

    /// What the database knows the session by.
    public var hash: [UInt8] { SHA256.hash(Array(text.utf8)) }

    /// The token that every form of this session carries.
    var formToken: FormToken { FormToken(secret: text) }
}
