@testable import Accounts
import Foundation
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A person of a company with アカウント設定 before them, signed in there and elsewhere.
struct OwnHouse {
    let site: TestOrderingSite
    let company: Int
    let account: Int
    let browser: TestBrowser
    let elsewhere: TestBrowser

    static let address = "hanako@example.jp"

    init() async throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        account = try site.addAccount(Self.address, of: company)
        elsewhere = try await site.signedIn(Self.address, from: "198.51.100.7")
        browser = try await site.signedIn(Self.address)
    }

    func isSignedIn(_ browser: TestBrowser) async -> Bool { await browser.get("/dashboard").status == .ok }

    /// As its uses are written, a second after.
    func use(_ browser: TestBrowser) async throws {
        let token = try #require(browser.cookies["__Host-order-session"].flatMap(SessionToken.init(cookie:)))
        let now = site.clock.now
        try await site.services.database.write { try EmployeeSessionStore.touch(token, at: now, $0) }
    }

    /// A form of the page at that path.
    @discardableResult
    func send(_ path: String, _ form: [(String, String)]) async -> TestPage {
        await browser.get(path)
        return await browser.post(path, form)
    }

    /// The code of a mail that this page has just asked for.
    func mailedCode(_ path: String) async throws -> String {
        await browser.get(path)
        await browser.post("\(path)/sending", [])
        try #require(browser.page.location == path, "\(browser.page.problems)")
        return try site.code()
    }

    func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    /// The app whose secret the page shows as text.
    func shownApp() throws -> AuthenticatorApp {
        let link = try #require(browser.page.text.between("href=\"otpauth://", "\""))
        let secret = try #require(link.between("secret=", "&"))
        return AuthenticatorApp(secret: try #require(Self.base32(secret)))
    }

    func code(of app: AuthenticatorApp) -> String { app.code(ofStep: AuthenticatorApp.step(at: site.clock.now)) }

    /// Codes come from that app from now on.
    func giveApp() async throws -> AuthenticatorApp {
        let app = AuthenticatorApp(secret: Array("a secret of 20 bytes".utf8))
        let sealed = try AppCode(account: account).sealed(app.secret, site.services)
        try await site.services.database.write { [account] database in
            try AccountFactorStore.choose(.app, of: account, database)
            try AccountFactorStore.setApp(sealed, of: account, database)
        }
        return app
    }

    func giveRecoveryCodes() async throws -> [RecoveryCode] {
        let codes = RecoveryCode.make(random: site.services.random)
        let hashes = codes.map { $0.hash(site.services.key, account: account) }
        try await site.services.database.write { [account] in
            try AccountFactorStore.setRecoveryCodes(hashes, of: account, $0)
        }
        return codes
    }

    func factor() throws -> SecondFactor? {
        try site.services.database.read { try AccountStore.find(account, $0)?.secondFactor }
    }

    private static func base32(_ text: String) -> [UInt8]? {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var (bits, count, bytes) = (0, 0, [UInt8]())
        for letter in text.utf8 where letter != UInt8(ascii: "=") {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            (bits, count) = ((bits << 5 | value) & 0xFFF, count + 5)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 0xFF))
            }
        }
        return bytes
    }
}
