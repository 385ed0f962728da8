import Telephony

/// 着信お知らせメール: who has called, and what became of the call, by mail.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum IncomingCallMail {
    /// Callers that a number may list.
    static let listLimit = 30

    static let limits = [
        "incomingCallList": listLimit, "incomingCallMails": mostCalls, "incomingCallMailMinutes": paceMinutes,
    ]

    /// Which calls are told of; the raw value is the control's.
    enum When: String, Sendable, CaseIterable {
        case all, notAnswered, busy

        /// A call that went on to somebody else was neither left unanswered nor turned away.
        func holds(of outcome: CallResult.Outcome) -> Bool {
            switch (self, outcome) {
            case (.all, _), (.notAnswered, .noAnswer), (.busy, .busy): true
            default: false
            }
        }
    }

    /// Whose calls are told of, of those who tell a number; the raw value is the control's.
    enum Who: String, Sendable, CaseIterable {
        case everybody
        case listed
        case allButListed
    }

    /// All that a number has set; each form has its own version, which grows by one with every change (AUTH-13).
    struct Settings: MailingSettings {
        var mailing = NumberMailing()
        var when = When.all
        var who = Who.everybody
        /// Whether calls without a number are told of.
        var tellsWithheld = true
        var listed: [CallerPattern] = []
        var versions = NumberVersions<Part>()
    }

    // MARK: Rules

    /// CALLMAIL-1: whom a call is told to. Pure: the call, and what its number has set.
    static func recipients(of result: CallResult, _ settings: Settings) -> [MailAddress] {
        guard settings.isOn, !result.isTest, settings.when.holds(of: result.outcome), settings.tells(of: result.caller)
        else { return [] }
        return settings.addresses.map(\.address)
    }

    static func read(
        when: String, who: String, withheld: String, over stored: Settings
    ) -> Result<Settings, IncomingCallMailProblems> {
        guard let when = When(rawValue: when) else { return .failure([.noWhen]) }
        guard let who = Who(rawValue: who) else { return .failure([.noWho]) }
        if who != .everybody, stored.listed.isEmpty { return .failure([.emptyList]) }
        var settings = stored
        (settings.when, settings.who, settings.tellsWithheld) = (when, who, withheld == "1")
        return .success(settings)
    }

    static func read(list typed: String, over stored: Settings) -> Result<Settings, IncomingCallMailProblems> {
        let read = CallerList.read(typed, limit: listLimit, takesPrefixes: true)
        guard read.problems.isEmpty else { return .failure(.init(read.problems.map { .list($0) })) }
        if read.patterns.isEmpty, stored.who != .everybody { return .failure([.lastListed]) }
        var settings = stored
        settings.listed = read.patterns.sorted { $0.text < $1.text }
        return .success(settings)
    }
}

extension IncomingCallMail.Settings {
    fileprivate func tells(of caller: Caller) -> Bool {
        guard caller.tellsNumber else { return tellsWithheld }
        let isListed = caller.number.map { number in listed.contains { $0.matches(number) } } ?? false
        switch who {
        case .everybody: return true
        case .listed: return isListed
        case .allButListed: return !isListed
        }
    }
}
