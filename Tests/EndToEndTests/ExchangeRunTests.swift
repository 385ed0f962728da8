import Exchange
import ExchangeInterface
import Foundation
import SQLite
import Telephony
import Testing

@testable import hikari

/// `hikari exchange run` against the door of a running server.
@Suite struct ExchangeRunTests {
    private let server: RunningProgram
    private let call: CommandCall
    private let arguments: [String]

    init() throws {
        call = try CommandCall()
        let token = call.folder.appending(path: "token").path
        let made = FileManager.default.createFile(
            atPath: token, contents: Data(String(repeating: "0123456789abcdef", count: 2).utf8),
            attributes: [.posixPermissions: 0o600])
        #expect(made)
        server = try RunningProgram(
            "serve",
            environment: [
                "HIKARI_ORDERING_LISTEN": "127.0.0.1:0", "HIKARI_EXCHANGE_ADAPTER": "interface",
                "HIKARI_OPERATOR_LISTEN": "127.0.0.1:0", "HIKARI_OPERATOR_TOKEN_FILE": token,
            ])
        let port = try server.port(inLine: "operator's listener")
        arguments = [
            "exchange", "run", "--over", "http", "--at", "http://127.0.0.1:\(port)", "--token-file", token, "--once",
            "--config", try call.file("exchange.seconds = 0-0\n"), "--data", call.data,
        ]
    }

    private func atTheDoor() async throws -> [String: Int] {
        struct Status: Decodable { let door: [String: Int] }
        let outcome = await call.run(["exchange", "status", "--json", "--data", server.data])
        return try JSONDecoder().decode(Status.self, from: Data(outcome.output.joined().utf8)).door
    }

    @Test func `EXCH-2 the simulated exchange as a program of its own opens a contract over the network`() async throws
    {
        let number = try #require(OrderNumber("200000000001"))
        let order = WorkOrder(
            number: number, contract: try #require(ContractCode("N100000001")), kind: .open,
            lines: ["2222201", "2222202"].map { WorkLine(digits: $0, device: .desk) }, channels: 10)
        let database = try DataFolder(server.data).openDatabase()
        defer { database.close() }
        let open = OpenExchange(database, now: { Moment(milliseconds: 1_795_000_000_000) }, pause: { _ in })
        try await open.take(order)
        #expect(try await atTheDoor() == ["acknowledged": 1])
        for state in ["acknowledged", "completed", "completed"] {
            let outcome = await call.run(arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            // What is fetched is worked through at the next turn.
            #expect(try await atTheDoor() == [state: 1])
        }
        let reports = try await open.reports(after: 0, limit: 10)
        #expect(reports.map(\.event) == [.begun, .completed] && reports.allSatisfy(\.isSimulated))
        #expect(await call("exchange status").output.contains("extensions  2"))
        let check = await call.run(["exchange", "check", "--data", server.data])
        #expect(check.errors == ["hikari: \(number): the site does not have it"])
    }

    @Test func `EXCH-2 a wrong token, a site that is not there and a wrong address are told in a line`() async throws {
        let other = call.folder.appending(path: "other").path
        _ = FileManager.default.createFile(
            atPath: other, contents: Data(String(repeating: "f", count: 40).utf8),
            attributes: [.posixPermissions: 0o600])
        let wrong = await call.run(arguments.map { $0.hasSuffix("/token") ? other : $0 })
        #expect(wrong.status == 1 && wrong.errors.count == 1 && wrong.errors[0].contains("is answered 401"))
        let nowhere = await call.run(arguments.map { $0.hasPrefix("http://") ? "http://127.0.0.1:1" : $0 })
        #expect(nowhere.status == 1 && nowhere.errors.count == 1)
        for address in ["127.0.0.1:8080", "ftp://127.0.0.1", "http://127.0.0.1/path", "http://a@127.0.0.1"] {
            let outcome = await call.run(arguments.map { $0.hasPrefix("http://") ? address : $0 })
            #expect(outcome.status == 2 && outcome.errors.count == 1, "\(address)")
        }
        #expect(await call.run(arguments.map { $0 == "http" ? "pigeons" : $0 }).status == 2)
    }
}
