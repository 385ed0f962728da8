import Foundation
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

@testable import hikari

@Suite struct PriceCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
        try DataFolder(hikari.data).openDatabase().close()
    }

    private func file(_ lines: String...) throws -> String {
        let path = hikari.data + "/prices.csv"
        let heading = "code,item,unit,rhythm,amount,tax-rate,from,until,source"
        try ([heading] + lines).joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private static let work = "smart-pbx.work,W,group,once,7000,10,2026-02-24,,T"

    @Test func `FEE-1 a dry run says line by line what would change, and changes nothing`() async throws {
        let path = try file(Self.work, "smart-pbx.extension,ID,id,monthly,300,10,2026-02-24,2026-11-30,T")
        let before = await hikari("ordering prices list").output
        #expect(before.count == 9)
        let dry = await hikari("ordering prices import --dry-run \(path)")
        #expect(dry.status == 0 && dry.output.last == "would have 2 prices")
        #expect(
            dry.output.contains(
                "+  smart-pbx.extension  300  10%  monthly per id  from 2026-02-24  until 2026-11-30  ID"))
        #expect(dry.output.count { $0.hasPrefix("-  ") } == 9)
        #expect(await hikari("ordering prices list").output == before)
        #expect(await hikari("ordering prices import \(path)").output.last == "has 2 prices")
        let again = await hikari("ordering prices import --dry-run \(path)").output
        #expect(again.dropLast().allSatisfy { $0.hasPrefix("=  ") })
        let dearer = try file(Self.work, "smart-pbx.extension,ID,id,monthly,310,10,2026-02-24,2026-11-30,T")
        #expect(
            await hikari("ordering prices import --dry-run \(dearer)").output[0].hasPrefix(
                "~  smart-pbx.extension  310  10%"))
        #expect(await hikari("ordering prices list --at 2026-12-01").output.count == 1)
        #expect(await hikari("ordering prices list --json --at 2026-11-30").output[0].contains(#""amount":300"#))
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let written = try database.read { database in
            try database.query("SELECT event FROM audit WHERE event = 'ordering.prices.imported'") { $0.text(0) }
        }
        #expect(written.count == 1)
    }

    @Test func `FEE-1 what the list writes imports unchanged`() async throws {
        let path = hikari.data + "/book.csv"
        let lines = await hikari("ordering prices list --csv").output
        try lines.joined(separator: "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
        let dry = await hikari("ordering prices import --dry-run \(path)")
        #expect(dry.status == 0 && dry.output.count == 10 && dry.output.dropLast().allSatisfy { $0.hasPrefix("=  ") })
    }

    @Test func `FEE-1 a wrong file is refused in English, a line for each reason, and gaps are warned of`() async throws
    {
        let wrong = try file("x,W,group,once,7000,10,2026-02-24,,T", Self.work, Self.work)
        let refused = await hikari("ordering prices import \(wrong)")
        #expect(refused.status == 1)
        #expect(refused.errors.count == 2 && refused.errors[0].hasPrefix("hikari: line 2: there is no such code"))
        #expect(refused.errors[1] == "hikari: line 4: the same code has a price on the same day in line 3")
        #expect(await hikari("ordering prices import /nowhere").status == 1)
        #expect(await hikari("ordering prices import").status == 2)
        #expect(await hikari("ordering prices list --at soon").status == 2)
        let gap = try file(
            "smart-pbx.extension,ID,id,monthly,300,10,2026-02-24,2026-10-31,T",
            "smart-pbx.extension,ID,id,monthly,330,10,2026-12-01,,T")
        let warned = await hikari("ordering prices import \(gap)")
        #expect(warned.status == 0)
        #expect(
            warned.errors == ["hikari: warning: smart-pbx.extension has no price from 2026-11-01 to 2026-11-30"])
    }

    @Test func `FEE-3 FEE-5 tax is rounded, and work of the portal free, as the operator says`() throws {
        func policy(_ key: String, _ value: String) throws -> FeePolicy {
            try Configuration.read(file: nil, environment: ["HIKARI_FEES_" + key: value]).ordering.policy.orders.fees
        }
        #expect(!FeePolicy().isPortalWorkFree)
        #expect(try policy("PORTAL_WORK_FREE", "on").isPortalWorkFree)
        #expect(try policy("TAX_ROUNDING", "up").rounding == .up)
        for value in ["", "sideways"] { #expect(throws: ConfigurationError.self) { try policy("TAX_ROUNDING", value) } }
    }
}
