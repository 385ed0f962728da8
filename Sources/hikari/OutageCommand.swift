import Exchange
import Foundation
import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering outage …`: when contracts could not be used (LIAB-1, 2).
enum OutageCommand {
    static let all = [add, end, list, report]

    private static let add = Command(
        name: "ordering outage add", words: "CONTRACT", wordCount: 1...1,
        summary: "Record that a Smart PBX contract cannot be used.",
        details: """
            TIME is 2026-11-30T01:00 or 2026-11-30T01:00:30 in Japan's time, or with an offset, and never still to come. Without --recovered it goes on. The
            company's people see it on /outages at once. What fault notification has recorded of the contract's outside numbers within \(LineFaults.span.inHours) hours of
            --known is told as evidence; it decides nothing.
            """,
        options: [
            Option(name: "--known", value: "TIME", summary: "when we learned of it (required)"),
            Option(name: "--recovered", value: "TIME", summary: "when it was over"),
            Option(name: "--reach", value: "REACH", summary: "\(reaches) of the contract's calls (required)"),
            Option(name: "--cause", value: "CAUSE", summary: "\(causes) (required)"),
            Option(name: "--joint-prices", value: nil, summary: "prices are set jointly with the carrier"),
            Option(name: "--carrier-compensates", value: nil, summary: "the carrier compensates by its own terms"),
            Option(
                name: "--text", value: "TEXT",
                summary: "what customers read about it, \(Outage.longestText) characters at most"),
        ]
    ) { call in
        let (arguments, now) = (call.arguments, call.surroundings.now())
        var draft = OutageOperator.Draft(
            try ContractCode(argument: arguments.words[0]),
            knownAt: try time("--known", arguments.needed("--known"), now),
            recoveredAt: try arguments["--recovered"].map { try time("--recovered", $0, now) },
            try word("--reach", of: arguments, reaches), try word("--cause", of: arguments, causes))
        draft.hasJointPrices = arguments["--joint-prices"] != nil
        draft.carrierCompensates = arguments["--carrier-compensates"] != nil
        draft.text = arguments["--text"] ?? ""
        let (written, policy) = (draft, try call.configuration().ordering.policy.orders.fees)
        let database = try call.openDatabase()
        defer { database.close() }
        let record = try await refusing {
            try await database.write { try OutageOperator.add(written, at: now, $0) }
        }
        for line in try database.read({ try lines(of: [record], at: now, policy, $0) }) { call.print(line) }
    }

    private static let end = Command(
        name: "ordering outage end", words: "ID", wordCount: 1...1, summary: "Say when an outage was over.",
        details: """
            ID is the number that list shows. An outage that has ended already gets the new time in place of the one before; the trail keeps both.
            """,
        options: [Option(name: "--recovered", value: "TIME", summary: "when it was over (required)")]
    ) { call in
        let now = call.surroundings.now()
        guard let id = Int(call.arguments.words[0]) else { throw WrongUsage("ID is the number that list shows") }
        let recovered = try time("--recovered", call.arguments.needed("--recovered"), now)
        let policy = try call.configuration().ordering.policy.orders.fees
        let database = try call.openDatabase()
        defer { database.close() }
        let (before, after) = try await refusing {
            try await database.write { try OutageOperator.end(id, at: recovered, noted: now, $0) }
        }
        for line in try database.read({ try lines(of: [after], at: now, policy, $0) }) { call.print(line) }
        if let old = before.outage.recoveredAt, old != recovered {
            call.print("it was over at \(old.machineText) before")
        }
    }

    private static let list = Command(
        name: "ordering outage list", summary: "Show outages, the oldest first.",
        details: """
            A line for each: its number, contract, from when until when, reach and cause, how long it is, and whether it looks compensable, with the
            estimate in yen with tax, or why it does not. Below it the faults that fault notification has recorded near its beginning.
            """,
        options: [Option(name: "--contract", value: "CONTRACT", summary: "only of that one"), .json]
    ) { call in
        let code = try call.arguments["--contract"].map { try ContractCode(argument: $0) }
        let (now, policy) = (call.surroundings.now(), try call.configuration().ordering.policy.orders.fees)
        let database = try call.openDatabase()
        defer { database.close() }
        let records = try database.read { try OutageStore.list($0) }.filter {
            code == nil || $0.outage.contract == code
        }
        if call.arguments.has(.json) {
            return try call.printJSON(
                try database.read { database in
                    try OutageAssessment.all(records, at: now, policy, database).map {
                        Description($0, try OrderingWiring.lineFaults.evidence(of: $0.outage, database))
                    }
                })
        }
        for line in try database.read({ try lines(of: records, at: now, policy, $0) }) { call.print(line) }
    }

    private static let report = Command(
        name: "ordering outage report", words: "YEAR", wordCount: 1...1,
        summary: "Write the outages of a year as CSV to standard output.",
        details: """
            Those that we learned of in that year in Japan, with hours:minutes:seconds, whole days of 24 hours, whether each looks compensable or the
            reasons why it does not, and the estimate in yen with tax. Of one that goes on, until now.
            """
    ) { call in
        guard let year = Int(call.arguments.words[0]), let begin = Moment(startOfDay: 1, month: 1, year: year),
            let end = Moment(startOfDay: 1, month: 1, year: year + 1)
        else { throw WrongUsage("YEAR is a year like 2026") }
        let (now, policy) = (call.surroundings.now(), try call.configuration().ordering.policy.orders.fees)
        let database = try call.openDatabase()
        defer { database.close() }
        let assessments = try database.read { database in
            try OutageAssessment.all(try OutageStore.list(from: begin, to: end, database), at: now, policy, database)
        }
        let text = String(decoding: OutageReport.file(of: assessments, in: .ofSite), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) { call.print(String(line)) }
    }

    // MARK: What is typed

    private static let reaches = Outage.Reach.allCases.map(\.rawValue).joined(separator: " or ")
    private static let causes = Outage.Cause.allCases.map(\.rawValue).joined(separator: ", ")

    private static func word<Word: RawRepresentable<String>>(
        _ name: String, of arguments: Arguments, _ words: String
    ) throws(WrongUsage) -> Word {
        guard let word = Word(rawValue: try arguments.needed(name)) else { throw WrongUsage("\(name) takes \(words)") }
        return word
    }

    private static func time(_ name: String, _ text: String, _ now: Moment) throws(WrongUsage) -> Moment {
        let time = try AuditTime(name, text, now: now)
        guard time.start == time.end else { throw WrongUsage("\(name) takes a time of day too: 2026-11-30T01:00") }
        return time.start
    }

    private static func refusing<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let problem as OutageOperator.Problem {
            throw Refusal(problem.description)
        }
    }

    // MARK: What is shown

    private static func lines(
        of records: [OutageRecord], at now: Moment, _ policy: FeePolicy, _ database: Connection
    ) throws -> [String] {
        try OutageAssessment.all(records, at: now, policy, database).flatMap { assessment in
            try [assessment.line]
                + OrderingWiring.lineFaults.evidence(of: assessment.outage, database).map { "    \($0.line)" }
        }
    }

    private struct Description: Encodable {
        let id: Int
        let contract: String
        let company: Int
        let known: String
        let recovered: String?
        let reach: String
        let cause: String
        let jointPrices: Bool
        let carrierCompensates: Bool
        let text: String
        let seconds: Int
        let wholeDays: Int
        let compensable: Bool
        let reasons: [String]
        /// Yen, where it is compensable and everything has a price.
        let estimate: Int?
        let evidence: [Fault]

        struct Fault: Encodable {
            let number: String
            let began: String
            let ended: String?
        }

        init(_ assessment: OutageAssessment, _ faults: [LineFault]) {
            let (outage, now) = (assessment.outage, assessment.now)
            (id, contract, company) = (assessment.record.id, outage.contract.text, assessment.record.company)
            (known, recovered) = (outage.knownAt.machineText, outage.recoveredAt?.machineText)
            (reach, cause, text) = (outage.reach.rawValue, outage.cause.rawValue, outage.text)
            (jointPrices, carrierCompensates) = (outage.hasJointPrices, outage.carrierCompensates)
            (seconds, wholeDays) = (outage.length(at: now).inSeconds, outage.wholeDays(at: now))
            (compensable, reasons) = (assessment.isCompensable, assessment.obstacles.map(\.rawValue))
            estimate = if case .estimated(let own) = assessment.amount { own.yen } else { nil }
            evidence = faults.map {
                Fault(number: $0.number.digits, began: $0.beganAt.machineText, ended: $0.endedAt?.machineText)
            }
        }
    }
}

extension OutageAssessment {
    fileprivate var line: String {
        let length = outage.length(at: now)
        let verdict =
            isCompensable
            ? "compensable, \(Int(amount.word).map { "\($0) yen" } ?? amount.word)"
            : "not compensable: \(obstacles.map(\.rawValue).joined(separator: ", "))"
        return [
            "\(record.id)", outage.contract.text, outage.knownAt.machineText,
            outage.recoveredAt?.machineText ?? "running",
            outage.reach.rawValue, outage.cause.rawValue,
            "\(length.inHours) h \(length.inMinutes % 60) min \(length.inSeconds % 60) s", verdict,
        ].joined(separator: "  ")
    }
}

extension LineFault {
    fileprivate var line: String {
        "fault notification recorded a fault of \(number.digits) at \(beganAt.machineText)"
            + (endedAt.map { ", until \($0.machineText)" } ?? ", which goes on")
    }
}
