import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A contract, who sets it up, and the people at its devices.
final class DeviceHouse: Sendable {
    let house: SettingsHouse

    static let password = "denwa no yokoni 3"

    init(extensions: Int = 3, policy: OrderingPolicy = OrderingPolicy()) async throws {
        house = try await SettingsHouse(extensions: extensions, policy: policy)
    }

    var site: TestOrderingSite { house.site }

    /// What the administrator tells the person at the device.
    func issue(_ digits: String = "222000") async throws -> String {
        await house.browser.get(house.path(.status, "/password?extension=\(digits)"))
        let page = await house.browser.post(house.path(.status, "/password"), [("extension", digits)])
        let match = page.text.firstMatch(of: #/<strong class="number" translate="no">([A-Z2-9]{12})</#)
        return try #require(match.map { String($0.1) }, "\(page.words)")
    }

    func browser(_ address: String = "192.0.2.50") -> TestBrowser { site.browser(address: address) }

    @discardableResult
    func enter(_ browser: TestBrowser, _ id: String, _ password: String) async -> TestPage {
        await browser.get("/device/login")
        return await browser.post("/device/login", [("loginID", id), ("password", password)])
    }

    /// Somebody who has signed in with a password of their own.
    func signedIn(_ digits: String = "222000", from address: String = "192.0.2.50") async throws -> TestBrowser {
        let browser = browser(address)
        let temporary = try await issue(digits)
        await enter(browser, "\(digits)@N100000001", temporary)
        await browser.get("/device/password")
        let page = await browser.post(
            "/device/password", [("newPassword", Self.password), ("confirmation", Self.password)])
        try #require(page.location == "/device/absence", "\(page.words)")
        await browser.get("/device/absence")
        return browser
    }

    @discardableResult
    func set(_ browser: TestBrowser, _ form: [(String, String)]) async -> TestPage {
        await browser.get("/device/absence")
        return await browser.post("/device/absence", form)
    }

    func absence(_ digits: String = "222000") throws -> Absence? {
        let number = ExtensionNumber(site: String(digits.prefix(2)), device: String(digits.dropFirst(2)))
        return try house.read { try AbsenceStore.find(number, of: SettingsHouse.code, $0) }
    }
}
