package import Crypto
package import SQLite
package import Telephony

/// What a feature may use. Made once by the program; tests make their own with a fixed clock.
package struct Services: Sendable {
    package let database: Database
    package let work: Work
    package let now: @Sendable () -> Moment
    package let random: @Sendable (Int) -> [UInt8]
    /// Holds an answer back without holding up anybody else's.
    package let pause: @Sendable (Duration) async -> Void
    /// Of what is said to visitors, to nobody in particular, and in mails.
    package let language: Language
    package let site: SiteIdentity
    package let sessions: SessionPolicy
    package let log: Log
    package let pages: Pages
    package let key: ServerKey
    package let mailCarrier: any MailCarrier
    /// Signed out, but not yet in the database.
    package let endedSessions = EndedSessions()

    package init(
        database: Database, work: Work, now: @escaping @Sendable () -> Moment,
        random: @escaping @Sendable (Int) -> [UInt8], pause: @escaping @Sendable (Duration) async -> Void,
        language: Language, site: SiteIdentity, sessions: SessionPolicy, log: Log, pages: Pages, key: ServerKey,
        mailCarrier: any MailCarrier
    ) {
        self.database = database
        self.work = work
        self.now = now
        self.random = random
        self.pause = pause
        self.language = language
        self.site = site
        self.sessions = sessions
        self.log = log
        self.pages = pages
        self.key = key
        self.mailCarrier = mailCarrier
    }
}

/// Queues for what would hold up pages: each bounded, each on threads of its own.
package struct Work: Sendable {
    /// Password hashes only, so that neither imports nor pages wait behind them.
    package let hashing: any WorkLane
    /// What each hash costs.
    package let hashingCost: Scrypt
    /// Reading uploads, making downloads.
    package let files: any WorkLane

    package init(hashing: any WorkLane, cost: Scrypt, files: any WorkLane) {
        self.hashing = hashing
        hashingCost = cost
        self.files = files
    }
}

/// Runs work elsewhere and comes back with its result; throws `WorkLaneError.full` at once when too much waits already.
package protocol WorkLane: Sendable {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result
    /// How many pieces of work are done at a time.
    var width: Int { get }
}

extension WorkLane {
    package var width: Int { 1 }
}

package enum WorkLaneError: Error {
    /// Too much waits already: the visitor is asked to come again (503).
    case full
}
