import HTTP
import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A person at the pages of a new Smart PBX contract.
final class OrderingFlow: Sendable {
    let site: TestOrderingSite
    let company: Int
    let browser: TestBrowser

    static let path = "/smart-pbx/orders/new"
    static let customer: [(String, String)] = [
        ("contact-company", "株式会社あおぞら"), ("contact-person", "青空 花子"), ("contact-telephone", "03-1234-5678"),
        ("contact-mail", "hanako@example.jp"), ("technical-same", "yes"), ("billing-postalCode", "100-0001"),
        ("billing-prefecture", "13"), ("billing-city", "千代田区千代田1-1"), ("billing-addressee", "経理部"),
        ("billing-customerKind", "corporation"),
    ]

    init(
        grants: [Grant] = [Grant(.service(.smartPBX), .edit)], at hour: Int? = nil, business: OrderingClock? = nil,
        consents: ConsentBook? = nil
    ) async throws {
        site = try TestOrderingSite(business: business, consents: consents)
        company = try site.addCompany()
        if let hour { site.clock.advance(.november(24, hour) - site.clock.now) }
        try site.addAccount("pbx@example.jp", of: company, grants: grants)
        browser = try await site.signedIn("pbx@example.jp")
    }

    @discardableResult
    func send(_ step: String, _ form: [(String, String)]) async -> TestPage {
        await browser.post("\(Self.path)/\(step)", [("draft", browser.page.value(of: "draft") ?? "")] + form)
    }

    /// Follows the redirect of the last form.
    @discardableResult
    func follow() async throws -> TestPage {
        await browser.get(try #require(browser.page.location, "\(browser.page.problems)"))
    }

    func agree() async throws {
        await browser.get("\(Self.path)/agreement")
        await send("agreement", [("agree", "yes"), ("seen", browser.page.value(of: "seen") ?? "")])
        try await follow()
    }

    func plan(count: Int = 2, method: String = "screen") async throws {
        await send(
            "plan", [("siteDigits", "2"), ("deviceDigits", "３"), ("count", "\(count)"), ("method", method)])
        try await follow()
    }

    /// Typed into the rows of the screen.
    func rows(_ rows: [(String, String)], kind: String = "smartphone", act: String = "next") -> [(String, String)] {
        rows.enumerated().flatMap { place, row in
            [("site-\(place)", row.0), ("device-\(place)", row.1), ("kind-\(place)", kind)]
        } + [("rowCount", "\(rows.count)"), ("act", act), ("addedChannels", "0")]
    }

    func toCheck(_ typed: [(String, String)] = [("22", "201"), ("22", "202")]) async throws {
        try await agree()
        try await plan(count: typed.count)
        await send("extensions", rows(typed))
        try await follow()
        await send("customer", Self.customer)
        try await follow()
    }

    func count(_ table: String) throws -> Int {
        try site.services.database.read { database in
            switch table {
            case "service_order": try database.query("SELECT number FROM service_order") { $0.integer(0) }.count
            default: try database.query("SELECT id FROM order_draft WHERE order_number IS NULL") { $0.integer(0) }.count
            }
        }
    }
}
