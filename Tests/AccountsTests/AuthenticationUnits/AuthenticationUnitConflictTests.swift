@testable import Accounts
@testable import Contracts
import HTTP
import SQLite
import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct AuthenticationUnitConflictTests {
    @Test func `UNIT-5 of two administrators at once the second is told, and nothing more is changed`() async throws {
        let units = try AuthenticationUnitSite(.administratorAndUser)
        try units.setPasswords()
        let one = try await units.signedIn("0312340001")
        let two = try await units.signedIn("0312340001")
        await units.enterOwn(one, to: .number, "hikari1days")
        await one.get("/authentication-unit/check")
        // The other one's proof takes the place of the first one's: the first must enter the password again.
        await units.enterOwn(two, to: .line, "hikari1days")
        let refused = await one.post("/authentication-unit/change", [("change", "administratorAndUserToNumber")])
        #expect(refused.status == .conflict)
        #expect(try units.unit == .administratorAndUser)
        await units.confirm(two)
        #expect(try units.unit == .line)
        #expect(
            await one.get("/authentication-unit/check").location
                == "/login?ended=elsewhere&next=%2Fauthentication-unit%2Fcheck")
    }

    @Test func `UNIT-1 whoever was overtaken while passwords were compared is told so and signed out`() async throws {
        let hashing = Overtaken()
        let units = try AuthenticationUnitSite(.number, hashing: hashing)
        try units.setPasswords()
        let one = try await units.signedIn("0312340002")
        let (database, now) = (units.site.services.database, units.site.clock.now)
        let number = try #require(PhoneNumber("0312340001"))
        hashing.meanwhile {
            try database.writeAndWait { database in
                _ = try AuthenticationUnits.set(.administratorAndUser, of: number, at: now, TestSite.mails, database)
            }
        }
        let page = await units.enterAll(one, to: .line, wrong: ["0312340003"])
        #expect(page.status == .conflict)
        #expect(page.text.contains("認証単位は変更されていません"))
        #expect(page.text.contains("ログアウトされました"))
        #expect(!page.text.contains("ログアウト</button>"))
        #expect(try units.stored("0312340003").state.regular?.failures == 0)
        #expect(try units.unit == .administratorAndUser)
    }

    @Test(arguments: ["added", "removed", "password", "void"])
    func `UNIT-2 what happens between the passwords and the change is seen, and nothing is changed`(what: String)
        async throws
    {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        let browser = try await units.signedIn("0312340001")
        await units.enterAll(browser, to: .administratorAndUser)
        await browser.get("/authentication-unit/check")
        let (contract, now) = (units.contract, units.site.clock.now)
        let third = try #require(PhoneNumber("0312340003"))
        try await units.site.services.database.write { database in
            switch what {
            case "added":
                try database.run("INSERT INTO phone_number (number, contract_id) VALUES ('0312340004', ?1)", contract)
            case "removed": try ContractsStore.removeNumbers([third], uses: TestSite.numberUses, at: now, database)
            case "void": try database.run("UPDATE credential SET voided_at = 1 WHERE number = '0312340003'")
            default: break
            }
        }
        if what == "password" { try units.site.setPassword("another7day", of: "0312340003") }
        let token = browser.page.value(of: "token") ?? ""
        let page = await browser.post(
            "/authentication-unit/change", [("change", "numberToAdministratorAndUser"), ("token", token)], token: false)
        #expect(page.status == .conflict)
        #expect(page.heading == "先に設定が変更されています")
        #expect(page.words.filter { $0 != "\n" }.contains("いまの設定電話番号単位入力した内容管理者／ユーザ単位に変更する"))
        #expect(page.text.contains(["added", "removed"].contains(what) ? "電話番号またはサービス" : "入力していただいたパスワード"))
        #expect(try units.unit == .number)
        #expect(await browser.get("/authentication-unit/check").status == .conflict)
    }

    @Test func `UNIT-3 a service that comes or goes decides who gets the password, and is seen`() async throws {
        let units = try AuthenticationUnitSite(.line)
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .number, "hikari1days")
        await browser.get("/authentication-unit/check")
        try await units.site.services.database.write { try $0.run("DELETE FROM service") }
        let page = await browser.post("/authentication-unit/change", [("change", "lineToNumber")])
        #expect(page.status == .conflict)
        #expect(try units.unit == .line)
    }

    @Test func `The contract number removed while it is signed in ends its sign-in and its change`() async throws {
        let hashing = Overtaken()
        let units = try AuthenticationUnitSite(.line, hashing: hashing)
        let browser = try await units.signedIn("0312340001")
        await browser.get("/authentication-unit/number")
        let (database, now) = (units.site.services.database, units.site.clock.now)
        let number = try #require(PhoneNumber("0312340001"))
        hashing.meanwhile {
            try database.writeAndWait { try ContractsStore.remove(number, at: now, $0) }
        }
        let page = await browser.post("/authentication-unit/number", [("currentPassword", "hikari1days")])
        #expect(page.status == .conflict)
        #expect(page.text.contains("ログアウトされました"))
        #expect(await browser.get("/services").location == "/login?next=%2Fservices")
        #expect(try await !units.signsIn("0312340001", "hikari1days"))
    }

    @Test func `A proof is good for its own change, for an hour, and for no older session`() async throws {
        let units = try AuthenticationUnitSite(.administratorAndUser)
        try units.setPasswords()
        let bystander = try await units.signedIn("0312340001")
        units.site.clock.advance(.minutes(1))
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .number, "hikari1days")
        await browser.get("/authentication-unit/check")
        let other = await browser.post("/authentication-unit/change", [("change", "administratorAndUserToLine")])
        #expect(other.status == .conflict)
        #expect(await bystander.get("/authentication-unit/check").location == "/authentication-unit")
        for _ in 1...6 {
            units.site.clock.advance(.minutes(10))
            await browser.get("/services")
            try await units.site.services.database.write { database in
                try database.run("UPDATE session SET seen_at = ?1", 1_895_230_000_000)
            }
        }
        #expect(await browser.get("/authentication-unit/check").location == "/authentication-unit")
        #expect(try units.unit == .administratorAndUser)
    }

    @Test func `AUTH-10 what others of the contract had begun is abandoned with the change`() async throws {
        let units = try AuthenticationUnitSite(.administratorAndUser)
        try units.setPasswords()
        let contract = units.contract
        try await units.site.services.database.write { database in
            try database.run(
                """
                INSERT INTO pending_upload (account, tenant, kind, token_hash, created_at, file_name, sealed)
                VALUES ('0312340001', ?1, 'bulk-forwarding.import', x'00', 1, 'a.csv', x'31')
                """, contract)
        }
        let browser = try await units.signedIn("0312340001")
        await units.enterOwn(browser, to: .line, "hikari1days")
        await units.confirm(browser)
        let left = try units.site.services.database.read { database in
            try database.exists(
                "SELECT 1 FROM pending_upload UNION ALL SELECT 1 FROM authentication_unit_proof")
        }
        #expect(!left)
    }
}

