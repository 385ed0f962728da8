import Exchange
import ExchangeInterface
import ExchangeSimulator
import Foundation
import SQLite
import Settings
import Shell

/// `hikari exchange run`: the simulated exchange as a program of its own, at the door that a real one's programs use (EXCH-2).
enum ExchangeRunCommand {
    static let all = [run]

    private static let run = Command(
        name: "exchange run", summary: "Run the simulated exchange as a program of its own, until SIGTERM.",
        details: """
            It fetches orders where a site with exchange.adapter = interface serves its operator's listener, works through them, and says \
            there what has become of them; pages and mails say that it is simulated. What it has lies in its own data folder; that of the site will do, and then it goes on with \
            what the simulated exchange had. Killed at any point and started again it goes on. exchange status, refuse, fail, slow, down and up with \
            the same --data are about it. URL and FILE are operator.listen and operator.token-file of the configuration unless given.
            """,
        options: [
            Option(name: "--over", value: "http", summary: "how it reaches the site: http is all there is"),
            Option(name: "--at", value: "URL", summary: "the site's operator's listener"),
            Option(name: "--token-file", value: "FILE", summary: "holds the operator's token"),
            Option(name: "--once", value: nil, summary: "fetch, work and say what there is to say once, and end"),
            Option(name: "--demo", value: nil, summary: "work takes seconds, as in a demonstration"),
        ]
    ) { call in
        guard ["http", nil].contains(call.arguments["--over"]) else { throw WrongUsage("--over takes http") }
        let configuration = try call.configuration()
        let (door, address) = try door(call, configuration)
        let database = try call.openDatabase(makesFolder: true)
        defer { database.close() }
        guard let lock = DutyLock(inData: configuration.data, of: "exchange") else {
            throw Refusal("another program runs the simulated exchange of \(configuration.data)")
        }
        let log = Log(now: call.surroundings.now, write: StandardStream.error.write)
        let policy = call.arguments["--demo"] != nil ? .demo : configuration.ordering.simulator
        let simulator = ExchangeSimulator(database, policy, now: call.surroundings.now, random: SiteAssembly.random)
        let program = ExchangeProgram(simulator, at: door, database, log: log)
        if call.arguments["--once"] != nil {
            try await turn(simulator, program)
        } else {
            call.print("hikari: simulated exchange at \(address)")
            await work(simulator, program, log)
        }
        _ = consume lock
    }

    private static func door(
        _ call: Invocation, _ configuration: Configuration
    ) throws -> (door: HTTPExchangeDoor, address: String) {
        let listener = configuration.operatorListen.map { listen in
            "http://\(listen.host.contains(":") ? "[\(listen.host)]" : listen.host):\(listen.port)"
        }
        guard let address = call.arguments["--at"] ?? listener else {
            throw WrongUsage("--at is missing: the address of the site's operator's listener")
        }
        let file = call.arguments["--token-file"] ?? configuration.operatorTokenFile
        guard !file.isEmpty else { throw WrongUsage("--token-file is missing") }
        guard let door = HTTPExchangeDoor(address, token: try SecretFile(file).text()) else {
            throw WrongUsage("--at takes an address such as http://127.0.0.1:8080")
        }
        return (door, address)
    }

    /// Until a signal comes; what is under way is ended first.
    private static func work(_ simulator: ExchangeSimulator, _ program: ExchangeProgram, _ log: Log) async {
        let working = Task {
            var trouble = ""
            while !Task.isCancelled {
                var now = ""
                do { try await turn(simulator, program) } catch { now = "\(error)" }
                if now != trouble, !Task.isCancelled {
                    now.isEmpty
                        ? log(.information, "the site answers again")
                        : log(.warning, "the site cannot be worked with, it is asked again and again", ["reason": now])
                }
                trouble = now
                try? await Task.sleep(for: .seconds(1))
            }
        }
        for await _ in Signals.received([SIGTERM, SIGINT]) { break }
        working.cancel()
        await working.value
    }

    private static func turn(_ simulator: ExchangeSimulator, _ program: ExchangeProgram) async throws {
        try await simulator.work()
        try await program.run()
    }
}
