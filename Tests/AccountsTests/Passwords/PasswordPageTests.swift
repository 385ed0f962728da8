@testable import Accounts
import Crypto
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct PasswordPageTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"])
    }

    private func form(_ current: String, _ new: String, _ confirmation: String? = nil) -> [(String, String)] {
        [("currentPassword", current), ("newPassword", new), ("confirmation", confirmation ?? new)]
    }

    @Test func `IVR-6 the forced change takes the temporary password as the current one and then all is open`()
        async throws
    {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        let browser = site.browser()
        try await browser.signIn("0312340001", "13572468")
        #expect(await browser.get("/password").text.contains("仮パスワードでログインしました"))
        #expect(await browser.post("/password", form("13572468", "hikari7days")).location == "/services")
        let page = await browser.get("/services")
        #expect(page.status == .ok)
        #expect(page.text.contains("パスワードを変更しました"))
        #expect(try await site.browser().signIn("0312340001", "hikari7days").location == "/services")
        #expect(try await site.browser().signIn("0312340001", "13572468").status == .unprocessableContent)
    }

    @Test func `PW-4 every broken rule is named at once and nothing is changed`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/password")
        let page = await browser.post("/password", form("", "1111", "2222"))
        #expect(page.status == .unprocessableContent)
        #expect(page.problems.count == 5)
        #expect(page.problems.first == "現在のパスワードを入力してください。")
        #expect(!page.text.contains("1111\""))
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .seeOther)
    }

    @Test func `PW-3 no telephone number of the contract may stand in it`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/password")
        let page = await browser.post("/password", form("hikari7days", "a0312340002"))
        #expect(page.problems.contains("新しいパスワードには、ご契約の電話番号を入れないでください。"))
        await browser.get("/password")
        #expect(await browser.post("/password", form("hikari7days", "a0351927460")).status == .seeOther)
    }

    @Test func `PW-2 the current password is refused as the new one`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/password")
        let page = await browser.post("/password", form("hikari7days", "hikari7days"))
        #expect(page.problems == ["新しいパスワードは、現在のパスワードと違うものを入力してください。"])
    }

    @Test func `AUTH-10 a new password ends the number's other sessions and renews this one`() async throws {
        let here = try await site.signedIn("0312340001")
        let there = site.browser()
        try await there.signIn("0312340001", "hikari7days")
        let before = here.cookies["__Host-session"]
        await here.get("/password")
        await here.post("/password", form("hikari7days", "hikari8days"))
        #expect(here.cookies["__Host-session"] != before)
        #expect(await here.get("/services").status == .ok)
        #expect(await there.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
    }

    @Test func `AUTH-4 the tenth wrong current password voids it and ends the session`() async throws {
        let browser = try await site.signedIn("0312340001")
        for _ in 1..<CredentialKind.regular.allowedMisses {
            await browser.get("/password")
            let page = await browser.post("/password", form("wrong7days", "hikari8days"))
            #expect(page.problems == ["現在のパスワードが正しくありません。もう一度入力してください。"])
        }
        await browser.get("/password")
        #expect(
            await browser.post("/password", form("wrong7days", "hikari8days")).location
                == "/login?ended=passwordVoid&input=lost")
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .unprocessableContent)
    }

    @Test func `AUTH-4 a right entry does not overtake the tenth wrong one that is sent beside it`() async throws {
        let hashing = Overtaken()
        let site = try TestSite(hashing: hashing)
        try site.addContract("0312340001")
        let browser = try await site.signedIn("0312340001")
        await browser.get("/password")
        let (database, now) = (site.services.database, site.clock.now)
        hashing.meanwhile {
            try database.writeAndWait { database in
                let number = try #require(PhoneNumber("0312340001"))
                var state = try CredentialStore.find(number, database).state
                for _ in 1...CredentialKind.regular.allowedMisses { state = state.afterMiss(at: now) }
                try CredentialStore.save(state, of: number, database)
                try SessionStore.endAll(of: number, database)
            }
        }
        #expect(
            await browser.post("/password", form("hikari7days", "hikari8days")).location
                == "/login?ended=elsewhere&input=lost")
        #expect(try await site.browser().signIn("0312340001", "hikari8days").status == .unprocessableContent)
    }

    @Test func `AUTH-4 a password is voided once however many wrong entries were sent beside the last`() async throws {
        let hashing = Overtaken()
        let site = try TestSite(hashing: hashing)
        try site.addContract("0312340001")
        let browser = try await site.signedIn("0312340001")
        await browser.get("/password")
        let database = site.services.database
        hashing.meanwhile {
            try database.writeAndWait { database in
                let number = try #require(PhoneNumber("0312340001"))
                try SessionStore.endAll(of: number, database)
            }
        }
        #expect(
            await browser.post("/password", form("wrong7days", "hikari8days")).location
                == "/login?ended=elsewhere&input=lost")
        #expect(try !site.auditEvents().contains("password.current-wrong"))
    }

    @Test func `PW-5 a stored password shows neither itself nor which others are the same`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        let number = try #require(PhoneNumber("0312340001"))
        let stored = try site.services.database.read { try CredentialStore.find(number, $0) }
        let hash = try #require(stored.hashes[.regular])
        #expect(hash.hash != Array("hikari7days".utf8))
        let other = try PasswordHash(
            of: "hikari7days", salt: [UInt8](repeating: 8, count: 16), parameters: hash.parameters)
        #expect(other.hash != hash.hash)
    }

    @Test func `PW-5 a sign-in hashes the password anew when the policy has risen`() async throws {
        let number = try #require(PhoneNumber("0312340001"))
        let weak = try PasswordHash(
            of: "hikari7days", salt: [UInt8](repeating: 1, count: 16), parameters: Scrypt(n: 2, r: 1, p: 1))
        let now = site.clock.now
        try site.services.database.writeAndWait { try CredentialStore.set(weak, .regular, of: number, at: now, $0) }
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .seeOther)
        let stored = try site.services.database.read { try CredentialStore.find(number, $0) }
        #expect(stored.hashes[.regular]?.parameters == site.services.work.hashingCost)
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .seeOther)
    }

    @Test func `PW-1 PW-3 a password manager is told what a new password may be, and what it makes up so is taken`()
        async throws
    {
        let browser = try await site.signedIn("0312340001")
        let page = await browser.get("/password").text
        let rules = try #require(page.between("passwordrules=\"", "\""))
        #expect(rules == "minlength: 8; maxlength: 12; required: lower, upper; required: digit; max-consecutive: 3;")
        #expect(page.split(separator: "passwordrules=").count == 3, "both new ones, not the current one")
        let madeUp = ["aaa7bbb9ccc0", "Tgp4xKwq", "zzzyyy99"]
        for text in madeUp {
            #expect(Passwords.problems(in: text, current: nil, isNumberOfContract: { _ in false }) == [])
        }
    }

    @Test func `PW-1 a password manager finds the page by its well-known address`() async throws {
        let browser = try await site.signedIn("0312340001")
        #expect(await browser.get("/.well-known/change-password").location == "/password")
        let stranger = site.browser()
        #expect(await stranger.get("/.well-known/change-password").location == "/password")
        #expect(await stranger.get("/password").location == "/login?next=%2Fpassword")
        #expect(
            await stranger.get("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200").status
                == .notFound)
    }
}
