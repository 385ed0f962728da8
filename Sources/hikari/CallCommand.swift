import Contracts
import SQLite
import Settings
import Telephony

/// `hikari call …`: what becomes of calls (CALL-1).
enum CallCommand {
    static let all = [explain]

    private static let explain = Command(
        name: "call explain", words: "NUMBER", wordCount: 1...1,
        summary: "Say what becomes of a call to a number, and which rule decides at each step.",
        details: """
            Nothing is called and nothing is written down. CALLER is a telephone number, or withheld, payphone or unavailable; without
            --from nobody in particular. TIME is as hikari audit takes it: bulk forwarding and Voice Warp as they were then. What the exchange does before it asks
            (lists of refused callers, number request) is not known here; --number-request says that the latter is on.
            """,
        options: [
            Option(name: "--from", value: "CALLER", summary: "who calls"),
            Option(name: "--at", value: "TIME", summary: "as bulk forwarding and Voice Warp were then"),
            Option(name: "--number-request", value: nil, summary: "the number asks callers for theirs"), .json,
        ]
    ) { call in
        let now = call.surroundings.now()
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let time = try call.arguments["--at"].map { try AuditTime("--at", $0, now: now).start }
        if let time, time > now { throw WrongUsage("--at takes a time that is past: what will be set is not known") }
        let question = CallExplanation.Question(
            to: number, from: try caller(call.arguments["--from"]),
            requestsNumber: call.arguments["--number-request"] != nil, at: time)
        let testCallNumber = try call.configuration().settings.testCallNumber
        let database = try call.openDatabase()
        defer { database.close() }
        guard
            let found = try database.read({
                try CallExplanationStore.way(question, testCallNumber: testCallNumber, $0)
            })
        else { throw ContractProblems(all: [.numberUnknown(number)]) }
        try CallReport.print(found.way, call)
    }

    private static func caller(_ text: String?) throws -> Caller {
        switch text {
        case nil: return .other("")
        case "withheld": return .withheld
        case "payphone": return .payphone
        case "unavailable": return .unavailable
        case let text?:
            guard let number = PhoneNumber(text) else {
                throw WrongUsage("--from takes a telephone number, withheld, payphone or unavailable")
            }
            return .number(number)
        }
    }
}
