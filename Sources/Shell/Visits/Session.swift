import Crypto
import Encodings
package import HTTP
package import Telephony

/// A sign-in that goes on. The browser holds the token, the database only its hash (PW-5).
package struct Session<Person: Visitor>: Sendable {
    package let token: SessionToken
    package let person: Person
    package let step: SignInStep
    /// The page that was asked for before signing in, opened at its end; empty when there was none.
    package let next: String
    package let createdAt: Moment
    package let seenAt: Moment

    package init(
        token: SessionToken, person: Person, step: SignInStep, next: String, createdAt: Moment, seenAt: Moment
    ) {
        self.token = token
        self.person = person
        self.step = step
        self.next = next
        self.createdAt = createdAt
        self.seenAt = seenAt
    }

    /// AUTH-10: idle for too long, or older than any sign-in may become.
    package func hasExpired(at now: Moment, policy: SessionPolicy) -> Bool {
        now - seenAt >= idleTime(policy) || now - createdAt >= policy.longestSession
    }

    /// Where the last step of the sign-in leads: the page that was asked for, or the step's own.
    package var landing: String { !next.isEmpty && Response.isLocalPath(next) ? next : step.home }

    private func idleTime(_ policy: SessionPolicy) -> Duration { person.idleTime ?? policy.idleTime }

    /// What is left before the session ends by itself, if nothing more is done.
    func timeLeft(at now: Moment, policy: SessionPolicy) -> Duration {
        min(idleTime(policy), policy.longestSession - (now - createdAt))
    }
}

/// AUTH-10: how long a sign-in lasts.
package struct SessionPolicy: Sendable {
    package var idleTime: Duration = .minutes(15)
    package var longestSession: Duration = .hours(8)

    /// The browser says so long before that a session ends.
    private static let warningMinutes = 2
    package static let limits = ["sessionWarningMinutes": warningMinutes]

    package init() {}
}

/// 256 random bits that stand for a session in the cookie; printed nowhere else.
package struct SessionToken: Sendable {
    package static let cookieName = "__Host-session"

    package let text: String

    /// A new one from `random`, the program's source of random bytes.
    package init(random: @Sendable (Int) -> [UInt8]) {
        text = Base64URL.encode(random(32))
    }

    /// What a browser sent; nil when it cannot be one of ours.
    package init?(cookie: String) {
        guard cookie.utf8.count == 43 else { return nil }
        text = cookie
    }

    package var cookie: Cookie { Cookie(SessionToken.cookieName, text) }

    /// What the database knows the session by.
    package var hash: [UInt8] { SHA256.hash(Array(text.utf8)) }

    /// The token that every form of this session carries.
    var formToken: FormToken { FormToken(secret: text) }
}
