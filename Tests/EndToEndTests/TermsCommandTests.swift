import Foundation
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

@testable import hikari

@Suite struct TermsCommandTests {
    let hikari: CommandCall

    init() throws {
        hikari = try CommandCall()
        try DataFolder(hikari.data).openDatabase().close()
    }

    private func importing(_ path: String, _ version: String = "2", _ more: String = "") async -> CommandCall.Outcome {
        await hikari("ordering terms import \(path) --document terms --version \(version) --from 2099-12-01 \(more)")
    }

    @Test func `FEE-6 a version is added once, and listed`() async throws {
        let path = try hikari.file("第1条\r\n第2条\r\n")
        let dry = await importing(path, "2", "--dry-run")
        #expect(dry.status == 0 && dry.output.first?.hasPrefix("would add terms 2 from 2099-12-01, SHA-256 ") == true)
        #expect(await hikari("ordering terms list").output.isEmpty)
        let added = await importing(path)
        #expect(added.status == 0 && added.errors.isEmpty && added.output.first?.hasPrefix("added terms 2") == true)
        // Line ends make no other text.
        let again = await importing(try hikari.file("第1条\n第2条\n"))
        #expect(again.status == 0 && again.output.first?.hasPrefix("unchanged: terms 2") == true)
        let list = await hikari("ordering terms list").output
        #expect(list.count == 1 && list[0].hasPrefix("terms  2  from 2099-12-01  ") && list[0].hasSuffix("  8"))
        #expect(await hikari("ordering terms list --json").output.first?.contains(#""document":"terms""#) == true)
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let written = try database.read { database in
            try database.query("SELECT after FROM audit WHERE event = 'ordering.terms.imported'") { $0.text(0) }
        }
        #expect(written == ["2 2099-12-01"])
    }

    @Test func `FEE-6 what cannot be a version is refused in one line of English`() async throws {
        let good = try hikari.file("第1条")
        #expect(await importing(good).status == 0)
        let other = await importing(try hikari.file("第2条"))
        #expect(other.status == 1 && other.errors.count == 1 && other.errors[0].contains("another text or day"))
        let sameDay = await importing(good, "3")
        #expect(sameDay.errors == ["hikari: the version 2 takes effect on that day already"])
        #expect(await importing(try hikari.file(" \n\n"), "4").errors == ["hikari: the text is empty"])
        #expect(
            await importing(try hikari.file("a\nb\u{7}"), "4").errors == ["hikari: line 2 holds control characters"])
        #expect(await importing("/nowhere", "4").status == 1)
        let long = String(repeating: "x", count: 41)
        #expect(await importing(good, long).status == 1)
        for line in [
            "ordering terms import \(good) --document law --version 4 --from 2099-12-01",
            "ordering terms import \(good) --document terms --version 4 --from soon",
            "ordering terms import \(good) --document terms --from 2099-12-02",
            "ordering terms import --document terms --version 4 --from 2099-12-01",
        ] {
            let outcome = await hikari(line)
            #expect(outcome.status == 2 && outcome.errors.count == 1, "\(line): \(outcome)")
        }
        let late = await hikari("ordering terms import \(good) --document privacy --version 1 --from 2026-01-01")
        #expect(late.status == 0 && late.errors.first?.contains("takes effect at once") == true)
    }
}
