import Contracts
import SIP
import SQLite
import Settings
import Transport

/// `hikari monitor …`: the numbers that test calls ring, and what they find (OPS-1, FAULT-1).
enum MonitorCommand {
    static let all = [set, show, test]

    private static let none = Option(name: "--none", value: nil, summary: "the contract has no monitor number any more")

    private static let set = Command(
        name: "monitor set", words: "[CONTRACT] NUMBER", wordCount: 1...2,
        summary: "Set the number of a contract that test calls ring.",
        details: """
            NUMBER is a number without a forwarding destination, and should serve nothing else; CONTRACT, if given, is the
            contract that it must belong to. The line is called from then on if the customer has started the fault notification; what was
            found by another number is forgotten. With --none, the only word is the contract number.
            """,
        options: [none]
    ) { call in
        let words = call.arguments.words
        if words.count == 2, call.arguments.has(none) { throw WrongUsage("NUMBER and --none exclude each other") }
        let first = try ContractNumberList.number(words[0]).get()
        let number = call.arguments.has(none) ? nil : try ContractNumberList.number(words[words.count - 1]).get()
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        let owner = try database.read { try ContractsStore.contract(of: first, $0)?.number }
        let contract = words.count == 2 ? first : owner ?? first
        let hasChanged = try await database.write {
            try ContractsStore.setMonitorNumber(
                number, of: contract, uses: SettingsSite.numberUses, at: now, $0)
        }
        let state = number.map { "the monitor number of \(contract) is \($0)" } ?? "\(contract) has no monitor number"
        call.print(hasChanged ? state : "\(state) already")
    }

    private static let show = Command(
        name: "monitor show", words: "[NUMBER]", wordCount: 0...1,
        summary: "Show what test calls have found: of all lines in numbers, or of one contract.",
        details: "NUMBER is the contract number or any other number of the contract.", options: [.json]
    ) { call in
        let number = try call.arguments.words.first.map { try ContractNumberList.number($0).get() }
        let database = try call.openDatabase()
        defer { database.close() }
        try database.read { connection in
            guard let number else {
                return try MonitorReport.print(try FaultNotificationOperator.summary(connection), call)
            }
            guard let line = try FaultNotificationOperator.line(of: number, connection) else {
                throw ContractProblems(all: [.numberUnknown(number)])
            }
            try MonitorReport.print(line, call)
        }
    }

    private static let test = Command(
        name: "monitor test", words: "NUMBER", wordCount: 1...1,
        summary: "Place one test call now, and print what happens as it happens.",
        details: """
            NUMBER is called through sip.proxy as the monitor calls it, whosever it is; nothing is written down. Exit status 0
            if a device was reached, 1 if not, 3 if that cannot be told: the answer could not be read, or the call could not be placed.
            """
    ) { call in
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let configuration = try call.configuration()
        guard let proxy = configuration.sip.proxy else {
            throw Refusal("no proxy to call through: set sip.proxy and monitor.caller-number")
        }
        let loop = try EventLoop(name: "test call")
        let calls = try TestCalls(configuration, proxy: proxy, on: loop)
        try loop.start()
        let output = call.surroundings.output
        guard let order = calls.order(number) else { throw Refusal("\(number) cannot be called") }
        let result = await calls.placer.place(order) { event in
            if let line = MonitorReport.line(event) { output(line) }
        }
        await calls.stop()
        loop.stop()
        loop.join()
        switch result.outcome {
        case .rang, .answered, .deviceAnswered: break
        case .failed, .timedOut, .transportError: throw Refusal("\(number) was not reached")
        case .unreadable, .abandoned: throw Undecided("whether \(number) can be reached cannot be told")
        }
    }
}
