@testable import Accounts
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// The site with one contract, 0312340001 to 0312340005, of which the last is the monitor number, and the telephone menu beside it.
final class TelephoneSite: Sendable {
    static let mobile = "09012345678"
    static let pin = "739164"

    let forwarding: ForwardingSite
    let exchange: TelephoneExchange
    var site: TestSite { forwarding.site }
    var browser: TestBrowser { forwarding.browser }

    init(extra: @escaping @Sendable (Services) -> [SiteRoute<Person>] = { _ in [] }) async throws {
        forwarding = try await ForwardingSite(extra: extra)
        exchange = TelephoneExchange(
            forwarding.site.services, numbers: .init(), errand: SettingsSite.telephoneErrand(SettingsPolicy()))
        try run("UPDATE one_time_password SET mail_address = 'owner@example.jp'")
        try usesOneTimePasswords(true)
    }

    private func usesOneTimePasswords(_ uses: Bool) throws {
        try uses
            ? run("UPDATE one_time_password SET is_used = 1 WHERE number = '0312340001'")
            : run("UPDATE one_time_password SET is_used = 0")
    }

    /// Another browser that is signed in, without the code that the mail would bring.
    func another() async throws -> TestBrowser {
        try usesOneTimePasswords(false)
        let browser = try await site.signedIn("0312340001")
        try usesOneTimePasswords(true)
        return browser
    }

    /// 入力, up to the check page.
    @discardableResult
    func enter(callers: String = mobile, pin: String = pin, again: String? = nil) async -> TestPage {
        await browser.get("/bulk-forwarding/telephone")
        return await browser.post(
            "/bulk-forwarding/telephone", [("callers", callers), ("pin", pin), ("pinAgain", again ?? pin)])
    }

    /// 設定 on the check page.
    @discardableResult
    func confirm(password: String = "hikari7days", _ more: [(String, String)] = []) async -> TestPage {
        let page = browser.page
        let form = ["callers", "sealed"].map { ($0, page.value(of: $0)?.replacing("&#10;", with: "\n") ?? "") }
        return await browser.post(
            "/bulk-forwarding/telephone/confirmation", form + [("currentPassword", password)] + more)
    }

    func register(callers: String = mobile, pin: String = pin) async {
        await enter(callers: callers, pin: pin)
        await confirm()
    }

    /// A call from its answer on; what was heard, as sentences.
    func call(from caller: String = mobile, _ keys: String = "") async throws -> (call: TelephoneCall, heard: [String])
    {
        let (answered, first) = try exchange.answer(TelephoneMenu.Caller(caller), in: .east)
        var call = answered
        let steps = first + (await call.press(keys))
        return (call, sentences(steps, call))
    }

    func sentences(_ steps: [TelephoneCall.Step], _ call: TelephoneCall) -> [String] {
        steps.compactMap { step in
            guard case .say(let prompt) = step else { return nil }
            return call.sentence(of: prompt)
        }
    }

    func mails() throws -> [(kind: String, body: String)] {
        try site.services.database.read { database in
            try database.query("SELECT kind, body FROM outbox_mail ORDER BY id") { ($0.text(0), $0.text(1)) }
        }
    }

    func run(_ sql: StaticString) throws {
        _ = try site.services.database.writeAndWait { try $0.run(sql) }
    }
}
