import Exchange
import Foundation
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

@testable import hikari

@Suite struct OutageCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let at = try #require(Moment(startOfDay: 1, month: 1, year: 2026))
        try database.writeAndWait { database in
            let company = try CompanyStore.add("株式会社あおぞら", Company.Address(), at: at, database)
            let (next, plan) = (
                try #require(ContractCode.first.next), try #require(NumberPlan(siteDigits: 2, deviceDigits: 4))
            )
            for code in [ContractCode.first, next] {
                try ServiceContractStore.add(code, of: company, .smartPBX, at: at, database)
                try ServiceContractStore.open(code, at: at, database)
                let number = try ExtensionNumber.read(site: "22", device: "2000", in: plan).get()
                try SmartPBXStore.add(
                    code, plan, [Extension(number: number, device: .smartphone)], addedChannels: 0, database)
            }
            let voice = try #require(ContractCode("N200000001"))
            try ServiceContractStore.add(voice, of: company, .ipVoice, at: at, database)
            try ServiceContractStore.open(voice, at: at, database)
            let ordered = try #require(ContractCode("N300000001"))
            try ServiceContractStore.add(ordered, of: company, .smartPBX, at: at, database)
        }
    }

    private func add(_ known: String, _ more: String = "", of code: String = "N100000001") async -> CommandCall.Outcome
    {
        await hikari("ordering outage add \(code) --known \(known) --reach whole --cause ours \(more)")
    }

    private func audited() throws -> [String] {
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        return try database.read { database in
            try database.query(
                "SELECT event, subject, before, after FROM audit WHERE event LIKE 'ordering.outage.%' ORDER BY id"
            ) { "\($0.text(0)) \($0.text(1)) \($0.isNull(2) ? "" : $0.text(2))|\($0.text(3))" }
        }
    }

    @Test func `LIAB-2 an outage is recorded, ended, and ended at another time, all of it in the trail`() async throws {
        let prices = try hikari.file(
            """
            code,item,unit,rhythm,amount,tax-rate,from,until,source
            smart-pbx.extension,ID,id,monthly,3100,10,2026-01-01,,T
            """)
        #expect(await hikari("ordering prices import \(prices)").status == 0)
        let added = await add("2026-03-01T09:00")
        #expect(added.status == 0 && added.errors.isEmpty)
        #expect(
            added.output.first?.hasPrefix("1  N100000001  2026-03-01T09:00:00+09:00  running  whole  ours  ") == true)
        #expect(added.output.first?.contains("compensable, ") == true)
        let ended = await hikari("ordering outage end 1 --recovered 2026-03-03T09:00")
        let span = "1  N100000001  2026-03-01T09:00:00+09:00  2026-03-03T09:00:00+09:00  whole  ours"
        #expect(ended.output == ["\(span)  48 h 0 min 0 s  compensable, 220 yen"])
        let corrected = await hikari("ordering outage end 1 --recovered 2026-03-02T08:59:59")
        #expect(
            corrected.output == [
                "1  N100000001  2026-03-01T09:00:00+09:00  2026-03-02T08:59:59+09:00  whole  ours  23 h 59 min 59 s  not compensable: too-short",
                "it was over at 2026-03-03T09:00:00+09:00 before",
            ])
        // The same once more is no change.
        #expect(await hikari("ordering outage end 1 --recovered 2026-03-02T08:59:59").output.count == 1)
        #expect(
            try audited() == [
                "ordering.outage.added N100000001 |2026-03-01 09:00:00 -",
                "ordering.outage.ended N100000001 2026-03-01 09:00:00 -|2026-03-01 09:00:00 - 2026-03-03 09:00:00",
                "ordering.outage.ended N100000001 2026-03-01 09:00:00 - 2026-03-03 09:00:00|2026-03-01 09:00:00 - 2026-03-02 08:59:59",
            ])
    }

    @Test func `LIAB-1 what cannot be is refused in one line of English, by end too, and changes nothing`() async throws
    {
        #expect(await add("2026-03-01T09:00", "--recovered 2026-03-01T12:00").status == 0)
        #expect(await add("2026-03-02T09:00", "--recovered 2026-03-02T12:00").status == 0)
        let before = try audited()
        let overlap =
            "hikari: outage 2 of the same contract lasts from 2026-03-02T09:00:00+09:00 to 2026-03-02T12:00:00+09:00"
        let never = "hikari: an outage ends later than it was known, and this one does not"
        for (line, sentence) in [
            ("add N100000001 --known 2026-03-05T09:00 --recovered 2026-03-05T08:59 --reach whole --cause ours", never),
            ("add N100000001 --known 2026-03-05T09:00 --recovered 2026-03-05T09:00 --reach whole --cause ours", never),
            (
                "add N100000001 --known 2099-03-05T09:00 --reach whole --cause ours",
                "hikari: 2099-03-05T09:00:00+09:00 is still to come"
            ),
            (
                "add N100000001 --known 2026-03-05T09:00 --recovered 2099-03-05T09:00 --reach whole --cause ours",
                "hikari: 2099-03-05T09:00:00+09:00 is still to come"
            ),
            ("add N100000001 --known 2026-03-02T11:59:59 --reach part --cause other", overlap),
            ("end 1 --recovered 2026-03-02T09:00:01", overlap),
            ("end 1 --recovered 2026-03-01T09:00", never),
            ("end 1 --recovered 2099-03-05T09:00", "hikari: 2099-03-05T09:00:00+09:00 is still to come"),
            ("end 9 --recovered 2026-03-05T09:00", "hikari: there is no outage 9"),
            (
                "add N999999999 --known 2026-03-05T09:00 --reach whole --cause ours",
                "hikari: there is no contract N999999999"
            ),
            (
                "add N200000001 --known 2026-03-05T09:00 --reach whole --cause ours",
                "hikari: N200000001 is no contract of Smart PBX"
            ),
            (
                "add N300000001 --known 2026-03-05T09:00 --reach whole --cause ours",
                "hikari: N300000001 has never been in use"
            ),
            (
                "add N100000001 --known 2026-03-05T09:00 --reach whole --cause ours --text \(String(repeating: "x", count: 201))",
                "hikari: --text has more than 200 characters"
            ),
        ] {
            let outcome = await hikari("ordering outage \(line)")
            #expect(outcome.status == 1 && outcome.errors == [sentence], "\(line): \(outcome)")
        }
        #expect(try audited() == before)
        #expect(await hikari("ordering outage list").output.count == 2)
        // One that begins as the other ends is another one, and other contracts have outages of their own.
        #expect(await add("2026-03-02T12:00", "--recovered 2026-03-02T13:00").status == 0)
        #expect(await add("2026-03-02T09:00", of: "N100000002").status == 0)
    }

    @Test func `LIAB-1 what cannot be read is a wrong call`() async throws {
        for line in [
            "add N100000001 --known soon --reach whole --cause ours", "add N100000001 --reach whole --cause ours",
            "add N100000001 --known 2026-03-05 --reach whole --cause ours",
            "add N1 --known 2026-03-05T09:00 --reach whole --cause ours",
            "add N100000001 --known 2026-03-05T09:00 --reach half --cause ours",
            "add N100000001 --known 2026-03-05T09:00 --reach whole --cause weather",
            "add N100000001 --known 2026-03-05T09:00 --cause ours", "add --known 2026-03-05T09:00",
            "end x --recovered 1h",
            "end 1", "report", "report soon", "report 99999", "list --contract 5",
        ] {
            let outcome = await hikari("ordering outage \(line)")
            #expect(outcome.status == 2 && outcome.errors.count == 1, "\(line): \(outcome)")
        }
        #expect(await hikari("ordering outage list").output.isEmpty)
    }

    @Test func `LIAB-2 the report of a year has every outage that was known in it`() async throws {
        #expect(await add("2025-12-31T23:59:59", "--recovered 2026-01-02T00:00").status == 0)
        #expect(
            await hikari.run([
                "ordering", "outage", "add", "N100000001", "--known", "2026-02-23T23:59:59", "--recovered",
                "2026-02-26T00:00", "--reach", "part", "--cause", "carrier", "--joint-prices", "--text", "a, \"b\"",
                "--data", hikari.data,
            ]).status == 0)
        #expect(await add("2026-03-01T00:00:00+00:00", "--recovered 2026-03-03T00:00Z", of: "N100000002").status == 0)
        let report = await hikari("ordering outage report 2026")
        #expect(report.status == 0)
        let heading =
            "id,contract,company,known-at,recovered-at,reach,cause,joint-prices,carrier-compensates,hours,whole-days,compensable,reasons,estimate-yen,text"
        func line(_ fields: [String]) -> String { fields.map { "\"\($0)\"" }.joined(separator: ",") }
        #expect(
            report.output.map { String($0.trimmingPrefix("\u{FEFF}")) } == [
                line(heading.components(separatedBy: ",")),
                line([
                    "2", "N100000001", "1", "2026-02-23 23:59:59", "2026-02-26 00:00:00", "part", "carrier", "yes",
                    "no", "48:00:01", "2", "no", "part carrier-before-2026-02-24", "", "a, \"\"b\"\"",
                ]),
                line([
                    "3", "N100000002", "1", "2026-03-01 09:00:00", "2026-03-03 09:00:00", "whole", "ours", "no", "no",
                    "48:00:00", "2", "yes", "", "on-quotation", "",
                ]),
            ])
        #expect(await hikari("ordering outage report 2025").output.count == 2)
        #expect(await hikari("ordering outage report 2024").output.count == 1)
    }

    @Test func `LIAB-2 faults that fault notification has recorded are told as evidence, and decide nothing`()
        async throws
    {
        _ = await hikari("contract add --number 0312340001 --additional 0312340002 --service fault-notification")
        #expect(await hikari("ordering line add N100000001 0312340002").status == 0)
        let known = try #require(Moment(startOfDay: 1, month: 3, year: 2026)) + .hours(9)
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        try database.writeAndWait { database in
            for (hours, end) in [(-30, nil), (-2, 1), (2, nil)] as [(Int, Int?)] {
                try database.run(
                    """
                    INSERT INTO line_fault (contract_id, number, began_at, ended_at, ending, forwarding)
                    SELECT id, '0312340002', ?1, ?2, ?3, 'notWanted' FROM contract
                    """, known + .hours(hours), end.map { known + .hours($0) }, end.map { _ in "recovered" })
            }
        }
        let evidence = [
            "    fault notification recorded a fault of 0312340002 at 2026-03-01T07:00:00+09:00, until 2026-03-01T10:00:00+09:00",
            "    fault notification recorded a fault of 0312340002 at 2026-03-01T11:00:00+09:00, which goes on",
        ]
        let added = await add("2026-03-01T09:00", "--recovered 2026-03-01T10:00")
        #expect(Array(added.output.dropFirst()) == evidence)
        #expect(await add("2026-03-01T09:00", "--recovered 2026-03-01T10:00", of: "N100000002").output.count == 1)
        let list = await hikari("ordering outage list").output
        #expect(list.count == 4 && Array(list[1...2]) == evidence)
        #expect(list[0].contains("2026-03-01T09:00:00+09:00") && list[0].hasSuffix("not compensable: too-short"))
        #expect(await hikari("ordering outage list --contract N100000002").output.count == 1)
        let json = try #require(await hikari("ordering outage list --json").output.first)
        for part in [
            #""evidence":[{"began":"2026-03-01T07:00:00+09:00","ended":"2026-03-01T10:00:00+09:00","number":"0312340002"}"#,
            #""compensable":false"#, #""reasons":["too-short"]"#, #""seconds":3600"#, #""evidence":[]"#,
        ] { #expect(json.contains(part), "\(part)") }
    }
}
