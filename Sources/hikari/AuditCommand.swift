import Ordering
import SQLite
import Settings
import Shell
import Telephony

/// `hikari audit`: the audit trail for the operator (AUTH-12, OPS-2).
enum AuditCommand {
    static let all = [audit]

    private static let defaultLimit = 100
    private static let limits = 1...1_000_000

    private static let audit = Command(
        name: "audit", summary: "Show who did what, from where, from what to what.",
        details: """
            The newest lines of both sites, oldest first: time, site, contract, number, client, event, subject, before → after; - for
            nothing. At the ordering site a company's id stands for the contract, and a mail address for the number.
            TIME is 2026-11-21, 2026-11-21T15:04, 2026-11-21T15:04:05+09:00 or Z, without an offset in Japan's time, or
            how long ago: 30m, 24h, 7d. --until with a day takes the whole day in.
            Clients are addresses, operator (the command line), telephone (the menu) or automatic.
            """,
        options: [
            Option(name: "--contract", value: "NUMBER", summary: "of this contract, also when it has been removed"),
            Option(name: "--number", value: "NUMBER", summary: "what a number did and what was done about it"),
            Option(
                name: "--site", value: "NAME",
                summary: "of settings or ordering alone"),
            Option(
                name: "--account", value: "MAIL",
                summary: "what somebody of the ordering site did and what was done to it"),
            Option(name: "--since", value: "TIME", summary: "from then on"),
            Option(name: "--until", value: "TIME", summary: "before then"),
            Option(name: "--event", value: "EVENT", summary: "such events: sign-in.failed, or all of bulk-forwarding"),
            Option(name: "--limit", value: "N", summary: "at most so many lines (default: \(defaultLimit))"),
            .json,
        ]
    ) { call in
        let question = try question(call)
        let database = try call.openDatabase()
        defer { database.close() }
        let records = try database.read { try HistoryRecordStore.find(question, $0) }
        if call.arguments.has(.json) { return try call.printJSON(records.map(Description.init)) }
        for record in records { call.print(line(record)) }
    }

    private static func question(_ call: Invocation) throws -> HistoryRecord.Question {
        let arguments = call.arguments
        var question = HistoryRecord.Question(limit: defaultLimit)
        if let text = arguments["--limit"] {
            guard let limit = Int(text), limits.contains(limit) else {
                throw WrongUsage("--limit takes a number from \(limits.lowerBound) to \(limits.upperBound)")
            }
            question.limit = limit
        }
        question.contract = try number(arguments["--contract"])
        question.number = try number(arguments["--number"])
        question.event = arguments["--event"]
        question.site = try site(arguments)
        question.account = arguments["--account"]?.lowercased()
        let now = call.surroundings.now()
        question.since = try arguments["--since"].map { try AuditTime("--since", $0, now: now).start }
        question.until = try arguments["--until"].map { try AuditTime("--until", $0, now: now).end }
        return question
    }

    /// Nil: both.
    private static func site(_ arguments: Arguments) throws -> SiteName? {
        let sites = [SiteName.settings, .ordering]
        let named = try arguments["--site"].map { name in
            guard let site = sites.first(where: { $0.rawValue == name }) else {
                throw WrongUsage("--site takes settings or ordering")
            }
            return site
        }
        if arguments["--contract"] != nil, named == .ordering {
            throw WrongUsage("--contract is of the settings site")
        }
        if arguments["--account"] != nil, named == .settings {
            throw WrongUsage("--account is of the ordering site")
        }
        return arguments["--account"] == nil ? named : .ordering
    }

    private static func number(_ text: String?) throws -> PhoneNumber? {
        guard let text else { return nil }
        guard let number = PhoneNumber(text) else { throw WrongUsage("\"\(text)\" is no telephone number") }
        return number
    }

    private static func line(_ record: HistoryRecord) -> String {
        let change =
            switch (record.before, record.after) {
            case (nil, nil): "-"
            case (let before, let after): "\(before ?? "-") → \(after ?? "-")"
            }
        let columns = [
            record.at.machineText, record.site.rawValue, record.tenant ?? "-", record.account ?? "-", record.client,
            record.event, record.subject.isEmpty ? "-" : record.subject, change,
        ]
        return columns.map(plain).joined(separator: "  ")
    }

    /// One line, whatever is in it.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }

    /// A line as JSON. Contract and number are those of the settings site, whoever reads it.
    private struct Description: Encodable {
        let at: String
        let site: String
        let contract: String?
        let number: String?
        let company: Int?
        let account: String?
        let client: String
        let event: String
        let subject: String
        let before: String?
        let after: String?

        init(_ record: HistoryRecord) {
            at = record.at.machineText
            site = record.site.rawValue
            let isOrdering = record.site == .ordering
            contract = isOrdering ? nil : record.tenant
            number = isOrdering ? nil : record.account
            company = isOrdering ? record.tenant.flatMap { Int($0) } : nil
            account = isOrdering ? record.account : nil
            client = record.client
            event = record.event
            subject = record.subject
            before = record.before
            after = record.after
        }
    }
}

/// A time as the operator writes it.
struct AuditTime: Equatable {
    let start: Moment
    /// A day later where only a day was written, else the same.
    let end: Moment

    init(_ option: String, _ text: String, now: Moment) throws(WrongUsage) {
        let wrong = WrongUsage("\(option) takes a time such as 2026-11-21, 2026-11-21T15:04 or 24h")
        if let match = text.wholeMatch(of: #/(\d{1,6})([mhd])/#), let count = Int(match.1) {
            let seconds = match.2 == "m" ? 60 : match.2 == "h" ? 3600 : 86400
            start = now - .seconds(count * seconds)
            end = start
            return
        }
        let pattern = #/(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?/#
        guard let match = text.wholeMatch(of: pattern), let year = Int(match.1), let month = Int(match.2),
            let day = Int(match.3), let midnight = Moment(startOfDay: day, month: month, year: year)
        else { throw wrong }
        guard let hour = match.4.flatMap({ Int($0) }), let minute = match.5.flatMap({ Int($0) }) else {
            start = midnight
            end = midnight + .seconds(86400)
            return
        }
        let second = match.6.flatMap { Int($0) } ?? 0
        guard hour < 24, minute < 60, second < 60 else { throw wrong }
        let japan = 9 * 3600
        let offset = match.7.map { Self.seconds($0) } ?? japan
        start = midnight + .seconds(hour * 3600 + minute * 60 + second + japan - offset)
        end = start
    }

    /// `+09:00`, or `Z`.
    private static func seconds(_ offset: Substring) -> Int {
        let parts = offset.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { return 0 }
        return (offset.hasPrefix("-") ? -1 : 1) * (parts[0] * 3600 + parts[1] * 60)
    }
}
