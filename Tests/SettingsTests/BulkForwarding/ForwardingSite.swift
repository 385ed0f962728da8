import Accounts
import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// The site with one contract, 0312340001 and more, of which the last is the monitor number; its line is signed in.
final class ForwardingSite: Sendable {
    let site: TestSite
    let browser: TestBrowser
    let contract: Int

    init(
        numbers: Int = 5, unit: AuthenticationUnit = .line, fileWork: any WorkLane = HereAndNow(),
        extra: @escaping @Sendable (Services) -> [SiteRoute<Person>] = { _ in [] }
    ) async throws {
        let all = try (1...numbers).map { try ForwardingSample.ofContract($0).digits }
        site = try TestSite(fileWork: fileWork, extra: extra)
        contract = try site.addContract(all[0], Array(all.dropFirst()), unit: unit, monitor: all.last)
        browser = try await site.signedIn(all[0])
    }

    /// What is stored, by place; nil where there is none.
    func destinations() throws -> [String?] {
        try site.services.database.read { database in
            try BulkForwardingStore.facts(of: contract, database).rows.map { $0.destination?.digits }
        }
    }

    var isOn: Bool {
        get throws {
            try site.services.database.read { try BulkForwardingStore.service(of: contract, $0).isOn }
        }
    }

    /// Somebody else, in another browser, sets one destination.
    func somebodyElseSets(_ place: Int, _ destination: String) async throws {
        let other = try await site.signedIn("0312340001")
        _ = await other.get("/bulk-forwarding")
        _ = await other.post("/bulk-forwarding", other.page.row(place, destination))
    }

    /// Sets destinations through the list.
    @discardableResult
    func set(_ destinations: [Int: String]) async -> TestPage {
        await browser.get("/bulk-forwarding")
        let rows = destinations.sorted { $0.key < $1.key }.flatMap { browser.page.row($0.key, $0.value) }
        return await browser.post("/bulk-forwarding", rows)
    }

    /// Presses 「この内容で設定する」 on the page that asks: sends everything it holds.
    @discardableResult
    func agree(to path: String = "/bulk-forwarding") async -> TestPage {
        let page = browser.page
        let form = page.text.between("action=\"\(path)", "</form>") ?? ""
        let names = form.matches(of: #/<input type="hidden" name="([^"]+)"/#).map { String($0.1) }
        return await browser.post(path, names.filter { $0 != "token" }.map { ($0, page.value(of: $0) ?? "") })
    }

    /// Presses 開始 or 停止, and comes to the page that says so.
    @discardableResult
    func turn(_ action: String) async -> TestPage {
        await browser.get("/bulk-forwarding/service")
        await browser.post("/bulk-forwarding/service", [("action", action)])
        return await browser.get("/bulk-forwarding/service")
    }

    @discardableResult
    func upload(_ text: String, name: String = "numbers.csv") async -> TestPage {
        await upload(Array(text.utf8), name: name)
    }

    @discardableResult
    func upload(_ bytes: [UInt8], name: String = "numbers.csv") async -> TestPage {
        await browser.get("/bulk-forwarding/import")
        return await browser.upload("/bulk-forwarding/import", file: "file", name: name, bytes)
    }

    /// Presses 「この内容で設定する」 on the preview.
    @discardableResult
    func apply() async -> TestPage {
        let page = browser.page
        var form = [("upload", page.value(of: "upload") ?? ""), ("version", page.value(of: "version") ?? "")]
        if let repaired = page.value(of: "repaired") { form.append(("repaired", repaired)) }
        return await browser.post("/bulk-forwarding/import/apply", form)
    }
}

extension TestPage {
    /// The controls of one number as its row of the list sends them.
    func row(_ place: Int, _ typed: String) -> [(String, String)] {
        let digits = "031234" + String(10000 + place).dropFirst()
        return [
            ("destination-\(digits)", typed), ("version-\(digits)", value(of: "version-\(digits)") ?? ""),
        ]
    }
}
