@testable import Accounts
import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A site whose one thread for hashes takes ten seconds for each, when the test lets it.
@Suite struct SignInWaitingTests {
    let threads = TestThreads()
    let lane: FairLane
    let site: TestSite

    init() throws {
        lane = threads.lane(usual: .seconds(10))
        site = try TestSite(hashing: lane)
        try site.addContract("0312340001", ["0312340002"], unit: .number)
        try site.setPassword("hikari7days", of: "0312340001")
        try site.setPassword("hikari7days", of: "0312340002")
    }

    /// Has pressed ログイン; returns when the place is taken.
    private func waiting(_ number: String, _ password: String = "hikari7days", next: String = "", from address: String)
        async throws -> TestBrowser
    {
        let browser = site.browser(address: address)
        let before = lane.count
        let page = try await browser.signIn(number, password, next: next)
        try #require(page.location == SignInWaitingPage.path)
        while lane.count == before { await Task.yield() }
        return browser
    }

    /// Lets the waiting page come back until something has come of it, and the thread do meanwhile whatever waits.
    private func cameOut(_ browser: TestBrowser, working: Bool = true) async -> TestPage {
        while true {
            if working { threads.work() }
            let page = await browser.get(SignInWaitingPage.path)
            guard page.status == .ok else { return page }
            // Who waits must leave the thread to who is waited for.
            await Task.yield()
        }
    }

    /// Signs in with a browser that is then known.
    private func knownDevice(of number: String) async throws -> TestBrowser {
        let browser = try await waiting(number, from: "192.0.2.99")
        try #require(await cameOut(browser).status == .seeOther)
        var cookies = browser.cookies
        cookies["__Host-session"] = nil
        browser.cookies = cookies
        return browser
    }

