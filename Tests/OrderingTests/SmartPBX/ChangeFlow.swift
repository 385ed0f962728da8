import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A person at the pages on which a contract is changed or ended.
final class ChangeFlow: Sendable {
    let site: TestOrderingSite
    let browser: TestBrowser
    let path: String

    static let code = ContractCode.first
    static let customer: [(String, String)] = [
        ("contact-company", "株式会社あおぞら"), ("contact-person", "青空 花子"), ("contact-telephone", "03-1234-5678"),
        ("contact-mail", "hanako@example.jp"), ("sales-channel", "T1400041"),
    ]

    /// - Parameters:
    ///   - kind: as it stands in the address.
    ///   - extensions: 22-2000 and so on, of which the last are VoIP-GW.
    init(
        _ kind: String, extensions: Int = 45, added: Int = 0, gateways: Int = 0, at hour: Int = 10,
        grants: [Grant] = [Grant(.service(.smartPBX), .edit)], officeLinkOrders: Bool = true
    ) async throws {
        var policy = OrderingPolicy()
        policy.orders.officeLink.takesOrders = officeLinkOrders
        site = try TestOrderingSite(policy: policy)
        path = "/smart-pbx/orders/\(kind)"
        site.clock.advance(.november(27, hour) - site.clock.now)
        let company = try site.addCompany()
        try site.addSmartPBX(
            Self.code, of: company, extensions: extensions, gateways: gateways, addedChannels: added)
        try site.addAccount("pbx@example.jp", of: company, grants: grants)
        browser = try await site.signedIn("pbx@example.jp")
    }

    /// At the contract of a house that is set up.
    init(_ kind: String, at house: SettingsHouse) {
        (site, browser, path) = (house.site, house.browser, "/smart-pbx/orders/\(kind)")
    }

    @discardableResult
    func send(_ step: String, _ form: [(String, String)]) async -> TestPage {
        let seen = ["draft", "version"].map { ($0, browser.page.value(of: $0) ?? "") }
        return await browser.post("\(path)/\(step)", seen + form)
    }

    func upload(_ text: String, _ draft: String) async {
        await browser.upload("\(path)/import?draft=\(draft)", file: "file", name: "a.csv", Array(text.utf8))
    }

    /// Follows the redirect of the last form.
    @discardableResult
    func follow() async throws -> TestPage {
        await browser.get(try #require(browser.page.location, "\(browser.page.problems) \(browser.page.words)"))
    }

    /// From the menu to the page on which what is ordered is said.
    @discardableResult
    func agree() async throws -> TestPage {
        await browser.get("\(path)/agreement?contract=\(Self.code)")
        await send(
            "agreement",
            [("agree", "yes"), ("contract", Self.code.text), ("seen", browser.page.value(of: "seen") ?? "")])
        return try await follow()
    }

    /// From the page on which it has been said to the check page.
    @discardableResult
    func check(_ form: [(String, String)]) async throws -> TestPage {
        await send("extensions", form)
        try await follow()
        await send("customer", Self.customer)
        return try await follow()
    }

    func orders() throws -> [Order] {
        try site.services.database.read { try OrderStore.all(in: nil, $0) }
    }

    func record() throws -> SmartPBXChangeRecord? {
        let number = try #require(try orders().first?.number)
        return try site.services.database.read { try SmartPBXChangeStore.find(number, $0) }
    }

    static func rows(_ devices: [String]) -> [(String, String)] {
        devices.enumerated().flatMap { place, device in
            [("site-\(place)", "22"), ("device-\(place)", device), ("kind-\(place)", "computer")]
        } + [("rowCount", "\(devices.count)"), ("act", "next"), ("numbers", "yes"), ("channels", "no")]
    }
}
