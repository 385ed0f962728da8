import Exchange
import Foundation
import Testing

@testable import hikari

/// `hikari exchange run` against the door of a running server.
@Suite struct ExchangeRunTests {
    private let door: RunningDoor
    private let call: CommandCall
    private let arguments: [String]

    init() throws {
        (door, call) = (try RunningDoor(), try CommandCall())
        arguments = [
            "exchange", "run", "--over", "http", "--at", door.address, "--token-file", door.token, "--once",
            "--config", try call.file("exchange.seconds = 0-0\n"), "--data", call.data,
        ]
    }

    @Test func `EXCH-2 the simulated exchange as a program of its own opens a contract over the network`() async throws
    {
        let number = try await door.take(1)
        #expect(try await door.orders() == ["acknowledged": 1])
        for state in ["acknowledged", "completed", "completed"] {
            let outcome = await call.run(arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            // What is fetched is worked through at the next turn.
            #expect(try await door.orders() == [state: 1])
        }
        let reports = try await door.reports()
        #expect(reports.map(\.event) == [.begun, .completed] && reports.allSatisfy(\.isSimulated))
        #expect(await call("exchange status").output.contains("extensions  2"))
        let check = await call.run(["exchange", "check", "--data", door.data])
        #expect(check.errors == ["hikari: \(number): the site does not have it"])
    }

    @Test func `EXCH-2 a wrong token, a site that is not there and a wrong address are told in a line`() async throws {
        let other = call.folder.appending(path: "other").path
        _ = FileManager.default.createFile(
            atPath: other, contents: Data(String(repeating: "f", count: 40).utf8),
            attributes: [.posixPermissions: 0o600])
        let wrong = await call.run(arguments.map { $0.hasSuffix("/token") ? other : $0 })
        #expect(wrong.status == 1 && wrong.errors.count == 1 && wrong.errors[0].contains("is answered 401"))
        // A name of both loopback addresses, at one of which the site listens.
        let named = await call.run(
            arguments.map { $0.replacing("http://127.0.0.1:", with: "http://localhost:") })
        #expect(named.status == 0, "\(named.errors)")
        let nowhere = await call.run(arguments.map { $0.hasPrefix("http://") ? "http://127.0.0.1:1" : $0 })
        #expect(nowhere.status == 1 && nowhere.errors.count == 1)
        for address in ["127.0.0.1:8080", "ftp://127.0.0.1", "http://127.0.0.1/path", "http://a@127.0.0.1"] {
            let outcome = await call.run(arguments.map { $0.hasPrefix("http://") ? address : $0 })
            #expect(outcome.status == 2 && outcome.errors.count == 1, "\(address)")
        }
        #expect(await call.run(arguments.map { $0 == "http" ? "pigeons" : $0 }).status == 2)
    }
}
