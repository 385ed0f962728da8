@testable import Accounts
import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// A data folder of today is opened by the program of tomorrow, and nothing in it is lost (`Releases/README.md`).
@Suite struct ReleaseTests {
    private let site: TestSite

    init() throws {
        let dump = try #require(Bundle.module.url(forResource: "Releases/release-1", withExtension: "sql"))
        let key = stride(from: 0, to: Self.key.count, by: 2).compactMap { place in
            let start = Self.key.index(Self.key.startIndex, offsetBy: place)
            return UInt8(Self.key[start..<Self.key.index(start, offsetBy: 2)], radix: 16)
        }
        site = try TestSite(key: key, beginning: String(contentsOf: dump, encoding: .utf8))
        site.clock.advance(Self.end - site.clock.now)
    }

    private static let key = "728c807e55a66693c9f6d4c0cd90e39b2f962d4794f4e25c5610580f8a29c45c"
    /// Three minutes after it was begun, when the last had been written.
    private static let end = Moment(milliseconds: 1_795_746_573_900)

    private func count(_ sql: StaticString) throws -> Int {
        try site.services.database.read { try $0.first(sql) { $0.integer(0) } } ?? -1
    }

    @Test func `the steps of the release before stand as they were, and the new ones behind them`() throws {
        let names = try site.services.database.read {
            try $0.query("SELECT name FROM migration ORDER BY position") { $0.text(0) }
        }
        let steps = SettingsSite.migrations.joined().map { "\($0.name)" }
        #expect(names.prefix(4) == ["contracts", "sign-in", "audit", "bulk forwarding"])
        #expect(names[14] == "fault notification")
        #expect(Set(names) == Set(steps) && names.count == steps.count)
    }

    @Test func `numbers, passwords, destinations, addresses and the trail are all there`() throws {
        #expect(try count("SELECT count(*) FROM contract") == 5)
        #expect(try count("SELECT count(*) FROM credential WHERE kind = 'regular'") == 16)
        #expect(try count("SELECT count(*) FROM bulk_forwarding_destination WHERE destination IS NOT NULL") == 4)
        #expect(try count("SELECT count(*) FROM one_time_password WHERE is_used = 1") == 1)
        #expect(try count("SELECT count(*) FROM audit") == 99)
    }

    @Test(arguments: [("0312341002", "Kikyo2026x"), ("0612340001", "hikari7days"), ("0522340001", "hikari7days")])
    func `who had a password signs in with it, and sees every page`(number: String, password: String) async throws {
        let browser = site.browser()
        try await browser.signIn(number, password)
        for _ in 0..<3 where browser.page.location == "/one-time-password/choice" {
            await browser.get("/one-time-password/choice")
            await browser.post("/one-time-password/choice", [("use", "no")])
            await browser.get("/one-time-password/consent")
            await browser.post("/one-time-password/consent", [])
        }
        await browser.get("/services")
        #expect(browser.page.status == .ok, "\(number) \(browser.page.location ?? "")")
        for route in site.product.routes where route.method == .get {
            let page = await browser.get(route.path)
            #expect(page.status.code < 500, "\(route.path)")
        }
    }
}
