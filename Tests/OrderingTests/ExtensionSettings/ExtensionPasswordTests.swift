import Accounts
import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-5: user IDs and passwords.
@Suite struct ExtensionPasswordTests {
    private static func policy(_ change: (inout OrderingPolicy) -> Void = { _ in }) -> OrderingPolicy {
        var policy = OrderingPolicy()
        policy.sipServer = "sip.example.jp:5070"
        change(&policy)
        return policy
    }

    private func stored(_ digits: String, _ house: SettingsHouse) throws -> String? {
        let user = try #require(UserID("n100000001-\(digits)"))
        return try house.read { try ExtensionSecrets.password(of: user, key: house.site.services.key, $0) }
    }

    private func show(
        _ digits: String, _ house: SettingsHouse, _ password: String? = nil, by browser: TestBrowser? = nil
    ) async -> TestPage {
        let browser = browser ?? house.browser
        await browser.get(house.path(.extensions, "/one?extension=\(digits)"))
        return await browser.post(
            house.path(.extensions, "/password"),
            [("extension", digits)] + (password.map { [("currentPassword", $0)] } ?? []))
    }

    private func shown(_ page: TestPage) -> String? {
        page.text.firstMatch(of: #/<strong class="number" translate="no">([A-Z2-9]{16})</#).map { String($0.1) }
    }

    @Test
    func
        `SET-5 a password is shown for one extension after the person's own, with a picture and all that a softphone needs`()
        async throws
    {
        let house = try await SettingsHouse(policy: Self.policy())
        #expect(try stored("222000", house) == nil)
        #expect(!(await house.browser.get(house.path(.extensions, "/one?extension=222000")).text.contains("qr-code")))
        let missing = await show("222000", house)
        #expect(missing.problems == ["現在のパスワードを入力してください。"] && shown(missing) == nil)
        let wrong = await show("222000", house, "chigau chigau 1")
        #expect(wrong.problems.count == 1 && shown(wrong) == nil)
        #expect(try stored("222000", house) == nil)
        let page = await show("222000", house, TestOrderingSite.password)
        let password = try #require(shown(page))
        #expect(try stored("222000", house) == password)
        #expect(page.text.contains("qr-code") && page.words.contains("sip.example.jp:5070"))
        #expect(page.words.contains("n100000001-222000") && page.words.contains("UDP / TCP"))
        #expect(page.response.isPrivate)
        // No other has been made.
        #expect(try stored("222001", house) == nil)
        #expect(try house.audit("extension.password") == ["extension.password-shown N100000001 222000  "])
        #expect(!house.site.log.all.joined().contains(password))
    }

    @Test func `SET-5 once entered the person's password holds for ten minutes in this session, and in no other`()
        async throws
    {
        let house = try await SettingsHouse(policy: Self.policy())
        _ = await show("222000", house, TestOrderingSite.password)
        house.site.clock.advance(.minutes(10) - .seconds(1))
        #expect(shown(await show("222001", house)) != nil)
        let other = try await house.site.signedIn("pbx@example.jp", from: "192.0.2.9")
        #expect(shown(await show("222001", house, by: other)) == nil)
        house.site.clock.advance(.seconds(1))
        let page = await show("222001", house)
        #expect(shown(page) == nil && page.problems == ["現在のパスワードを入力してください。"])
    }

    @Test func `SET-5 guessing the person's password on an unattended screen signs it out`() async throws {
        let house = try await SettingsHouse(policy: Self.policy())
        for _ in 1..<PasswordStanding.allowedMisses { _ = await show("222000", house, "chigau chigau 1") }
        let page = await show("222000", house, "chigau chigau 1")
        #expect(page.location?.hasPrefix("/login") == true)
        #expect(await house.browser.get("/dashboard").location?.hasPrefix("/login") == true)
    }

    @Test func `SET-2 before the first steps are done no user ID and no password is shown`() async throws {
        let house = try await SettingsHouse(isSetUp: false, policy: Self.policy())
        #expect(!(await house.browser.get(house.path(.extensions)).words.contains("n100000001")))
        #expect(
            !(await house.browser.get(house.path(.extensions, "/one?extension=222000")).words.contains("n100000001")))
        let page = await show("222000", house, TestOrderingSite.password)
        #expect(page.location == house.path(.start))
        #expect(await house.browser.get(house.path(.extensions, "/passwords")).location == house.path(.start))
        #expect(try stored("222000", house) == nil)
    }

    @Test func `RIGHT-2 somebody without 参照・編集 sees no password, unless the operator lets them`() async throws {
        let house = try await SettingsHouse(policy: Self.policy(), grants: [Grant(.everything, .view)])
        let page = await house.browser.get(house.path(.extensions, "/one?extension=222000"))
        #expect(page.words.contains("参照・編集の権限がある方") && !page.text.contains("/password\""))
        #expect(await show("222000", house, TestOrderingSite.password).status == .forbidden)
        for path in ["/passwords", "/new-password?extension=222000"] {
            #expect(await house.browser.get(house.path(.extensions, path)).status == .forbidden, "\(path)")
        }
        await house.browser.get(house.path(.extensions))
        #expect(await house.browser.post(house.path(.extensions, "/passwords.csv"), []).status == .forbidden)
        #expect(try stored("222000", house) == nil)
        let open = try await SettingsHouse(
            policy: Self.policy { $0.rights.viewOnlySeesSecrets = true }, grants: [Grant(.everything, .view)])
        #expect(shown(await show("222000", open, TestOrderingSite.password)) != nil)
    }

