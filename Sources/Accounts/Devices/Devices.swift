import Encodings
package import Shell
package import Telephony

/// ログイン中の端末: where one is signed in just now, and the end of what should not be (AUTH-10).
package enum Devices {
    /// So many of the users' sign-ins are listed.
    static let mostListed = 100

    /// One sign-in that goes on.
    package struct Device: Sendable {
        /// What the database knows the session by; never shown.
        package let hash: [UInt8]
        /// What somebody has signed in with.
        package let account: String
        let step: SignInStep
        let signedInAt: Moment
        /// Written twice a minute at most.
        let lastUsedAt: Moment
        let client: String
        let agent: String

        package init(
            hash: [UInt8], account: String, step: SignInStep, signedInAt: Moment, lastUsedAt: Moment, client: String,
            agent: String
        ) {
            self.hash = hash
            self.account = account
            self.step = step
            self.signedInAt = signedInAt
            self.lastUsedAt = lastUsedAt
            self.client = client
            self.agent = agent
        }

        /// What the address calls a session: neither its id nor that id's hash can be told from it.
        package func handle(_ key: ServerKey) -> String {
            Base64URL.encode(Array(key.derive("session in a list", hash).prefix(12)))
        }
    }

    /// Which sign-ins somebody wants to end.
    package enum Choice: Sendable {
        case one(Device)
        /// All of one's own number but this one.
        case others
    }

    /// What has become of the wish.
    package enum Ending: Sendable, Equatable {
        case ended(Int)
        /// It had ended before.
        case gone
    }
}
