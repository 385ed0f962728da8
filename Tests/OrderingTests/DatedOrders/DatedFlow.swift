import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A person at the pages of 工事日を指定するお申し込み: on Thursday 2026-11-26 at ten, with a contract of Universal One and one of クラウドプラン.
final class DatedFlow: Sendable {
    let site: TestOrderingSite
    let company: Int
    let browser: TestBrowser

    static let path = "/ip-voice/orders/dated"
    static let plain = "N200000001"
    static let cloud = "N200000002"
    static let customer: [(String, String)] = [
        ("contact-company", "株式会社あおぞら"), ("contact-person", "青空 花子"), ("contact-telephone", "03-1234-5678"),
        ("contact-mail", "hanako@example.jp"),
    ]

    init(grants: [Grant] = [Grant(.service(.ipVoice), .edit)]) async throws {
        site = try TestOrderingSite()
        site.clock.advance(.november(26, 10) - site.clock.now)
        company = try site.addCompany()
        let (company, now) = (company, site.clock.now)
        let first = try #require(PhoneNumber("0312345000"))
        let run = try #require(NumberRun(first: first, count: 3_000))
        try site.services.database.writeAndWait { database in
            try NumberBlockStore.add(run, area: "03", database)
            for (code, base, isCloudPlan) in [(Self.plain, "0312345000", false), (Self.cloud, "0312346000", true)] {
                let contract = VoiceContract(
                    code: try #require(ContractCode(code)), group: try #require(VoiceGroupCode("VG00000001")),
                    type: .universalOne, isCloudPlan: isCloudPlan)
                let draft = try VoiceContractDraft(contract, bases: [try #require(PhoneNumber(base))])
                _ = try VoiceContractOperator.add(draft, of: company, at: now, database)
            }
        }
        try site.addAccount("voice@example.jp", of: company, grants: grants)
        browser = try await site.signedIn("voice@example.jp")
    }

    /// Follows the redirect of the last form.
    @discardableResult
    func follow() async throws -> TestPage {
        await browser.get(try #require(browser.page.location, "\(browser.page.status) \(browser.page.problems)"))
    }

    @discardableResult
    func send(_ page: String, _ form: [(String, String)]) async -> TestPage {
        await browser.post("\(Self.path)/\(page)", keys + form)
    }

    /// Which draft the page is about, as it was seen.
    private var keys: [(String, String)] {
        ["draft", "version"].map { ($0, browser.page.value(of: $0) ?? "") }
    }

    var draft: String { browser.page.value(of: "draft") ?? "" }

    func open(_ page: String) async { await browser.get("\(Self.path)/\(page)?draft=\(draft)") }

    func agree(_ contract: String = plain) async throws {
        await browser.get("\(Self.path)/agreement?contract=\(contract)")
        await send(
            "agreement",
            [("agree", "yes"), ("seen", browser.page.value(of: "seen") ?? ""), ("contract", contract)])
        try await follow()
    }

    static func numbers(_ count: String = "3", base: String = "0312345000", kind: String = "geographic") -> [(
        String, String
    )] {
        [
            ("new-rows", "1"), ("coded-rows", "0"), ("new-base-0", base), ("new-kind-0", kind), ("new-count-0", count),
            ("new-messageBox-0", "no"), ("new-anonymous-0", "yes"), ("new-nuisance-0", "no"), ("act", "save"),
        ]
    }

    /// To the menu with three numbers in it.
    func addNumbers(_ form: [(String, String)] = numbers()) async throws {
        await open("numbers")
        await send("numbers", form)
        try await follow()
    }

    static let network: [(String, String)] = [
        ("network-rows", "1"), ("network-action-0", "add"), ("network-address-0", "10.200.3.0"),
        ("network-mask-0", "24"),
    ]

    /// From the menu to the check page.
    func toCheck(day: String = "2026-12-04", _ more: [(String, String)] = []) async throws {
        await send("menu", [("act", "next")])
        try await follow()
        await send("wish", Self.network + [("day", day), ("act", "next")] + more)
        try await follow()
        await send("customer", Self.customer)
        try await follow()
    }

    func order() throws -> Order {
        try #require(
            try site.services.database.read { database in
                try OrderStore.all(in: nil, database).first
            })
    }
}

extension Moment {
    /// In Japan, of December 2026.
    static func december(_ day: Int, _ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Moment {
        november(30, hour, minute, second) + .days(day)
    }
}
