@testable import Accounts
@testable import Contracts
import HTTP
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

/// AUTH-10: the operator removes a number or a contract whose people are signed in.
@Suite struct RemovedNumberTests {
    let site: TestSite
    let hashing = Overtaken()

    init() throws {
        site = try TestSite(hashing: hashing)
        try site.addContract("0312340001", ["0312340002"], unit: .number)
    }

    private static func remove(_ what: String, from site: TestSite) throws {
        let now = site.clock.now
        let (contract, number) = (try #require(PhoneNumber("0312340001")), try #require(PhoneNumber("0312340002")))
        try site.services.database.writeAndWait { database in
            if what == "contract" {
                try ContractsStore.remove(contract, at: now, database)
            } else {
                try ContractsStore.removeNumbers([number], uses: TestSite.numberUses, at: now, database)
            }
        }
    }

    @Test(arguments: ["contract", "number"])
    func `AUTH-10 whose number or contract is removed is asked to sign in, at every page and by every form`(
        what: String
    )
        async throws
    {
        let browser = try await site.signedIn("0312340002")
        await browser.get("/services")
        let token = browser.page.value(of: "token") ?? ""
        try Self.remove(what, from: site)
        #expect(
            await browser.post("/sessions/end", [("token", token)], token: false).location
                == "/login?ended=elsewhere&input=lost&next=%2Fsessions%2Fend")
        #expect(
            await browser.post("/logout", [("token", token)], token: false).location
                == "/login?ended=elsewhere&input=lost")
        #expect(await browser.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        #expect(await browser.get("/login").status == .ok)
        #expect(try await browser.signIn("0312340002", "hikari7days").problems == ["電話番号またはパスワードが正しくありません。"])
    }

    @Test func `AUTH-10 the other numbers of the contract stay signed in`() async throws {
        let browser = try await site.signedIn("0312340001")
        try Self.remove("number", from: site)
        #expect(await browser.get("/services").status == .ok)
    }

    @Test(arguments: ["contract", "number"], ["/password", "/sessions/end", "/login"])
    func `AUTH-10 a number that is removed while a password is compared changes nothing and breaks nothing`(
        what: String, path: String
    ) async throws {
        // Another sign-in, which can be ended.
        _ = try await site.signedIn("0312340002")
        let browser = try await site.signedIn("0312340002")
        let other = site.browser()
        await other.get("/login")
        await browser.get(path == "/password" ? path : "/sessions")
        let session = browser.page.text.between("/sessions/end?session=", "\"") ?? ""
        let site = site
        hashing.meanwhile { try Self.remove(what, from: site) }
        let form = [
            ("currentPassword", "hikari7days"), ("newPassword", "asagao77x"), ("confirmation", "asagao77x"),
            ("session", session),
        ]
        let page =
            path == "/login"
            ? await other.post(path, [("telephoneNumber", "0312340002"), ("password", "hikari7days")])
            : await browser.post(path, form)
        #expect(
            path == "/login"
                ? page.status == .unprocessableContent : [.seeOther, .unprocessableContent].contains(page.status))
        #expect(await browser.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        #expect(try site.services.database.read { try $0.query("SELECT 1 FROM session") { $0.integer(0) } }.isEmpty)
        let passwords = try site.services.database.read {
            try $0.query("SELECT 1 FROM credential WHERE number = '0312340002'") { $0.integer(0) }
        }
        #expect(passwords.isEmpty)
    }
}
