import Accounts
import HTTP
@testable import Settings
import Shell
import TestSite
import Testing

/// /demo: the telephone in the browser, which talks to the same menu as real ones.
@Suite struct DemoTelephoneTests {
    private let telephone: TelephoneSite
    private let caller: TestBrowser

    init() async throws {
        telephone = try await TelephoneSite(extra: { services in
            let policy = SettingsPolicy()
            return DemoTelephonePage.routes(
                services,
                calling: TelephoneExchange(
                    services, numbers: policy.accounts.accessNumbers, errand: SettingsSite.telephoneErrand(policy)))
        })
        caller = TestBrowser(site: telephone.site, address: "198.51.100.7")
    }

    private func dial(from number: String) async -> TestPage {
        await caller.get("/demo")
        return await caller.post("/demo", [("from", number)])
    }

    private func press(_ keys: String, on page: TestPage) async -> TestPage {
        await caller.post(
            "/demo", ["from", "call", "seen"].map { ($0, page.value(of: $0) ?? "") } + [("key", keys)])
    }

    @Test func `IVR-3 a temporary password is set with the keys of the page`() async throws {
        let page = await dial(from: "0312340001")
        #expect(page.text.contains("通話中"))
        let done = await press("１13572468-13572468", on: page)
        #expect(done.text.contains("通話終了") && done.text.contains("href=\"/login\""))
    }

    @Test func `FWD-12 a registered telephone starts the forwarding, and once only`() async throws {
        await telephone.forwarding.set([1: "09011112222"])
        await telephone.register()
        let answered = await dial(from: TelephoneSite.mobile)
        let proved = await press(TelephoneSite.pin + "#", on: answered)
        let started = await press("1", on: proved)
        #expect(try telephone.forwarding.isOn && started.text.contains("通話終了"))
        let mails = try telephone.mails().count

        // Sent once more, as by Back and a second press, the key is not pressed again.
        await caller.get("/demo")
        #expect(await press("1", on: proved).words == started.words)
        #expect(try telephone.mails().count == mails)

        let provedAgain = await press(TelephoneSite.pin + "#", on: await dial(from: TelephoneSite.mobile))
        _ = await press("3", on: provedAgain)
        #expect(try !telephone.forwarding.isOn)
    }

    @Test func `a call that is no more says so`() async throws {
        let page = await dial(from: "0312340001")
        for _ in 1...200 { _ = await caller.post("/demo", [("from", "0312340002")]) }
        let gone = await press("1", on: page)
        #expect(gone.status == .unprocessableContent && gone.text.contains("この通話は終わっています"))
    }

    @Test(arguments: [("", "10桁または11桁"), ("123", "10桁または11桁")])
    func `a telephone without a number calls nobody`(number: String, sentence: String) async {
        let page = await dial(from: number)
        #expect(page.status == .unprocessableContent && page.text.contains(sentence))
    }

    @Test func `a key that no telephone has is refused, and the call goes on`() async {
        let page = await press("1a", on: await dial(from: "0312340001"))
        #expect(page.status == .unprocessableContent && page.value(of: "seen") == "0")
    }
}