    @Test func `SET-5 再発行 makes a new password after a warning, once for two clicks`() async throws {
        let house = try await SettingsHouse(policy: Self.policy())
        let old = try #require(shown(await show("222000", house, TestOrderingSite.password)))
        house.site.clock.advance(.minutes(1))
        let confirm = await house.browser.get(house.path(.extensions, "/new-password?extension=222000"))
        #expect(confirm.words.contains("いまのパスワードは使えなくなります"))
        let form = [("extension", "222000"), ("seen", confirm.value(of: "seen") ?? "")]
        let page = await house.browser.post(house.path(.extensions, "/new-password"), form)
        let new = try #require(shown(page))
        #expect(new != old && page.words.contains("新しいパスワードを発行しました"))
        #expect(try stored("222000", house) == new)
        house.site.clock.advance(.seconds(1))
        #expect(shown(await house.browser.post(house.path(.extensions, "/new-password"), form)) == new)
        #expect(try house.audit("extension.password-renewed") == ["extension.password-renewed N100000001 222000  "])
    }

    @Test func `PBX-12 an order keeps passwords from being made, and shows those that are there`() async throws {
        let house = try await SettingsHouse(policy: Self.policy())
        let made = try #require(shown(await show("222000", house, TestOrderingSite.password)))
        try house.beginOrder()
        #expect(shown(await show("222000", house)) == made)
        #expect(await show("222001", house).status == .conflict)
        #expect(try stored("222001", house) == nil)
        await house.browser.get(house.path(.extensions))
        let seen = await house.browser.get(house.path(.extensions, "/new-password?extension=222000")).value(of: "seen")
        #expect(seen == nil)
        await house.browser.get(house.path(.extensions))
        #expect(
            await house.browser.post(
                house.path(.extensions, "/new-password"), [("extension", "222000"), ("seen", "0")]
            ).status == .conflict)
        #expect(try stored("222000", house) == made)
    }

    @Test func `SET-5 a file of all needs the password, leaves its own line, and is kept nowhere`() async throws {
        let house = try await SettingsHouse(policy: Self.policy())
        try house.write { database in
            let number = ExtensionNumber(site: "22", device: "2001")
            try SetExtensionStore.set(.init(stored: "=cmd()"), for: number, of: SettingsHouse.code, database)
        }
        await house.browser.get(house.path(.extensions, "/passwords"))
        let refused = await house.browser.post(house.path(.extensions, "/passwords.csv"), [])
        #expect(refused.problems == ["現在のパスワードを入力してください。"])
        let file = await house.browser.post(
            house.path(.extensions, "/passwords.csv"), [("currentPassword", TestOrderingSite.password)])
        #expect(file.status == .ok && file.response.isPrivate)
        #expect(file.response.fields["content-disposition"]?.contains("passwords_N100000001.csv") == true)
        let lines = file.text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5 && lines[0].hasSuffix("\"SIPサーバアドレス\",\"ユーザID\",\"パスワード\""))
        let made = try stored("222001", house)
        let password = try #require(made)
        #expect(
            lines[2]
                == "\"222001\",\"'=cmd()\",\"スマートフォン\",\"sip.example.jp:5070\",\"n100000001-222001\",\"\(password)\"")
        #expect(
            try house.audit("extension.password") == ["extension.passwords-downloaded N100000001  3"])
    }

    @Test func `SET-5 a password stays while digits are added, and is found by the new user ID alone`() async throws {
        let house = try await SettingsHouse(policy: Self.policy())
        let password = try #require(shown(await show("222000", house, TestOrderingSite.password)))
        try house.write { database in
            try database.run("UPDATE smart_pbx SET device_digits = 5")
            try database.run("UPDATE smart_pbx_extension SET device = device || '0'")
        }
        #expect(try stored("2220000", house) == password)
        #expect(try stored("222000", house) == nil)
    }

    @Test func `SET-5 passwords lie sealed, and another server's key opens none`() async throws {
        let house = try await SettingsHouse(policy: Self.policy())
        let password = try #require(shown(await show("222000", house, TestOrderingSite.password)))
        let bytes = try house.read { database in
            try database.first("SELECT secret FROM smart_pbx_extension_setting WHERE secret IS NOT NULL") {
                $0.bytes(0)
            }
        }
        let sealed = try #require(bytes)
        #expect(!String(decoding: sealed, as: UTF8.self).contains(password))
        let other = try #require(ServerKey([UInt8](repeating: 9, count: ServerKey.length)))
        let user = try #require(UserID("n100000001-222000"))
        #expect(try house.read { try ExtensionSecrets.password(of: user, key: other, $0) } == nil)
        for wrong in [
            "", "n", "-", "n100000001", "n100000001-", "N100000001-222000", "n100000001-22-2000", "n10000001-222000",
            "n000000000-222000", "m100000001-222000", "n100000001-2２2000", "n100000001-222000 ", "n100000001-2",
            "ñ100000001-222000", "n100000001-" + String(repeating: "2", count: 23),
        ] { #expect(UserID(wrong) == nil, "\(wrong)") }
        for absent in ["n100000001-222009", "n100000001-2220", "n100000002-222000"] {
            let user = try #require(UserID(absent))
            #expect(try house.read { try ExtensionSecrets.password(of: user, key: house.site.services.key, $0) } == nil)
        }
    }
}
