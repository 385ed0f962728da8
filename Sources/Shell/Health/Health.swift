package import Telephony

/// What is known of a site's health at a moment, whether the running server knows it or a command beside it.
package struct HealthFacts: Sendable {
    /// Nil: the database does not even answer.
    package var saving: Saving?
    /// The reserve is given up: only what is urgent is saved.
    package var isDiskFull: Bool
    /// Nil when the system does not say.
    package var freeBytes: Int?
    /// Nil while another program does them, or none.
    package var duties: [DutyRun]?
    /// Nil where there is no certificate of ours.
    package var certificateEnds: Moment?
    package var notices: [HealthNotice]

    package init(
        saving: Saving?, isDiskFull: Bool, freeBytes: Int?, duties: [DutyRun]?, certificateEnds: Moment?,
        notices: [HealthNotice] = []
    ) {
        self.notices = notices
        self.saving = saving
        self.isDiskFull = isDiskFull
        self.freeBytes = freeBytes
        self.duties = duties
        self.certificateEnds = certificateEnds
    }

    /// What came of the last attempt to save.
    package enum Saving: Sendable, Equatable {
        case saved(Moment)
        /// `why` holds no value of the database.
        case failing(since: Moment, why: String)
    }
}

/// How a duty fares.
package struct DutyRun: Sendable, Equatable {
    package let name: String
    package let interval: Duration
    /// When its last run came to an end, well or not; when it was taken up, before that.
    package var endedAt: Moment
    /// Nil when the last run went well.
    package var failingSince: Moment?

    package init(name: String, interval: Duration, endedAt: Moment, failingSince: Moment? = nil) {
        self.name = name
        self.interval = interval
        self.endedAt = endedAt
        self.failingSince = failingSince
    }
}

/// One thing that is wrong with a site, or about to be.
package enum HealthProblem: Sendable, Equatable {
    case databaseSilent
    case savingFails(since: Moment, why: String)
    /// Nothing has been saved, and no attempt has ended either.
    case savingHangs(since: Moment)
    case diskFull(freeBytes: Int?)
    case dutyHangs(String, since: Moment)
    case dutyFails(String, since: Moment)
    case certificateOver(Moment)
    case diskLow(freeBytes: Int)
    case certificateEnds(Moment)
    /// Told by who has noticed it, in the log and by mail.
    case noticed(HealthNotice)

    /// What it is known by while it lasts, however its figures change.
    package var name: String {
        switch self {
        case .databaseSilent: "database silent"
        case .savingFails: "saving fails"
        case .savingHangs: "saving hangs"
        case .diskFull: "disk full"
        case .dutyHangs(let duty, _): "hangs: \(duty)"
        case .dutyFails(let duty, _): "fails: \(duty)"
        case .certificateOver: "certificate over"
        case .diskLow: "disk low"
        case .certificateEnds: "certificate ends"
        case .noticed(let notice): notice.name
        }
    }

    /// Whether the site is ill by it; what is no more than a warning needs somebody within days.
    package var isIllness: Bool {
        switch self {
        case .diskLow, .certificateEnds, .noticed: false
        default: true
        }
    }
}

/// The one judgement of whether a site is well: of `/healthz`, of `hikari check` and of the log.
package enum Health {
    /// Where nothing else is saved for so long, something is, to see whether that works.
    package static let savesEvery: Duration = .seconds(10)
    /// A save waits for another program's lock for ten seconds at most.
    static let longestSilence: Duration = .seconds(60)
    /// A run may be long: a mail server may take minutes, and thousands of passwords be set at once.
    static let longestRun: Duration = .minutes(15)
    /// What fails for a shorter time has been tried again.
    static let patienceWithDuty: Duration = .minutes(1)
    static let leastFreeBytes = 256 << 20
    static let certificateWarning: Duration = .days(14)

    /// All that is wrong, the gravest first; empty: the site is well.
    package static func problems(_ facts: HealthFacts, at now: Moment) -> [HealthProblem] {
        let all =
            saving(facts, now) + disk(facts) + duties(facts, now) + certificate(facts, now)
            + facts.notices.map { .noticed($0) }
        return all.filter(\.isIllness) + all.filter { !$0.isIllness }
    }

    private static func saving(_ facts: HealthFacts, _ now: Moment) -> [HealthProblem] {
        switch facts.saving {
        case nil: [.databaseSilent]
        case .failing(let since, let why): [.savingFails(since: since, why: why)]
        case .saved(let moment): now - moment > longestSilence ? [.savingHangs(since: moment)] : []
        }
    }

    private static func disk(_ facts: HealthFacts) -> [HealthProblem] {
        if facts.isDiskFull { return [.diskFull(freeBytes: facts.freeBytes)] }
        return facts.freeBytes.map { $0 < leastFreeBytes ? [.diskLow(freeBytes: $0)] : [] } ?? []
    }

    private static func duties(_ facts: HealthFacts, _ now: Moment) -> [HealthProblem] {
        (facts.duties ?? []).compactMap { duty in
            if now - duty.endedAt > duty.interval + longestRun { return .dutyHangs(duty.name, since: duty.endedAt) }
            guard let since = duty.failingSince, now - since >= patienceWithDuty else { return nil }
            return .dutyFails(duty.name, since: since)
        }
    }

    private static func certificate(_ facts: HealthFacts, _ now: Moment) -> [HealthProblem] {
        guard let end = facts.certificateEnds else { return [] }
        if end <= now { return [.certificateOver(end)] }
        return end - now < certificateWarning ? [.certificateEnds(end)] : []
    }
}
