@testable import Accounts
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// The site with one contract of three numbers, each with a password of its own; helpers that walk through a change.
final class AuthenticationUnitSite: Sendable {
    static let contractNumber = "0312340001"
    static let numbers = ["0312340001", "0312340002", "0312340003"]

    let site: TestSite
    let contract: Int

    init(
        _ unit: AuthenticationUnit, services: [String] = ["bulkForwarding"], hashing: any WorkLane = HereAndNow()
    ) throws {
        site = try TestSite(hashing: hashing)
        contract = try site.addContract(
            Self.numbers[0], Array(Self.numbers.dropFirst()), unit: unit, services: services)
    }

    /// `hikari1days` for the first number and so on.
    static func password(_ number: String) -> String { "hikari\(number.suffix(1))days" }

    /// Gives these numbers their passwords.
    func setPasswords(_ numbers: [String] = AuthenticationUnitSite.numbers) throws {
        for number in numbers { try site.setPassword(Self.password(number), of: number) }
    }

    func signedIn(_ number: String) async throws -> TestBrowser {
        try await site.signedIn(number, password: Self.password(number))
    }

    /// Enters the passwords of these numbers.
    @discardableResult
    func enterAll(
        _ browser: TestBrowser, to unit: AuthenticationUnit, wrong: [String] = []
    ) async -> TestPage {
        await browser.get(AuthenticationUnits.path(to: unit))
        let form = Self.numbers.map { ("password-\($0)", wrong.contains($0) ? "wrong7days" : Self.password($0)) }
        return await browser.post(AuthenticationUnits.path(to: unit), form)
    }

    @discardableResult
    func enterOwn(_ browser: TestBrowser, to unit: AuthenticationUnit, _ password: String) async -> TestPage {
        await browser.get(AuthenticationUnits.path(to: unit))
        return await browser.post(AuthenticationUnits.path(to: unit), [("currentPassword", password)])
    }

    /// Presses 認証単位変更 on the check page.
    @discardableResult
    func confirm(_ browser: TestBrowser) async -> TestPage {
        let page = await browser.get("/authentication-unit/check")
        return await browser.post("/authentication-unit/change", [("change", page.value(of: "change") ?? "")])
    }

    var unit: AuthenticationUnit? {
        get throws {
            try site.services.database.read {
                try AuthenticationUnitStore.facts(of: contract, at: site.clock.now, $0)?.unit
            }
        }
    }

    func stored(_ number: String) throws -> StoredCredentials {
        let number = try #require(PhoneNumber(number))
        return try site.services.database.read { try CredentialStore.find(number, $0) }
    }

    /// Whether the number signs in with that password.
    func signsIn(_ number: String, _ password: String) async throws -> Bool {
        try await site.browser().signIn(number, password).status == .seeOther
    }
}
