import Exchange
import Ordering
import SQLite
import Shell
import Telephony

/// `hikari ordering maintenance|hold`: when orders are not taken (HOURS-3, 5).
enum OrderHoursCommand {
    static let all = [add, list, remove, hold]

    private static let serviceWords = OrderedService.allCases.map(\.operatorWord).joined(separator: " or ")

    private static let add = Command(
        name: "ordering maintenance add", summary: "Announce a time in which no orders are taken.",
        details: """
            Pages tell it from \(Maintenance.notice.inHours / 24) days before. Orders under way go on. TIME is 2026-11-30T01:00 in Japan's time, or with an offset;
            TEXT is what customers read, \(Maintenance.longestText) characters at most.
            """,
        options: [
            Option(name: "--from", value: "TIME", summary: "from then on"),
            Option(name: "--to", value: "TIME", summary: "until then"),
            Option(name: "--service", value: "SERVICE", summary: "only of \(serviceWords)"),
            Option(name: "--text", value: "TEXT", summary: "why, for customers"),
        ]
    ) { call in
        let now = call.surroundings.now()
        let (begin, end) = (try time("--from", call, now), try time("--to", call, now))
        let service = try call.arguments["--service"].map(OrderHoursCommand.service)
        let text = try call.arguments.needed("--text")
        let database = try call.openDatabase()
        defer { database.close() }
        let id = try await database.write {
            try HoursOperator.announce(
                from: begin, to: end, of: service, text, by: .operator(contract: nil, at: now), $0)
        }
        call.print("maintenance \(id) from \(begin.machineText) to \(end.machineText)")
    }

    private static let list = Command(
        name: "ordering maintenance list", summary: "Show the times in which no orders are taken.", options: [.json]
    ) { call in
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        let all = try database.read { try MaintenanceStore.all(after: now, $0) }
        if call.arguments.has(.json) {
            return try call.printJSON(
                all.map { each in
                    [
                        "id": "\(each.id)", "begin": each.begin.machineText, "end": each.end.machineText,
                        "service": each.service?.operatorWord ?? "all", "text": each.text,
                    ]
                })
        }
        for each in all {
            let service = each.service?.operatorWord ?? "all"
            call.print("\(each.id)  \(each.begin.machineText)  \(each.end.machineText)  \(service)  \(each.text)")
        }
    }

    private static let remove = Command(
        name: "ordering maintenance remove", words: "ID", wordCount: 1...1, summary: "Take an announced time back."
    ) { call in
        let now = call.surroundings.now()
        guard let id = Int(call.arguments.words[0]) else { throw WrongUsage("ID is the number that list shows") }
        let database = try call.openDatabase()
        defer { database.close() }
        let isRemoved = try await database.write {
            try HoursOperator.takeBack(id, by: .operator(contract: nil, at: now), $0)
        }
        guard isRemoved else { throw Refusal("there is no maintenance \(id)") }
        call.print("maintenance \(id) is taken back")
    }

    private static let hold = Command(
        name: "ordering hold", words: "[CONTRACT]", wordCount: 0...1,
        summary: "Say that a contract has an order on paper, or show those that have.",
        details: """
            Until the business day after DAY no orders are taken for CONTRACT (N and nine digits) on the site. With --none the order on
            paper is over.
            """,
        options: [
            Option(name: "--until", value: "DAY", summary: "the day on which it is carried out: 2026-11-30"),
            Option(name: "--reason", value: "TEXT", summary: "why, for the operator"),
            Option(name: "--none", value: nil, summary: "it is not held any more"), .json,
        ]
    ) { call in
        let (arguments, now) = (call.arguments, call.surroundings.now())
        let database = try call.openDatabase()
        defer { database.close() }
        guard let word = arguments.words.first else {
            let holds = try database.read(OrderHoldStore.all)
            if arguments.has(.json) {
                return try call.printJSON(
                    holds.map {
                        [
                            "contract": $0.contract.text, "until": Moment(startOf: $0.until).dayText,
                            "reason": $0.reason,
                        ]
                    })
            }
            for hold in holds { call.print(line(hold)) }
            return
        }
        let code = try ContractCode(argument: word)
        let actor = Actor.operatorOfOrdering(company: nil, at: now)
        if arguments["--none"] != nil {
            guard try await database.write({ try HoursOperator.release(code, by: actor, $0) }) else {
                throw Refusal("\(code) is not held")
            }
            return call.print("\(code) is not held any more")
        }
        let until = try AuditTime("--until", try arguments.needed("--until"), now: now).start.day
        let hold = OrderHold(contract: code, until: until, reason: try arguments.needed("--reason"))
        try await database.write { try HoursOperator.hold(hold, by: actor, $0) }
        call.print(line(hold))
    }

    private static func line(_ hold: OrderHold) -> String {
        "\(hold.contract)  until \(Moment(startOf: hold.until).dayText)  \(hold.reason)"
    }

    private static func time(_ name: String, _ call: Invocation, _ now: Moment) throws -> Moment {
        let text = try call.arguments.needed(name)
        return try AuditTime(name, text, now: now).start
    }

    private static func service(_ word: String) throws -> OrderedService {
        guard let service = OrderedService.allCases.first(where: { $0.operatorWord == word }) else {
            throw WrongUsage("--service takes \(serviceWords)")
        }
        return service
    }
}

extension OrderedService {
    fileprivate var operatorWord: String {
        switch self {
        case .smartPBX: "smart-pbx"
        case .ipVoice: "ip-voice"
        }
    }
}
