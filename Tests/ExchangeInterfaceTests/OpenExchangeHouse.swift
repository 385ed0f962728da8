import Exchange
@testable import ExchangeInterface
import Foundation
import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// The door over a database of its own, with the clock of the test; whoever waits waits no longer than the test lets.
final class OpenExchangeHouse: Sendable {
    let database: Database
    let exchange: OpenExchange
    let router: Router
    let log: Log
    let clock = TestClock()
    private let path: String

    static let token = String(repeating: "0123456789abcdef", count: 2)

    static let mostWaiting = 16

    init(pause: @escaping @Sendable (Duration) async -> Void = { _ in }) throws {
        path = NSTemporaryDirectory() + "hikari-interface-\(UUID().uuidString).sqlite"
        database = try Database(path: path, migrationLists: [ExchangeInterfaceMigrations.all])
        let clock = clock
        exchange = OpenExchange(database, now: { clock.now }, pause: pause, mostWaiting: Self.mostWaiting)
        log = Log(now: { clock.now }, write: { _ in })
        let interface = ExchangeInterface(exchange, token: OperatorToken(Self.token), log: log)
        router = Router(routes: interface.routes, errorPage: { status, _ in ExchangeInterface.refusal(status) })
    }

    deinit {
        database.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    func request(
        _ method: HTTP.Method, _ path: String, _ body: String = "", token: String? = token,
        type: String? = "application/json"
    ) -> Request {
        let fields = [token.map { ("Authorization", "Bearer \($0)") }, type.map { ("Content-Type", $0) }]
        return Request(method: method, path: path, fields: fields.compactMap(\.self), body: Array(body.utf8))
    }

    func send(
        _ method: HTTP.Method, _ path: String, _ body: String = "", token: String? = token,
        type: String? = "application/json"
    ) async -> Reply {
        Reply(await router.respond(to: request(method, path, body, token: token, type: type)))
    }

    /// What is said of the first order.
    func say(_ body: String, of order: Int = 1) async throws -> Reply {
        await send(.patch, "/productOrder/\(try Self.number(order))", body)
    }

    struct Reply {
        let status: Int
        let type: String
        let text: String
        let allow: String?

        init(_ response: Response) {
            (status, type, allow) = (response.status.code, response.contentType ?? "", response.fields["allow"])
            text = String(decoding: response.body, as: UTF8.self)
        }

        /// `409 wrong-arrow`; only the status where it is no problem.
        var code: String {
            struct Problem: Decodable {
                let code: String
                let status: Int
                let type: String
            }
            guard type == "application/problem+json",
                let problem = try? JSONDecoder().decode(Problem.self, from: Data(text.utf8)),
                problem.status == status, problem.type == "about:blank"
            else { return "\(status)" }
            return "\(status) \(problem.code)"
        }
    }

    static func number(_ order: Int) throws -> OrderNumber {
        try #require(OrderNumber("2" + String(format: "%011d", order)))
    }

    static func phone(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits)) }

    /// Of extensions.
    func take(_ number: Int = 1, equipment: Moment? = nil) async throws {
        try await exchange.take(
            WorkOrder(
                number: try Self.number(number), contract: try #require(ContractCode("N100000001")), kind: .change,
                lines: [WorkLine(digits: "22201", device: .smartphone)], gone: ["22202"],
                renamed: [WorkRename(from: "22203", to: "22204")], channels: 20, equipment: equipment))
    }

    /// Of numbers, two of which come from another carrier.
    func takeNumbers(_ number: Int = 1) async throws {
        let donor = WorkDonor(carrier: "NTT東日本", holder: "見本商事", address: "千代田区1-1", leavesOthers: true)
        try await exchange.take(
            WorkOrder(
                number: try Self.number(number), contract: try #require(ContractCode("N200000001")), kind: .change,
                numbers: [
                    WorkNumber(
                        try Self.phone("0312345001"), .connect,
                        features: NumberFeatures(messageBox: true, shownNumber: try Self.phone("0312345000"))),
                    WorkNumber(try Self.phone("0398760001"), .port, donor: donor),
                    WorkNumber(try Self.phone("0398760002"), .port, donor: donor),
                ], begins: clock.now + .days(9)))
    }

    /// オフィスリンククラウド接続機能 comes, or ends.
    func takeOfficeLink(_ number: Int, channels: Int) async throws {
        try await exchange.take(
            WorkOrder(
                number: try Self.number(number), contract: try #require(ContractCode("N100000001")), kind: .change,
                channels: 20, officeLinkChannels: channels))
    }

    func events() async throws -> [WorkEvent] { try await exchange.reports(after: 0, limit: 1_000).map(\.event) }
}
