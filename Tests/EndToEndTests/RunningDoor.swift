import Exchange
import ExchangeInterface
import Foundation
import SQLite
import Telephony
import Testing

@testable import hikari

/// A running server whose orders are for a real exchange, and what lies at its door.
final class RunningDoor: Sendable {
    /// A file.
    let token: String
    let address: String
    /// Whether the program of the documentation finds what it needs.
    static let canRunAdapter = ["curl", "jq"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }

    private let server: RunningProgram
    private let call: CommandCall

    init() throws {
        call = try CommandCall()
        token = call.folder.appending(path: "token").path
        let isMade = FileManager.default.createFile(
            atPath: token, contents: Data(String(repeating: "0123456789abcdef", count: 2).utf8),
            attributes: [.posixPermissions: 0o600])
        try #require(isMade)
        server = try RunningProgram(
            "serve",
            environment: [
                "HIKARI_ORDERING_LISTEN": "127.0.0.1:0", "HIKARI_EXCHANGE_ADAPTER": "interface",
                "HIKARI_OPERATOR_LISTEN": "127.0.0.1:0", "HIKARI_OPERATOR_TOKEN_FILE": token,
            ])
        address = "http://127.0.0.1:\(try server.port(inLine: "operator's listener"))"
    }

    var data: String { server.data }

    /// The site hands an order over: a new contract with two extensions.
    func take(_ place: Int) async throws -> OrderNumber {
        let number = try #require(OrderNumber("20000000000\(place)"))
        let order = WorkOrder(
            number: number, contract: try #require(ContractCode("N10000000\(place)")), kind: .open,
            lines: ["2222201", "2222202"].map { WorkLine(digits: $0, device: .desk) }, channels: 10)
        try await exchange { try await $0.take(order) }
        return number
    }

    func reports() async throws -> [WorkReport] { try await exchange { try await $0.reports(after: 0, limit: 100) } }

    private func exchange<Value>(_ act: (OpenExchange) async throws -> Value) async throws -> Value {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        return try await act(
            OpenExchange(database, now: { Moment(milliseconds: 1_795_000_000_000) }, pause: { _ in }))
    }

    /// How many stand where.
    func orders() async throws -> [String: Int] {
        struct Status: Decodable { let door: [String: Int] }
        let outcome = await call.run(["exchange", "status", "--json", "--data", data])
        return try JSONDecoder().decode(Status.self, from: Data(outcome.output.joined().utf8)).door
    }
}
