import Exchange
import ExchangeInterface
@testable import ExchangeSimulator
import Foundation
import HTTP
@testable import Ordering
import SQLite
import Shell
import Synchronization
import Telephony
import TestSite
import Testing

/// A house whose simulated exchange is a program of its own, with a data folder of its own, at the door that the site has for a real one.
final class BehindTheDoor: Sendable {
    let house: OrderHouse
    private let open: OpenExchange
    private let duty: OrderDuty
    private let line: Line
    private let database: Database
    private let path: String

    private static let token = String(repeating: "0123456789abcdef", count: 2)

    /// The way to the door, without a network. It may break off before a request arrives, or before its answer does.
    final class Line: ExchangeDoor {
        struct Broken: Error {}

        private let router: Router
        /// Requests that still come through, and whether the one behind them arrives without its answer.
        private let rest = Mutex<(count: Int, losesAnswer: Bool)?>(nil)
        /// `PATCH /productOrder/2…` with its body, and the status.
        private let traffic = Mutex<[String]>([])

        init(_ router: Router) { self.router = router }

        var said: [String] { traffic.withLock { $0.filter { !$0.hasPrefix("GET") } } }

        func breakOff(after count: Int?, losingAnswer: Bool = false) {
            rest.withLock { $0 = count.map { ($0, losingAnswer) } }
        }

        func send(_ method: String, _ path: String, _ body: [UInt8]?) async throws -> DoorAnswer {
            let state = rest.withLock { rest in
                defer { if let left = rest { rest = (left.count - 1, left.losesAnswer) } }
                return rest
            }
            if let state, state.count < 0 || state.count == 0 && !state.losesAnswer { throw Broken() }
            let fields = [("Authorization", "Bearer \(BehindTheDoor.token)"), ("Content-Type", "application/json")]
            let method = try #require(Method(rawValue: method))
            let reply = await router.respond(
                to: Request(method: method, path: path, fields: fields, body: body ?? []))
            traffic.withLock {
                $0.append(
                    "\(method.rawValue) \(path) \(String(decoding: body ?? [], as: UTF8.self)) \(reply.status.code)")
            }
            if state?.count == 0 { throw Broken() }
            return DoorAnswer(status: reply.status.code, body: reply.body)
        }
    }

    init(_ house: OrderHouse) throws {
        self.house = house
        let clock = house.clock
        open = OpenExchange(house.database, now: { clock.now }, pause: { _ in })
        duty = OrderDuty(
            open, OrderingClock { clock.now },
            OrderHearing(OrderHouse.services, OrderHouse.policy, mails: house.mails, trueTime: { clock.now }))
        let interface = ExchangeInterface(open, token: OperatorToken(Self.token), log: house.services.log)
        line = Line(Router(routes: interface.routes))
        path = NSTemporaryDirectory() + "hikari-program-\(UUID().uuidString).sqlite"
        database = try Database(
            path: path, migrationLists: [ExchangeSimulatorMigrations.all, ExchangeInterfaceMigrations.all])
    }

    deinit {
        database.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    var door: Line { line }

    /// As it is begun anew after a kill: with nothing in memory.
    private var simulator: ExchangeSimulator {
        let clock = house.clock
        return ExchangeSimulator(database, now: { clock.now }, random: { [UInt8](repeating: 0, count: $0) })
    }

    func newProgram() -> ExchangeProgram { ExchangeProgram(simulator, at: line, database, log: house.services.log) }

    func tell(_ change: @escaping @Sendable (Connection) throws -> Void) async throws {
        try await database.write { try change($0) }
    }

    /// Time passes at both.
    func pass(_ seconds: Int, step: Int = 10, _ program: ExchangeProgram) async throws {
        for _ in 0..<(seconds / step) {
            house.clock.advance(.seconds(step))
            try await duty.run(house.services)
            try await simulator.work()
            try await program.run()
            try await duty.run(house.services)
        }
    }

    func siteWorks() async throws { try await duty.run(house.services) }

    func register() throws -> ExchangeRegister {
        try database.read { try ExchangeRegisterStore.register(heard: ExchangeProgramStore.said($0), $0) }
    }

    func differences() throws -> [ExchangeComparison.Difference] {
        let register = try register()
        return try house.database.read { database in
            try ExchangeComparison(OrderHouse.services).differences(from: register, database)
        }
    }
}
