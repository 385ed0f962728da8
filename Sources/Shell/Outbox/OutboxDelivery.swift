package import Telephony

/// The rule of OPS-3: what becomes of a mail after an attempt.
package enum OutboxDelivery {
    package enum Outcome: Sendable, Equatable {
        case sent
        case again(Moment)
        case bounced
        /// It came to nothing before it lost its worth.
        case expired
    }

    /// How long a mail is tried.
    static let patience: Duration = .hours(24)

    /// From one refusal of a mail "for now" to the next attempt; the last goes on.
    static let delays: [Duration] = [
        .seconds(30), .minutes(1), .minutes(2), .minutes(5), .minutes(15), .minutes(30), .hours(1),
    ]

    /// `pausedUntil` is when a server that cannot be reached is asked again.
    static func outcome(
        of delivery: MailDelivery, for mail: OutboxMail, pausedUntil: Moment, at now: Moment
    ) -> Outcome {
        switch delivery {
        case .accepted: .sent
        case .refused: .bounced
        case .deferred:
            again(now + delays[min(mail.deferrals, delays.count - 1)], mail, at: now)
        case .unreachable:
            again(pausedUntil, mail, at: now)
        }
    }

    /// Once more, not beyond the mail's time: at its very end it has a last attempt.
    private static func again(_ moment: Moment, _ mail: OutboxMail, at now: Moment) -> Outcome {
        if mail.isWorthless(at: now) { return .expired }
        let end = mail.waitingSince + patience
        guard now < end else { return .bounced }
        return .again(min(moment, end, mail.mail.worthlessAfter ?? end))
    }
}

/// A mail on its way out.
package struct OutboxMail: Sendable, Equatable {
    package let id: Int
    let mail: Mail
    let writtenAt: Moment
    /// Since when it is tried: since it was written, or since the operator wanted it tried again.
    let waitingSince: Moment
    /// How often the server has said "not now".
    package let deferrals: Int

    /// The same at every attempt, and never that of another mail, even in a database that was begun afresh.
    var reference: String { "\(String(writtenAt.milliseconds, radix: 36)).\(id)" }

    func isWorthless(at now: Moment) -> Bool { mail.worthlessAfter.map { $0 <= now } ?? false }
}

/// While the server cannot be reached no mail is tried but one now and then, whose fate tells whether it is back.
struct OutboxPause: Sendable, Equatable {
    let since: Moment
    /// When the next mail is tried.
    let until: Moment
    let failures: Int
    /// What was wrong the last time.
    let reply: String

    /// From one failure to the next attempt; the last goes on. A connection a minute troubles nobody, and somebody may wait
    /// for a code.
    static let delays: [Duration] = [.seconds(5), .seconds(15), .seconds(30), .minutes(1)]

    /// One more failure. Those of mails that were under way together count as one.
    static func after(_ previous: OutboxPause?, _ reply: String, at now: Moment) -> OutboxPause {
        if let previous, previous.until > now { return previous }
        let failures = (previous?.failures ?? 0) + 1
        return OutboxPause(
            since: previous?.since ?? now, until: now + delays[min(failures, delays.count) - 1], failures: failures,
            reply: reply)
    }
}
