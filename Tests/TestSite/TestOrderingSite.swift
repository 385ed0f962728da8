import Accounts
package import Crypto
import ExchangeInterface
import ExchangeSimulator
import Foundation
package import HTTP
import Mustache
@testable package import Ordering
package import SQLite
import Settings
@testable package import Shell
@testable import Telephony
import Testing

/// The ordering site in memory but for its database file, with a clock that stands still until a test moves it.
package final class TestOrderingSite: Sendable {
    package let services: Services
    package let product: Product<Employee>
    package let router: Router
    package let clock = TestClock()
    package let log = LogLines()
    private let path = NSTemporaryDirectory() + "hikari-ordering-\(UUID().uuidString).sqlite"

    package static let password = "yama kawa umi 7"
    /// Of the passwords that are stored beforehand.
    package static let cost = Scrypt(n: 16, r: 1, p: 1)

    package init(
        policy: OrderingPolicy = OrderingPolicy(), hashing: any WorkLane = HereAndNow(),
        cost: Scrypt = TestOrderingSite.cost,
        business: OrderingClock? = nil, consents: ConsentBook? = nil,
        extra: @escaping @Sendable (Services) -> [SiteRoute<Employee>] = { _ in [] }
    ) throws {
        let (clock, log) = (clock, log)
        let files = try StaticFiles(directory: TestSite.root + "/Public")
        let house = SiteIdentity(in: .japanese)
        services = Services(
            database: try Database(path: path, migrationLists: TestOrderingSite.migrations),
            work: Work(hashing: hashing, cost: cost, files: HereAndNow()),
            now: { clock.now }, steady: SteadyClock(now: { clock.now }, elapsed: { clock.elapsed }),
            random: { count in (try? RandomBytes.make(count)) ?? [] }, pause: { _ in }, language: .japanese,
            site: OrderingSite.identity(in: house, name: "", origin: "https://localhost:8444", language: .japanese),
            sessions: SessionPolicy(), log: Log(now: { clock.now }, write: log.append),
            pages: Pages(
                templates: [.japanese: TestOrderingSite.templates], limits: OrderingSite.limits, files: files),
            key: TestSite.key, mailCarrier: TestMailCarrier())
        product = OrderingSite.product(services, policy, clock: business, consents: consents)
        router = product.router(services, files: files, extra: extra(services))
    }

    deinit {
        services.database.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    package static let migrations: [[Migration]] =
        SettingsSite.migrations + [
            ExchangeSimulatorMigrations.all, ExchangeInterfaceMigrations.all, OrderingMigrations.all,
        ]
    private static let templates = TestSite.library(frame: OrderingSite.templateFolder)

    // MARK: What is stored beforehand

    @discardableResult
    package func addCompany(_ name: String = "株式会社あおぞら") throws -> Int {
        let now = clock.now
        return try services.database.writeAndWait { try CompanyStore.add(name, Company.Address(), at: now, $0) }
    }

    /// An account that can sign in, with a group of its own for each grant; nil for `factor`: it has chosen none.
    @discardableResult
    package func addAccount(
        _ address: String, of company: Int, name: String = "青空 花子", telephone: String = "0312345678",
        isAdministrator: Bool = false, grants: [Grant] = [], factor: SecondFactor? = .mail,
        password: String? = TestOrderingSite.password
    ) throws -> Int {
        let (mail, number) = (try #require(MailAddress(address)), try #require(PhoneNumber(clean: telephone)))
        let hash = try password.map {
            try PasswordHash(of: $0, salt: [UInt8](repeating: 7, count: 16), parameters: TestOrderingSite.cost)
        }
        let now = clock.now
        return try services.database.writeAndWait { database in
            let id = try AccountStore.add(
                company: company, mail, name: name, telephone: number, isAdministrator: isAdministrator, at: now,
                database)
            if let hash { try AccountStore.set(hash, of: id, database) }
            if let factor { try AccountFactorStore.choose(factor, of: id, database) }
            for (place, grant) in grants.enumerated() {
                let group = try UserGroupStore.add(company: company, "\(address) \(place)", grant, database)
                try UserGroupStore.set([id], of: group, database)
            }
            return id
        }
    }

    package func browser(address: String = "192.0.2.1") -> TestBrowser {
        TestBrowser(router: router, of: self, address: address)
    }

    /// A browser in which the account has just signed in, by the code of a mail.
    package func signedIn(
        _ address: String, password: String = TestOrderingSite.password, from client: String = "192.0.2.1"
    ) async throws -> TestBrowser {
        let browser = browser(address: client)
        await browser.enterOrdering(address, password)
        try #require(browser.page.location == "/second-factor", "\(address): \(browser.page.text)")
        await browser.enterSecondFactor(try code())
        try #require(browser.page.location == "/dashboard", "\(address): \(browser.page.text)")
        return browser
    }

    /// The code of the last mail.
    package func code() throws -> String { try lastMail("second-factor.code").code }

    /// What is on its way out, oldest first.
    package func mails(_ kind: String? = nil) throws -> [TestSite.WrittenMail] {
        let all = try TestSite.mails(in: services)
        return kind.map { kind in all.filter { $0.kind == kind } } ?? all
    }

    package func lastMail(_ kind: String) throws -> TestSite.WrittenMail {
        try #require(try mails(kind).last, "no \(kind)")
    }

    /// The names of the events in the audit trail, oldest first.
    package func auditEvents() throws -> [String] {
        try services.database.read {
            try $0.query("SELECT event FROM audit WHERE site = 'ordering' ORDER BY id") { $0.text(0) }
        }
    }
}

extension TestPage {
    /// The codes that the page shows, and nothing else that happens to look like one.
    package var recoveryCodes: [String] {
        text.matches(of: #/translate="no">([A-Z2-9]{5}-[A-Z2-9]{5})</#).map { String($0.1) }
    }
}

extension TestBrowser {
    @discardableResult
    package func enterOrdering(_ address: String, _ password: String, next: String = "") async -> TestPage {
        await get("/login")
        return await post("/login", [("mailAddress", address), ("password", password), ("next", next)])
    }

    @discardableResult
    package func enterSecondFactor(_ code: String) async -> TestPage {
        await get("/second-factor")
        return await post("/second-factor", [("code", code)])
    }
}
