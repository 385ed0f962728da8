package import SQLite
package import Telephony

/// What a feature may use. Made once by the program; tests make their own with a fixed clock.
package struct Services: Sendable {
    package let database: Database
    package let work: Work
    package let now: @Sendable () -> Moment
    /// For what must end in time, wherever `now` is put.
    package let steady: SteadyClock
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
    package let endedSessions: EndedSessions

    package init(
        database: Database, work: Work, now: @escaping @Sendable () -> Moment, steady: SteadyClock,
        random: @escaping @Sendable (Int) -> [UInt8], pause: @escaping @Sendable (Duration) async -> Void,
        language: Language, site: SiteIdentity, sessions: SessionPolicy, log: Log, pages: Pages, key: ServerKey,
        mailCarrier: any MailCarrier, endedSessions: EndedSessions = EndedSessions()
    ) {
        self.endedSessions = endedSessions
        self.database = database
        self.work = work
        self.now = now
        self.steady = steady
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

    /// The same house for another site in it.
    package func serving(_ site: SiteIdentity, sessions: SessionPolicy, pages: Pages) -> Services {
        Services(
            database: database, work: work, now: now, steady: steady, random: random, pause: pause, language: language,
            site: site, sessions: sessions, log: log, pages: pages, key: key, mailCarrier: mailCarrier,
            endedSessions: endedSessions)
    }
}