/// `hikari unit set`, as far as it is the site's.
@Suite struct AuthenticationUnitOperatorTests {
    private func set(_ unit: AuthenticationUnit, _ units: AuthenticationUnitSite) throws {
        let now = units.site.clock.now
        let number = try #require(PhoneNumber("0312340001"))
        try units.site.services.database.writeAndWait { database in
            _ = try AuthenticationUnits.set(unit, of: number, at: now, TestSite.mails, database)
        }
    }

    @Test func `OPS-2 to the line only the contract number's password stays, and every session ends`() async throws {
        for unit in [AuthenticationUnit.number, .administratorAndUser] {
            let units = try AuthenticationUnitSite(unit)
            try units.setPasswords()
            let browser = try await units.signedIn("0312340001")
            try set(.line, units)
            #expect(try units.unit == .line)
            #expect(await browser.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
            #expect(try await units.signsIn("0312340001", "hikari1days"))
            #expect(try units.stored("0312340002").state.usable(at: units.site.clock.now).isEmpty)
            try set(.administratorAndUser, units)
            #expect(try units.stored("0312340002").hashes.isEmpty)
            #expect(try await units.signsIn("0312340001", "hikari1days"))
        }
    }

    @Test func `OPS-2 between numbers and administrators every number keeps its own, and it is audited`() async throws {
        let units = try AuthenticationUnitSite(.number)
        try units.setPasswords()
        try set(.administratorAndUser, units)
        for number in AuthenticationUnitSite.numbers {
            #expect(try await units.signsIn(number, AuthenticationUnitSite.password(number)))
        }
        let line = try units.site.services.database.read { database in
            try database.first("SELECT client, before, after FROM audit WHERE event = 'authentication-unit.changed'") {
                [$0.text(0), $0.text(1), $0.text(2)]
            }
        }
        #expect(line == ["operator", "電話番号単位", "管理者／ユーザ単位"])
    }
}
