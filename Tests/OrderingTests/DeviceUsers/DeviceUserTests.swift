import Accounts
import Crypto
import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-6, DEVUSER-1: device users, and what administrators see of them.
@Suite struct DeviceUserTests {
    private func standing(_ site: DeviceHouse, _ row: Int = 0) async -> String {
        await site.house.browser.get(site.house.path(.status)).rows[row]
    }

    // MARK: SET-6

    @Test func `SET-6 the status of each device user: 未設定, 有効, ロック, and the last sign-in`() async throws {
        let site = try await DeviceHouse()
        #expect(await standing(site) == "222000 222000@N100000001 未設定 なし パスワード発行 ：222000")
        let temporary = try await site.issue()
        #expect(await standing(site).hasPrefix("222000 222000@N100000001 有効 なし パスワード再発行"))
        await site.enter(site.browser(), "222000@N100000001", temporary)
        #expect(await standing(site).contains("有効 2026年"))
        for _ in 0..<10 { await site.enter(site.browser(), "222000@N100000001", "chigau 1") }
        #expect(await standing(site).contains("ロック 2026年"))
        #expect(await standing(site, 1).contains("未設定 なし"))
    }

    @Test func `SET-6 a password that was given out is shown once, and changed at the first sign-in`() async throws {
        let site = try await DeviceHouse()
        let (browser, temporary) = (site.browser(), try await site.issue())
        #expect(!(await site.house.browser.get(site.house.path(.status)).text.contains(temporary)))
        #expect(
            !(await site.house.browser.get(site.house.path(.status, "/password?extension=222000")).text.contains(
                temporary)))
        await site.enter(browser, "222000@N100000001", temporary)
        #expect(browser.page.location == "/device/absence")
        #expect(await browser.get("/device/absence").location == "/device/password")
        await browser.get("/device/password")
        for (new, again, sentence) in [
            ("", "", "新しいパスワードを入力してください。"), ("mijikai", "mijikai", "半角10〜64文字で入力してください（現在7文字）。"),
            ("222000@n100000001", "222000@n100000001", "ログインID、内線番号、契約番号は、パスワードにできません。"),
            ("1234567890", "1234567890", "推測されやすいパスワードです。"), (DeviceHouse.password, "x", "同じものをもう一度入力してください。"),
            (temporary, temporary, "現在のパスワードと同じです。"),
        ] {
            let page = await browser.post("/device/password", [("newPassword", new), ("confirmation", again)])
            #expect(page.status == .unprocessableContent && page.problems.joined().contains(sentence), "\(new)")
        }
        // Nothing else is reached by a form either.
        #expect(
            await browser.post("/device/absence", [("kind", "none"), ("version", "0")]).location == "/device/password")
        await browser.get("/device/password")
        let page = await browser.post(
            "/device/password", [("newPassword", DeviceHouse.password), ("confirmation", DeviceHouse.password)])
        #expect(page.location == "/device/absence")
        #expect(await browser.get("/device/absence").heading == "不在時の動作")
        #expect(await site.enter(site.browser(), "222000@N100000001", temporary).status == .unprocessableContent)
        #expect(
            await site.enter(site.browser(), "222000@N100000001", DeviceHouse.password).location == "/device/absence")
    }

    @Test func `SET-6 再発行 ends what was signed in, and the old password`() async throws {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        let temporary = try await site.issue()
        #expect(await browser.get("/device/absence").location == "/device/login?ended=1")
        #expect(await browser.get("/device/login?ended=1").words.contains("ログアウトされています"))
        #expect(await site.enter(browser, "222000@N100000001", DeviceHouse.password).status == .unprocessableContent)
        #expect(await site.enter(browser, "222000@N100000001", temporary).location == "/device/absence")
        #expect(
            try site.house.audit("device-user.issued") == [
                "device-user.issued 222000@N100000001  ", "device-user.issued 222000@N100000001  ",
            ])
    }

    @Test func `DEVUSER-1 ten misses lock a sign-in, and ロック解除 opens it with the password that there is`() async throws
    {
        let site = try await DeviceHouse()
        _ = try await site.signedIn()
        for _ in 0..<9 { await site.enter(site.browser(), "222000@N100000001", "chigau 1") }
        #expect(
            await site.enter(site.browser(), "222000@N100000001", DeviceHouse.password).location == "/device/absence")
        for _ in 0..<10 { await site.enter(site.browser(), "222000@N100000001", "chigau 1") }
        let refused = await site.enter(site.browser(), "222000@N100000001", DeviceHouse.password)
        #expect(refused.problems == ["ログインIDまたはパスワードが正しくありません。"])
        // Waiting opens nothing.
        site.site.clock.advance(.hours(30))
        let admin = try await site.site.signedIn("pbx@example.jp")
        await admin.get(site.house.path(.status))
        await admin.post(site.house.path(.status, "/unlock"), [("extension", "222000")])
        #expect(await admin.get(site.house.path(.status)).words.contains("ロックを解除しました"))
        #expect(
            await site.enter(site.browser(), "222000@N100000001", DeviceHouse.password).location == "/device/absence")
        #expect(try site.house.audit("device-user.").filter { $0.hasPrefix("device-user.locked") }.count == 1)
        #expect(try site.house.audit("device-user.unlocked") == ["device-user.unlocked 222000@N100000001  "])
    }

    @Test func `RIGHT-2, PBX-12 passwords are given out by who may see passwords, and not during an order`()
        async throws
    {
        let site = try await DeviceHouse()
        let viewer = try await site.house.colleague([Grant(.everything, .view)])
        let page = await viewer.get(site.house.path(.status))
        #expect(page.rows.count == 3 && !page.text.contains("/password?"))
        #expect(
            await viewer.post(site.house.path(.status, "/password"), [("extension", "222000")]).status == .forbidden)
        await site.house.browser.get(site.house.path(.status, "/password?extension=222000"))
        try site.house.beginOrder()
        let refused = await site.house.browser.post(site.house.path(.status, "/password"), [("extension", "222000")])
        #expect(refused.status == .conflict)
        #expect(await standing(site).contains("未設定"))
        try site.house.endOrder()
        for foreign in ["222009", "", "x"] {
            #expect(
                await site.house.browser.get(site.house.path(.status, "/password?extension=\(foreign)")).status
                    == .notFound)
        }
    }

    // MARK: DEVUSER-1

    @Test func `DEVUSER-1 AUTH-7 whatever is wrong with a sign-in is answered alike`() async throws {
        let site = try await DeviceHouse()
        _ = try await site.signedIn()
        let locked = try await site.issue("222001")
        for _ in 0..<10 { await site.enter(site.browser("192.0.2.51"), "222001@N100000001", "chigau 1") }
        var pages: Set<String> = []
        for (id, password) in [
            ("222000@N100000001", "chigau chigau"), ("222002@N100000001", DeviceHouse.password),
            ("222009@N100000001", DeviceHouse.password), ("222000@N100000002", DeviceHouse.password),
            ("222001@N100000001", locked),
        ] {
            let page = await site.enter(site.browser("192.0.2.52"), id, password)
            #expect(page.status == .unprocessableContent, "\(id)")
            let token = page.value(of: "token") ?? ""
            pages.insert(page.text.replacing(token, with: "").replacing(id, with: ""))
        }
        #expect(pages.count == 1)
        #expect(
            await site.enter(site.browser(), "２２２０００＠n100000001", DeviceHouse.password).location == "/device/absence")
        for odd in ["222000", "222000@", "@N100000001", "a@N100000001", "222000@N1"] {
            let page = await site.enter(site.browser("192.0.2.53"), odd, DeviceHouse.password)
            #expect(page.problems.joined().contains("内線番号と契約番号を「@」でつないで"), "\(odd)")
        }
    }

    /// A cost that no hash can have: who has nothing to be compared with is refused only after a hash, and that fails here.
    @Test(arguments: ["222001@N100000001", "222009@N100000001", "222000@N100000002", "222002@N100000001"])
    func `DEVUSER-1 AUTH-7 one without a password, one that is not there and a locked one cost a hash`(
        id: String
    ) async throws {
        let site = try TestOrderingSite(cost: Scrypt(n: 48, r: 1, p: 1))
        try site.addSmartPBX(of: try site.addCompany(), extensions: 3)
        let (salt, now) = ([UInt8](repeating: 7, count: 16), site.clock.now)
        let hash = try PasswordHash(of: DeviceHouse.password, salt: salt, parameters: TestOrderingSite.cost)
        let locked = ExtensionNumber(site: "22", device: "2002")
        try site.services.database.writeAndWait { database in
            try DeviceUserStore.set(hash, isTemporary: false, for: locked, of: .first, database)
            try DeviceUserStore.save(misses: 10, lockedAt: now, of: locked, .first, database)
        }
        let attempt = DeviceUserAttempt(
            id: try #require(LoginID(typed: id)), password: DeviceHouse.password,
            client: Client(Request(path: "/device/login", peer: "192.0.2.1")))
        await #expect(throws: (any Error).self) { _ = try await attempt.run(site.services, WorkTurn(.stranger, [])) }
    }

    @Test func `PW-5 a device user's password is hashed anew where the cost has risen`() async throws {
        let site = try TestOrderingSite(cost: Scrypt(n: 32, r: 1, p: 1))
        try site.addSmartPBX(of: try site.addCompany(), extensions: 1)
        let hash = try PasswordHash(
            of: DeviceHouse.password, salt: [UInt8](repeating: 7, count: 16), parameters: TestOrderingSite.cost)
        let id = try #require(LoginID(typed: "222000@N100000001"))
        try site.services.database.writeAndWait { database in
            try DeviceUserStore.set(
                hash, isTemporary: false, for: ExtensionNumber(site: "22", device: "2000"), of: .first, database)
        }
        let browser = site.browser()
        for _ in 0..<2 {
            await browser.get("/device/login")
            await browser.post("/device/login", [("loginID", id.text), ("password", DeviceHouse.password)])
            #expect(browser.page.location == "/device/absence")
            browser.cookies = [:]
        }
        let stored = try site.services.database.read { try DeviceUserStore.stored(id, $0)?.hash }
        #expect(stored?.parameters == Scrypt(n: 32, r: 1, p: 1))
    }

    @Test func `DEVUSER-1 AUTH-11 one source has so many attempts a minute`() async throws {
        var policy = OrderingPolicy()
        policy.signInAttemptsPerMinute = 5
        let site = try await DeviceHouse(policy: policy)
        for place in 0..<5 {
            #expect(
                await site.enter(site.browser(), "22200\(place)@N100000001", "chigau 1").status == .unprocessableContent
            )
        }
        #expect(await site.enter(site.browser(), "222000@N100000001", "chigau 1").status == .tooManyRequests)
    }

    @Test func `DEVUSER-1 a form that is older than its cookie is given back`() async throws {
        let site = try await DeviceHouse()
        let browser = site.browser()
        await browser.get("/device/login")
        let page = await browser.post(
            "/device/login", [("loginID", "222000@N100000001"), ("password", "x"), ("token", "old")], token: false)
        #expect(page.status == .unprocessableContent && page.value(of: "loginID") == "222000@N100000001")
    }

    @Test func `DEVUSER-1 a sign-in ends by ログアウト, when nothing is done, and after its longest time`() async throws {
        let site = try await DeviceHouse()
        var browser = try await site.signedIn()
        let kept = browser.cookies
        await browser.get("/device/absence")
        let out = await browser.post("/device/logout", [])
        #expect(out.location == "/device/login?signed-out=1")
        #expect(await browser.get("/device/login?signed-out=1").words.contains("ログアウトしました"))
        browser.cookies = kept
        #expect(await browser.get("/device/absence").location?.hasPrefix("/device/login") == true)

        browser = try await site.signedIn()
        site.site.clock.advance(site.site.services.sessions.idleTime - .seconds(1))
        #expect(await browser.get("/device/absence").status == .ok)
        site.site.clock.advance(site.site.services.sessions.idleTime - .seconds(1))
        #expect(await browser.get("/device/absence").status == .ok)
        site.site.clock.advance(site.site.services.sessions.idleTime)
        #expect(await browser.get("/device/absence").location == "/device/login?ended=1")
    }

    @Test func `DEVUSER-1 a sign-in in use ends after its longest time`() async throws {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        let policy = site.site.services.sessions
        var passed = Duration.zero
        while passed + .minutes(10) < policy.longestSession {
            site.site.clock.advance(.minutes(10))
            passed += .minutes(10)
            #expect(await browser.get("/device/absence").status == .ok)
        }
        site.site.clock.advance(.minutes(10))
        #expect(await browser.get("/device/absence").location == "/device/login?ended=1")
    }

    // MARK: Access

    @Test func `DEVUSER-1 a device user reaches nothing of the portal, and an account nothing of a device`()
        async throws
    {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        for route in site.site.product.routes where !route.path.hasPrefix("/device/") {
            guard case .signedIn = route.access else { continue }
            let before = browser.cookies
            let page = route.method == .get ? await browser.get(route.path) : await browser.post(route.path, [])
            #expect(page.location?.hasPrefix("/login") == true || page.status == .forbidden, "\(route.path)")
            browser.cookies = before
        }
        #expect(await browser.get("/device/absence").status == .ok)
        let employee = site.house.browser
        #expect(await employee.get("/device/absence").location == "/device/login")
        // A cookie of the one is none of the other.
        let token = try #require(browser.cookies[DeviceUserDesk.cookie])
        let stranger = site.browser("192.0.2.60")
        stranger.cookies["__Host-order-session"] = token
        #expect(await stranger.get("/dashboard").location?.hasPrefix("/login") == true)
        stranger.cookies = [DeviceUserDesk.cookie: try #require(employee.cookies["__Host-order-session"])]
        #expect(await stranger.get("/device/absence").location == "/device/login?ended=1")
    }

    @Test func `DEVUSER-1 a device user changes their own extension only, whatever a form names`() async throws {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        await site.set(
            browser,
            [
                ("kind", "forward"), ("target", "0312345678"), ("always", "1"), ("extension", "222001"),
                ("device", "2001"), ("code", "N100000002"),
            ])
        #expect(browser.page.location == "/device/absence")
        #expect(try site.absence("222000") != nil && site.absence("222001") == nil && site.absence("222002") == nil)
    }

    @Test func `DEVUSER-1 with more digits the sign-in goes on, and the next one is by the new ID`() async throws {
        let site = try await DeviceHouse()
        let browser = try await site.signedIn()
        await site.set(browser, [("kind", "forward"), ("target", "222001"), ("always", "1")])
        try site.house.write { database in
            try database.run("UPDATE smart_pbx SET device_digits = 5")
            try database.run("UPDATE smart_pbx_extension SET device = device || '0'")
        }
        #expect(await browser.get("/device/absence").words.contains("2220010へ転送（無条件）"))
        #expect(
            await site.enter(site.browser(), "222000@N100000001", DeviceHouse.password).status == .unprocessableContent)
        #expect(
            await site.enter(site.browser(), "2220000@N100000001", DeviceHouse.password).location == "/device/absence")
        // With the extension everything of it ends.
        try site.house.write { try $0.run("DELETE FROM smart_pbx_extension WHERE device = '20000'") }
        #expect(await browser.get("/device/absence").location == "/device/login?ended=1")
        #expect(
            await site.enter(site.browser(), "2220000@N100000001", DeviceHouse.password).status == .unprocessableContent
        )
    }
}
