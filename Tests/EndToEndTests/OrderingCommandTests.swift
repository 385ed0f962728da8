import Exchange
import ExchangeSimulator
import Foundation
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

@testable import hikari

@Suite struct OrderingCommandTests {
    let hikari: CommandCall

    init() throws { hikari = try CommandCall() }

    @Test func `EXCH-5 the simulated exchange stays as the operator has said`() async throws {
        try DataFolder(hikari.data).openDatabase().close()
        #expect(await hikari("exchange status").output.first == "mode        up")
        for mode in ["refuse", "fail", "slow", "down"] {
            #expect(await hikari("exchange \(mode)").status == 0)
            #expect(await hikari("exchange status").output.first == "mode        \(mode)")
        }
        #expect(await hikari("exchange up").output == ["the simulated exchange is up"])
        #expect(
            await hikari("exchange status --json").output == [
                #"{"contracts":0,"door":{},"extensions":0,"mode":"up","orders":{}}"#
            ])
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let written = try database.read { database in
            try database.query("SELECT after FROM audit WHERE event = 'exchange.mode' ORDER BY id") { $0.text(0) }
        }
        #expect(written == ["refuse", "fail", "slow", "down", "up"])
    }

    @Test func `DATED-3 the operator writes a file of evidence where nobody else reads it`() async throws {
        let (folder, content) = (DataFolder(hikari.data), Array("%PDF-1.7 a secret".utf8))
        let (database, key) = (try folder.openDatabase(), try folder.serverKey())
        defer { database.close() }
        try database.writeAndWait { database in
            let file = try EvidenceFile.read(name: "form.pdf", content).get()
            let applicant = Applicant(company: 7, account: "a@example.jp", client: "192.0.2.1")
            let now = Moment(milliseconds: 0)
            _ = try EvidenceStore.keep(file, for: .confirmation, of: 3, from: applicant, at: now, key, database)
        }
        let path = hikari.data + "/read.pdf"
        #expect(
            await hikari("ordering evidence list").output == [
                "1  1970-01-01T09:00:00+09:00  company 7  draft 3  confirmation  17  form.pdf"
            ])
        #expect(
            await hikari("ordering evidence list --json").output == [
                #"[{"bytes":17,"company":7,"id":1,"name":"form.pdf","purpose":"confirmation","#
                    + #""uploadedAt":"1970-01-01T09:00:00+09:00"}]"#
            ])
        #expect(await hikari("ordering evidence read 2 \(path)").status == 1)
        #expect(await hikari("ordering evidence read 1 \(path)").output == ["\(path) is form.pdf, 17 bytes"])
        #expect(FileManager.default.contents(atPath: path) == Data(content))
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        // What is there is not written over, and not read again.
        #expect(await hikari("ordering evidence read 1 \(path)").status == 1)
        let readers = try database.read { database in
            try database.query("SELECT tenant FROM audit WHERE event = 'ordering.evidence.read'") { $0.integer(0) }
        }
        #expect(readers == [7])
    }

    @Test func `EXCH-6 what only one side has is told, a line each`() async throws {
        let database = try DataFolder(hikari.data).openDatabase()
        #expect(await hikari("exchange check").output == ["site and exchange agree"])
        try database.writeAndWait { database in
            try ExchangeRegisterStore.add(
                RegisteredContract(channels: 10, lines: ["22201": .smartphone]), .first, database)
        }
        database.close()
        let check = await hikari("exchange check")
        #expect(check.status == 1 && check.errors == ["hikari: N100000001: the site does not have it"])
        let told = await hikari("exchange check --json")
        #expect(
            told.status == 1 && told.errors.isEmpty && told.output == [#"["N100000001: the site does not have it"]"#])
    }

    @Test func `HOURS-3 maintenance is announced, listed and taken back`() async throws {
        try DataFolder(hikari.data).openDatabase().close()
        let add = ["ordering", "maintenance", "add", "--data", hikari.data, "--to", "2096-11-30T05:00"]
        let added = await hikari.run(add + ["--from", "2096-11-30T01:00", "--text", "設備の更改", "--service", "smart-pbx"])
        #expect(added.output == ["maintenance 1 from 2096-11-30T01:00:00+09:00 to 2096-11-30T05:00:00+09:00"])
        #expect(await hikari("ordering maintenance list").output.first?.hasSuffix("smart-pbx  設備の更改") == true)
        #expect(
            await hikari("ordering maintenance list --json").output == [
                #"[{"begin":"2096-11-30T01:00:00+09:00","end":"2096-11-30T05:00:00+09:00","id":"1","#
                    + #""service":"smart-pbx","text":"設備の更改"}]"#
            ])
        #expect(await hikari("ordering maintenance remove 1").status == 0)
        #expect(await hikari("ordering maintenance remove 1").status == 1)
        #expect(await hikari("ordering maintenance list").output.isEmpty)
        for wrong in [
            ["--from", "2096-12-01", "--text", "x"], ["--from", "2096-11-30", "--text", " "],
            ["--from", "2096-11-30", "--text", String(repeating: "あ", count: 201)], ["--text", "x"],
            ["--from", "2096-11-30", "--text", "x", "--service", "fax"],
        ] { #expect(await hikari.run(add + wrong).status != 0, "\(wrong)") }
    }

    @Test func `VOICE-10 numbers that wait are given to no contract by any command, and each is named`() async throws {
        try DataFolder(hikari.data).openDatabase().close()
        _ = await hikari("ordering block add 03 0312345000 100")
        _ = await hikari("ordering company add 見本商事株式会社")
        _ = await hikari("ordering reservation add 03 2 --company 見本商事株式会社")
        let file = hikari.data + "-contracts.csv"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data("0312345050,hikari,Example,2,,0312345051\n0312345001,hikari,Example,2,,0312345052\n".utf8).write(
            to: URL(fileURLWithPath: file))
        let waits = "0312345001 is not free: it waits for an order or a code, or has ended not long ago"
        for option in ["", " --dry-run"] {
            let imported = await hikari("contract import \(file)\(option)")
            #expect(imported.status == 1 && imported.errors == ["hikari: line 2: \(waits)"], "\(imported)")
        }
        let add = await hikari("contract add --number 0312345000")
        #expect(add.errors == ["hikari: not free: 0312345000"], "\(add)")
        _ = await hikari("contract add --number 0312345060")
        let number = await hikari("number add --contract 0312345060 0312345061 0312345001")
        #expect(number.errors == ["hikari: not free: 0312345001"], "\(number)")
        #expect(
            await hikari("ordering block list").output == [
                "03  0312345000  0312345099  97 free  0 held  2 reserved  1 in use  0 ended"
            ])
    }

    @Test func `VOICE-9 VOICE-10 numbers are added, reserved and listed`() async throws {
        try DataFolder(hikari.data).openDatabase().close()
        let added = await hikari("ordering block add 03 0312345000 100")
        #expect(added.output == ["added 100 numbers from 0312345000 on, of which 0 are in use"])
        let again = await hikari("ordering block add 03 0312345050 10")
        #expect(again.errors == ["hikari: some of them are there already, in 0312345000 to 0312345099"])
        _ = await hikari("ordering company add 見本商事株式会社")
        let reserved = await hikari("ordering reservation add 03 20 --company 見本商事株式会社")
        #expect(reserved.output.first?.hasSuffix("  0312345000-0312345019") == true)
        #expect(await hikari("ordering reservation list").output == reserved.output)
        #expect(
            await hikari("ordering block list").output == [
                "03  0312345000  0312345099  80 free  0 held  20 reserved  0 in use  0 ended"
            ])
        let code = try #require(reserved.output.first?.prefix(10))
        #expect(await hikari("ordering reservation remove \(code)").output == ["\(code) is taken back"])
        #expect(await hikari("ordering reservation remove \(code)").status == 1)
        #expect(await hikari("ordering reservation list --json").output == ["[]"])
        let listed = await hikari("ordering block list --json").output.first
        #expect(listed?.contains(#""free":100,"#) == true)
        for wrong in [
            "block add 06 0312346000 1", "block add 090 09012345678 1", "reservation add 03 2001 --company 見本商事株式会社",
        ] {
            #expect(await hikari("ordering \(wrong)").status == 1, "\(wrong)")
        }
    }

    @Test func `HOURS-5 a contract is held for an order on paper, and released`() async throws {
        try DataFolder(hikari.data).openDatabase().close()
        let held = await hikari("ordering hold N100000001 --until 2026-11-30 --reason paper")
        #expect(held.output == ["N100000001  until 2026-11-30  paper"])
        #expect(await hikari("ordering hold").output == held.output)
        #expect(
            await hikari("ordering hold --json").output == [
                #"[{"contract":"N100000001","reason":"paper","until":"2026-11-30"}]"#
            ])
        #expect(await hikari("ordering hold N100000001 --none").status == 0)
        #expect(await hikari("ordering hold N100000001 --none").status == 1)
        #expect(await hikari("ordering hold N1 --until 2026-11-30 --reason x").status == 2)
        #expect(await hikari("ordering hold N100000001").status == 2)
    }

    @Test func `SET-4 outside numbers are given to a contract, listed with their target, and taken away`() async throws
    {
        let database = try DataFolder(hikari.data).openDatabase()
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: 3))
        let own = ExtensionNumber(site: "22", device: "201")
        try database.writeAndWait { database in
            let now = Moment(milliseconds: 0)
            let company = try CompanyStore.add("株式会社あおぞら", Company.Address(), at: now, database)
            try ServiceContractStore.add(.first, of: company, .smartPBX, at: now, database)
            try SmartPBXStore.add(
                .first, plan, [Extension(number: own, device: .smartphone)], addedChannels: 0, database)
        }
        #expect(await hikari("ordering line add N100000001 03-1234-5101 --outside-emergency-area").status == 0)
        #expect(await hikari("ordering line add N100000001 0612345101").output == ["N100000001 has 0612345101"])
        try database.writeAndWait { database in
            let settings = ExtensionGroup.Settings(
                number: ExtensionNumber(site: "22", device: "900"), name: "代表", mode: .all, ringSeconds: 20,
                members: [.extension(own)], next: nil)
            let group = try ExtensionGroupStore.add(settings, to: .first, database)
            for line in try ExtensionRoutingStore.lines(of: .first, database).suffix(1) {
                try ExtensionRoutingStore.set(.group(group), of: line, database)
            }
        }
        database.close()
        #expect(
            await hikari("ordering line list N100000001").output == [
                "0312345101  busy  no emergency calls", "0612345101  group 22900  emergency calls",
            ])
        for wrong in ["N100000001 0612345101", "N100000001 09012345678", "N100000002 0612345102"] {
            #expect(await hikari("ordering line add \(wrong)").status == 1, "\(wrong)")
        }
        #expect(await hikari("ordering line add N1 0612345102").status == 2)
        let consents = "--interconnect-contractor みなと --universal-one-contractor うみ"
        #expect(await hikari("ordering feature set N100000001 \(consents)").status == 0)
        #expect(await hikari("ordering feature set N100000009 \(consents)").status == 1)
        #expect(await hikari("ordering feature set N100000001 --interconnect-contractor みなと").status == 2)
        let features = await hikari("ordering feature list")
        #expect(features.output.first?.hasPrefix("N100000001  flexible-interconnect  みなと, うみ  ") == true)
        #expect(await hikari("ordering feature remove N100000001").status == 0)
        #expect(await hikari("ordering feature list").output == [])
        #expect(await hikari("ordering line remove N100000001 0612345101").status == 0)
        #expect(await hikari("ordering line remove N100000001 0612345101").status == 1)
    }

    @Test func `Orders are listed by state`() async throws {
        try DataFolder(hikari.data).openDatabase().close()
        #expect(await hikari("ordering orders").output.isEmpty)
        #expect(await hikari("ordering orders --state failed --json").output == ["[]"])
        #expect(await hikari("ordering orders --state draft").status == 2)
        #expect(await hikari("ordering orders 200000000001").errors == ["hikari: there is no order 200000000001"])
        #expect(await hikari("ordering orders 12").status == 2)
        #expect(await hikari("ordering orders 200000000001 --state failed").status == 2)
    }
}
