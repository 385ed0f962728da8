@testable import Accounts
import Crypto
import Foundation
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing
@testable import hikari

@Suite struct AuditCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
    }

    /// A password as if it had been set a minute ago, after so many misses.
    private func setPassword(_ kind: CredentialKind, failures: Int = 0, voided: Bool = false) throws {
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let number = try #require(PhoneNumber("0312340001"))
        let now = Surroundings().now() - .seconds(60)
        let hash = try PasswordHash(
            of: "hikari7days", salt: [UInt8](repeating: 7, count: 16),
            parameters: Scrypt(n: 16, r: 1, p: 1))
        try database.writeAndWait { database in
            try CredentialStore.set(hash, kind, of: number, at: now, database)
            var state = try CredentialStore.find(number, database).state
            state[kind]?.failures = failures
            state[kind]?.voidedAt = voided ? now : nil
            try CredentialStore.save(state, of: number, database)
        }
    }

    private func usable() throws -> [CredentialKind] {
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let number = try #require(PhoneNumber("0312340001"))
        return try database.read { try CredentialStore.find(number, $0).state.usable(at: Surroundings().now()) }
    }

    @Test func `OPS-2 a password that misses have voided serves again`() async throws {
        _ = await hikari("contract add --number 0312340001")
        try setPassword(.regular, failures: 10, voided: true)
        #expect(try usable().isEmpty)
        let outcome = await hikari("unlock 03-1234-0001")
        #expect(outcome.output == ["unlocked 0312340001: the regular password serves again"])
        #expect(try usable() == [.regular])
        #expect(await hikari("unlock 0312340001").output == ["0312340001 is not locked"])
        try setPassword(.regular, failures: 9)
        try setPassword(.temporary, failures: 3, voided: true)
        #expect(
            await hikari("unlock 0312340001").output
                == ["unlocked 0312340001: the regular and the temporary password serves again"])
        let lines = await hikari("audit --event sign-in").output
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix("  0312340001  -  operator  sign-in.unlocked  0312340001  - → regular"))
    }

    @Test func `OPS-2 IVR-6 what a sign-in with the temporary password has voided stays void`() async throws {
        _ = await hikari("contract add --number 0312340001")
        try setPassword(.regular, failures: 10, voided: true)
        try setPassword(.temporary, voided: true)
        let outcome = await hikari("unlock 0312340001")
        #expect(outcome.status == 1)
        #expect(outcome.errors.count == 1 && outcome.errors[0].contains("has no password to unlock"))
        #expect(try usable().isEmpty)
    }

    @Test(arguments: ["unlock 0399999999", "unlock 110", "unlock 0312340002"])
    func `OPS-2 there is nothing to unlock where there is no such number`(line: String) async throws {
        _ = await hikari("contract add --number 0312340001")
        let outcome = await hikari(line)
        #expect(outcome.status == 1)
        #expect(outcome.errors.count == 1)
    }

    @Test func `AUTH-12 the operator reads the whole trail, by contract, number, event and time`() async throws {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002")
        _ = await hikari("contract add --number 0312341000")
        _ = await hikari("number remove 0312340002")
        _ = await hikari("contract remove 0312341000")
        func events(_ options: String) async -> [String] {
            await hikari("audit \(options)").output.map { $0.components(separatedBy: "  ")[5] }
        }
        #expect(await events("") == ["contract.add", "contract.add", "number.remove", "contract.remove"])
        #expect(await events("--limit 1") == ["contract.remove"])
        #expect(await events("--contract 0312341000") == ["contract.add", "contract.remove"])
        #expect(await events("--number 0312340002") == ["number.remove"])
        #expect(await events("--event contract") == ["contract.add", "contract.add", "contract.remove"])
        #expect(await events("--event number.remove") == ["number.remove"])
        #expect(await events("--since 1h").count == 4)
        #expect(await events("--until 1h").isEmpty)
        #expect(await events("--since 2000-01-01 --until 2000-12-31").isEmpty)
        let json = await hikari("audit --json --event number.remove").output
        #expect(json.count == 1)
        #expect(json[0].contains("\"event\":\"number.remove\"") && json[0].contains("\"subject\":\"0312340002\""))
    }

    @Test
    func `AUTH-12 both sites' lines are shown, each with its site, and JSON never takes a company for a contract`()
        async throws
    {
        _ = await hikari("contract add --number 0312340001")
        _ = await hikari("ordering company add 見本商事株式会社")
        func sites(_ options: String) async -> [String] {
            await hikari("audit \(options)").output.map {
                let columns = $0.components(separatedBy: "  ")
                return "\(columns[1]) \(columns[2]) \(columns[5])"
            }
        }
        let (settings, ordering) = ("settings 0312340001 contract.add", "ordering 1 company.added")
        #expect(await sites("") == [settings, ordering])
        #expect(await sites("--site settings") == [settings])
        #expect(await sites("--site ordering") == [ordering])
        #expect(await sites("--contract 0312340001") == [settings])
        #expect(await sites("--event company") == [ordering])
        let json = await hikari("audit --json").output.joined()
        #expect(json.contains(#""site":"ordering""#) && json.contains(#""company":1"#))
        #expect(json.contains(#""contract":"0312340001""#) && !json.contains(#""contract":"1""#))
        for wrong in ["--site x", "--site ordering --contract 0312340001", "--site settings --account a@example.jp"] {
            #expect(await hikari("audit \(wrong)").status == 2)
        }
    }

    @Test(arguments: ["--limit 0", "--limit x", "--since yesterday", "--until 2026-02-30", "--number 12", "word"])
    func `Wrong usage of audit is one line and status 2`(options: String) async {
        _ = await hikari("contract add --number 0312340001")
        let outcome = await hikari("audit \(options)")
        #expect(outcome.status == 2)
        #expect(outcome.errors.count == 1)
    }

    @Test func `A time is Japan's unless it says otherwise, and a day is a whole day`() throws {
        let now = Moment(milliseconds: 1_795_230_000_000)
        func time(_ text: String) throws -> AuditTime { try AuditTime("--since", text, now: now) }
        #expect(try time("2026-11-21").start.machineText == "2026-11-21T00:00:00+09:00")
        #expect(try time("2026-11-21").end.machineText == "2026-11-22T00:00:00+09:00")
        #expect(try time("2026-11-21T15:04").start.machineText == "2026-11-21T15:04:00+09:00")
        #expect(try time("2026-11-21T15:04:05Z").start.machineText == "2026-11-22T00:04:05+09:00")
        #expect(try time("2026-11-21T15:04:05-05:30").end.machineText == "2026-11-22T05:34:05+09:00")
        #expect(try time("90m").start == now - .seconds(5400))
    }
}