    @Test func `AUTH-16 who must wait keeps a place, is told the time, and is signed in when it comes`() async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        let page = await browser.get(SignInWaitingPage.path)
        #expect(page.status == .ok)
        #expect(page.words.contains("あと約15秒"))
        #expect(page.words.contains("03-1234-0001"))
        #expect(page.response.fields["refresh"] == "5; url=/login/waiting")
        let landing = await cameOut(browser)
        #expect(landing.location == "/services")
        #expect(await browser.get("/services").status == .ok)
    }

    @Test func `AUTH-16 pressed twice, or the page opened anew, the place is the same`() async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        _ = try await waiting("0312340002", from: "192.0.2.2")
        #expect(await browser.get("/login").location == SignInWaitingPage.path)
        await browser.get(SignInWaitingPage.path)
        let again = await browser.post("/login", [("telephoneNumber", "0312340002"), ("password", "hikari7days")])
        #expect(again.location == SignInWaitingPage.path)
        #expect(lane.count == 2)
        #expect(await browser.get(SignInWaitingPage.path).words.contains("03-1234-0001"))
    }

    @Test func `AUTH-16 AUTH-7 a wrong entry that has waited is answered like any other, and counted once`()
        async throws
    {
        for number in ["0312340001", "0399999999"] {
            let browser = try await waiting(number, "wrong7days", from: "192.0.2.1")
            let page = await cameOut(browser)
            #expect(page.status == .unprocessableContent)
            #expect(page.problems == ["電話番号またはパスワードが正しくありません。"])
            #expect(page.value(of: "telephoneNumber") == number)
            #expect(await browser.get(SignInWaitingPage.path).status == .unprocessableContent)
        }
        #expect(try site.auditEvents() == ["sign-in.failed", "sign-in.refused"])
    }

    @Test func `AUTH-16 who does not want to wait leaves the place, and nothing is hashed`() async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        await browser.get(SignInWaitingPage.path)
        #expect(await browser.post(SignInWaitingPage.path, []).location == "/login")
        #expect(lane.count == 0)
        threads.work()
        #expect(await browser.get(SignInWaitingPage.path).location == "/login")
        #expect(try site.auditEvents().isEmpty)
    }

    @Test(arguments: [true, false])
    func `AUTH-16 who gives the place up when the turn has come leaves no session behind`(isKnown: Bool) async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        await browser.get(SignInWaitingPage.path)
        threads.work()
        while try isKnown && !site.auditEvents().contains("sign-in") { await Task.yield() }
        #expect(await browser.post(SignInWaitingPage.path, []).location == "/login")
        while try !site.auditEvents().contains("sign-in") || sessions() > 0 { await Task.yield() }
        #expect(browser.cookies["__Host-session"] == nil)
        #expect(await browser.get("/login").status == .ok)
    }

    @Test func `AUTH-16 what nobody has asked for in five minutes, or cannot ask for any more, is told to be ended`()
        throws
    {
        let (places, now) = (SignInPlaces(), site.clock.now)
        let turn = WorkTurn(.stranger)
        func place() -> SignInPlaces.Place {
            SignInPlaces.Place(turn: turn, number: "0312340001", next: "", changedAt: now)
        }
        func success(_ byte: UInt8) throws -> SignInAttempt.Success {
            SignInAttempt.Success(
                number: try #require(PhoneNumber("0312340001")),
                token: SessionToken(random: { [UInt8](repeating: byte, count: $0) }))
        }
        for visitor in UInt8(1)...2 {
            #expect(places.open([visitor], place(), at: now).isNew)
            let isAwaited = places.conclude([visitor], .success(try success(visitor)), at: now)
            #expect(isAwaited)
        }
        let hashes = try (1...2).map { try success($0).token.hash }
        let again = places.open([1], place(), at: now + .seconds(30))
        #expect(again.isNew && again.unclaimed.map(\.token.hash) == [hashes[0]])
        let later = places.open([3], place(), at: now + .minutes(5))
        #expect(later.unclaimed.map(\.token.hash) == [hashes[1]])
        #expect(places.leave([1])?.isWaiting == true)
        let isAwaited = places.conclude([1], .success(try success(1)), at: now)
        #expect(!isAwaited)
    }

    private func sessions() throws -> Int {
        try site.services.database.read { try $0.query("SELECT 1 FROM session") { $0.integer(0) }.count }
    }

    @Test func `AUTH-16 a place is its browser's, and no other is given the session`() async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        let other = site.browser()
        await other.get("/login")
        #expect(await other.get(SignInWaitingPage.path).location == "/login")
        #expect(await cameOut(browser).location == "/services")
        #expect(await other.get(SignInWaitingPage.path).location == "/login")
        #expect(other.cookies["__Host-session"] == nil)
    }

    @Test func `AUTH-16 a browser that cut the answer off is given the same session again, for half a minute`()
        async throws
    {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        let before = browser.cookies
        #expect(await cameOut(browser).location == "/services")
        let session = browser.cookies["__Host-session"]
        browser.cookies = before
        site.clock.advance(.seconds(29))
        #expect(await browser.get(SignInWaitingPage.path).location == "/services")
        #expect(browser.cookies["__Host-session"] == session)
        #expect(await browser.get("/services").status == .ok)
        #expect(try sessions() == 1)
        // Another tab, which has the session already.
        #expect(await browser.get(SignInWaitingPage.path).location == "/services")
        #expect(try sessions() == 1)
        browser.cookies = before
        site.clock.advance(.seconds(1))
        #expect(await browser.get(SignInWaitingPage.path).location == "/login")
    }

    @Test func `AUTH-16 who has signed out is not signed in again by a page that comes back`() async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        let before = browser.cookies
        #expect(await cameOut(browser).location == "/services")
        await browser.get("/services")
        await browser.post("/logout", [])
        browser.cookies = before
        #expect(await browser.get(SignInWaitingPage.path).location == "/login")
        #expect(browser.cookies["__Host-session"] == nil)
    }

    @Test func `AUTH-16 a device that has signed in with the number goes before strangers`() async throws {
        let known = try await knownDevice(of: "0312340001")
        let strangers = try await (1...5).asyncMap { try await waiting("0399999999", from: "192.0.2.\($0)") }
        try await known.signIn("0312340001", "hikari7days")
        while lane.count < 6 { await Task.yield() }
        #expect(await known.get(SignInWaitingPage.path).words.contains("あと約18秒"))
        // As if known devices, and strangers with other numbers, came on and on as they did in this moment.
        let last = await strangers[4].get(SignInWaitingPage.path).words
        #expect(last.contains("あと約3分20秒"), "\(last)")
    }

    @Test func `AUTH-16 a device is known by its own numbers only, and a made-up cookie is none`() async throws {
        let known = try await knownDevice(of: "0312340001")
        let cookie = try #require(known.cookies["__Host-device"])
        #expect(!cookie.contains("0312340001"))
        let stolen = [cookie, String(cookie.reversed()), "", cookie + "." + cookie]
        let numbers = ["0312340002", "0312340001", "0312340001", "0312340002"]
        func device(_ cookie: String, at now: Moment) -> KnownDevice {
            let request = Request(path: "/", fields: [("Cookie", "__Host-device=\(cookie)")], peer: "192.0.2.1")
            return KnownDevice(request, of: site.services.site, site.services.key, at: now)
        }
        for (cookie, number) in zip(stolen, numbers) {
            let number = try #require(PhoneNumber(number))
            #expect(!device(cookie, at: site.clock.now).knows(number.digits))
        }
        let number = try #require(PhoneNumber("0312340001"))
        let later = site.clock.now + .hours(24 * 400)
        #expect(!device(cookie, at: later).knows(number.digits))
        #expect(device(cookie, at: later - .hours(1)).knows(number.digits))
    }

    @Test func `AUTH-16 a device knows four numbers, and is a stranger to none of them after signing out`() async throws
    {
        let known = try await knownDevice(of: "0312340001")
        var cookie = try #require(known.cookies["__Host-device"])
        let numbers = try (1...5).map { try #require(PhoneNumber("031234000\($0)")) }
        for number in numbers.dropFirst() {
            let request = Request(path: "/", fields: [("Cookie", "__Host-device=\(cookie)")], peer: "192.0.2.1")
            let device = KnownDevice(request, of: site.services.site, site.services.key, at: site.clock.now)
            cookie = try device.cookie(with: number.digits).value
        }
        let request = Request(path: "/", fields: [("Cookie", "__Host-device=\(cookie)")], peer: "192.0.2.1")
        let device = KnownDevice(request, of: site.services.site, site.services.key, at: site.clock.now)
        #expect(numbers.map { device.knows($0.digits) } == [false, true, true, true, true])

        try await known.signIn("0312340001", "hikari7days")
        #expect(await cameOut(known).location == "/services")
        await known.get("/services")
        let answer = await known.post("/logout", [])
        #expect(known.cookies["__Host-device"] != nil && known.cookies["__Host-visit"] == nil)
        #expect(answer.response.fields["clear-site-data"] == "\"cache\", \"storage\"")
    }

    @Test func `AUTH-16 who has to forward now goes before other strangers, a few times a minute`() async throws {
        for place in 1...8 { _ = try await waiting("039999990\(place)", from: "192.0.2.\(place)") }
        let hasty = try await (1...6).asyncMap { _ in
            try await waiting("0312340001", next: "/now", from: "198.51.100.1")
        }
        let first = await hasty[0].get(SignInWaitingPage.path).words
        let last = await hasty[5].get(SignInWaitingPage.path).words
        #expect(first.contains("あと約25秒"), "\(first)")
        // Behind the strangers, and behind those in a hurry who still come.
        #expect(last.contains("あと約3分40秒"), "\(last)")
    }

    @Test func `AUTH-16 beyond 30 waiting from one address the rest are told to come again`() async throws {
        for place in 1...30 {
            _ = try await waiting("03999900\(place + 10)", from: "192.0.2.1")
            if place % 10 == 0 { site.clock.advance(.minutes(1)) }
        }
        let one = site.browser(address: "192.0.2.1")
        try await one.signIn("0312340001", "hikari7days")
        let page = await cameOut(one, working: false)
        #expect(page.status == .tooManyRequests)
        #expect(page.response.fields["retry-after"] == "30")
    }

    @Test func `When the program ends, who waits begins anew`() async throws {
        let browser = try await waiting("0312340001", from: "192.0.2.1")
        lane.stop()
        #expect(await cameOut(browser).location == "/login")
        #expect(await browser.get("/login").status == .ok)
    }

    @Test func `AUTH-12 a sign-in from a new device is told by mail, from a known one it is not`() async throws {
        try site.useOneTimePasswords("0312340001")
        let known = try await knownDevice(of: "0312340001")
        #expect(try newDeviceMails() == 1)
        try await known.signIn("0312340001", "hikari7days")
        #expect(await cameOut(known).status == .seeOther)
        #expect(try newDeviceMails() == 1)
        _ = await cameOut(try await waiting("0312340001", from: "192.0.2.1"))
        #expect(try newDeviceMails() == 2)
    }

    private func newDeviceMails() throws -> Int {
        try site.services.database.read { database in
            try database.query("SELECT 1 FROM outbox_mail WHERE kind = 'security.new-device'") { $0.integer(0) }.count
        }
    }
}

extension Sequence {
    /// One after the other.
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for each in self { values.append(try await body(each)) }
        return values
    }
}
