import Shell
import Telephony

/// ログイン中の端末: where one is signed in just now, and the end of what should not be (AUTH-10).
package enum Devices {
    /// So many of the users' sign-ins are listed.
    static let mostListed = 100

    /// One sign-in that goes on.
    struct Device: Sendable {
        /// What the database knows the session by; never shown.
        let hash: [UInt8]
        let number: PhoneNumber
        let step: SignInStep
        let signedInAt: Moment
        /// Written twice a minute at most.
        let lastUsedAt: Moment
        let client: String
        let agent: String
    }

    /// Which sign-ins somebody wants to end.
    enum Choice: Sendable {
        case one(Device)
        /// All of one's own number but this one.
        case others
    }

    /// What has become of the wish.
    enum Ending: Sendable, Equatable {
        case ended(Int)
        /// It had ended before.
        case gone
    }
}
