package import SQLite
package import Telephony

/// Mails leave the house through the database (OPS-3): written in the transaction of their cause, sent by a duty, tried again
/// with growing delay, and given up after a day to the operator's view.
package enum Outbox {
    /// It has no pages: its mails are others' words.
    package static func feature<Person: Visitor>() -> Feature<Person> {
        Feature(vocabulary: vocabulary, duties: duties, forgetOld: forgetOld)
    }

    static let duties = [
        Duty("mail delivery", every: .milliseconds(500), isUrgent: true) { try await OutboxRound(services: $0).run() },
        Duty("mail time limit", every: .seconds(30), isUrgent: true, run: giveUp),
    ]

    /// The operator's view of a mail that is over lasts so long.
    static let memory: Duration = .days(30)

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try OutboxStore.forget(finishedBefore: now - memory, database)
    }

    private static func giveUp(_ services: Services) async throws {
        let now = services.now()
        let given = try await services.database.write { try OutboxStore.giveUp(at: now, $0) }
        for mail in given { OutboxLog.givenUp(mail, services.log) }
    }

    // MARK: For pages of people who wait for a mail

    /// Whether mails wait because the server cannot be reached, or because nobody carries them.
    static func isDelayed(_ database: Connection, _ now: Moment) throws -> Bool {
        try OutboxStore.isDelayed(at: now, database)
    }

    /// What a page tells somebody who waits for a mail; nil as long as mails go out.
    package static func delayNotice(in language: Language, _ database: Connection, _ now: Moment) throws -> String? {
        try isDelayed(database, now) ? delaySentence(in: language) : nil
    }
}
