public import SQLite

/// What a feature may use. Made once by the program; tests make their own with a fixed clock.
public struct Services: Sendable {
    public let database: Database
    public let work: Work
    public let now: @Sendable () -> Moment
    public let random: @Sendable (Int) -> [UInt8]
    /// Holds an answer back without holding up anybody else's.
    public let pause: @Sendable (Duration) async -> Void
    public let policy: Policy
    public let log: Log
    public let pages: Pages
    public let key: ServerKey
    public let mailCarrier: any MailCarrier

    public init(
        database: Database, work: Work, now: @escaping @Sendable () -> Moment,
        random: @escaping @Sendable (Int) -> [UInt8], pause: @escaping @Sendable (Duration) async -> Void,
        policy: Policy, log: Log, pages: Pages, key: ServerKey,
        mailCarrier: any MailCarrier
    ) {
        self.database = database
        self.work = work
        self.now = now
        self.random = random
        self.pause = pause
        self.policy = policy
        self.log = log
        self.pages = pages
        self.key = key
        self.mailCarrier = mailCarrier
    }
}

/// Queues for what would hold up pages: each bounded, each on threads of its own.
public struct Work: Sendable {
    /// Password hashes only, so that neither imports nor pages wait behind them.
    public let hashing: any WorkLane
    /// Reading uploads, making downloads.
    public let files: any WorkLane

    public init(hashing: any WorkLane, files: any WorkLane) {
        self.hashing = hashing
        self.files = files
    }
}

/// Runs work elsewhere and comes back with its result; throws `WorkLaneFull` at once when too much waits already.
public protocol WorkLane: Sendable {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result
    /// How many pieces of work are done at a time.
    var width: Int { get }
}

extension WorkLane {
    public var width: Int { 1 }
}

/// Too much waits already: the visitor is asked to come again (503).
public struct WorkLaneFull: Error {
    public init() {}
}
