package import Accounts
import CSQLite
package import Contracts
package import Crypto
import Foundation
package import HTTP
import Mustache
package import SQLite
package import Settings
package import Shell
import Synchronization
package import Telephony
import Testing

/// The whole site in memory but for its database file: the real routes, templates and rules, with a clock that stands
/// still until a test moves it.
package final class TestSite: Sendable {
    package let services: Services
    package let product: Product<Person>
    package let router: Router
    package let policy: SettingsPolicy
    package let clock: TestClock
    /// The lines of the operator's log.
    package let log: LogLines
    /// What the outbox gives to the next house.
    package let mail: TestMailCarrier
    private let path: String
    private let extra: @Sendable (Services) -> [SiteRoute<Person>]

    package init(
        policy change: (inout TestPolicy) -> Void = { _ in }, hashing: any WorkLane = HereAndNow(),
        fileWork: any WorkLane = HereAndNow(), mailCarrier: (any MailCarrier)? = nil,
        key: [UInt8]? = nil, beginning dump: String? = nil,
        extra: @escaping @Sendable (Services) -> [SiteRoute<Person>] = { _ in [] }
    ) throws {
        let clock = TestClock()
        let log = LogLines()
        let mail = TestMailCarrier()
        path = NSTemporaryDirectory() + "hikari-site-\(UUID().uuidString).sqlite"
        var policy = TestPolicy()
        change(&policy)
        let files = try StaticFiles(directory: TestSite.root + "/Public")
        if let dump { try TestSite.write(dump, to: path) }
        services = Services(
            database: try Database(path: path, migrationLists: TestSite.migrations),
            work: Work(hashing: hashing, cost: policy.hashingCost, files: fileWork),
            now: { clock.now }, steady: SteadyClock(now: { clock.now }, elapsed: { clock.elapsed }),
            random: { count in (try? RandomBytes.make(count)) ?? [] },
            pause: { _ in },
            language: .japanese, site: policy.site, sessions: policy.sessions,
            log: Log(now: { clock.now }, write: log.append),
            pages: TestSite.pages(files), key: key.flatMap { ServerKey($0) } ?? TestSite.key,
            mailCarrier: mailCarrier ?? mail)
        product = SettingsSite.product(services, policy.settings)
        router = product.router(services, files: files, extra: extra(services))
        self.policy = policy.settings
        self.extra = extra
        self.clock = clock
        self.log = log
        self.mail = mail
    }

    /// As another server over the same database would answer, which has drawn nothing yet.
    package func anotherRouter() throws -> Router {
        let files = try StaticFiles(directory: TestSite.root + "/Public")
        let another = Services(
            database: services.database, work: services.work, now: services.now, steady: services.steady,
            random: services.random,
            pause: services.pause, language: services.language, site: services.site, sessions: services.sessions,
            log: services.log,
            pages: TestSite.pages(files), key: services.key, mailCarrier: services.mailCarrier)
        return SettingsSite.product(another, policy).router(another, files: files, extra: extra(another))
    }

    /// A database as another program has left it.
    private static func write(_ dump: String, to path: String) throws {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(path, &database) == SQLITE_OK)
        try #require(sqlite3_exec(database, dump, nil, nil, nil) == SQLITE_OK, "the dump cannot be read")
    }

    deinit {
        services.database.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    package static var migrations: [[Migration]] { SettingsSite.migrations }
    /// What the telephone menu of the site does beside passwords.
    package static var telephoneErrand: any TelephoneErrand { SettingsSite.telephoneErrand(SettingsPolicy()) }
    package static var numberUses: NumberUses { SettingsSite.numberUses }

    /// The folder that holds `Templates` and `Public`.
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static func pages(_ files: StaticFiles) -> Pages {
        Pages(templates: [.japanese: templates], limits: SettingsSite.limits, files: files)
    }

    static let key: ServerKey = {
        guard let key = ServerKey([UInt8](repeating: 3, count: ServerKey.length)) else { preconditionFailure() }
        return key
    }()

    /// What mails are written from where there is no site.
    package static let mails = MailTemplates(
        pages: pages(StaticFiles()), site: SiteIdentity(in: .japanese), key: key, language: .japanese)

    private static let templates = library()

    /// Those of the tree.
    /// - Parameter frame: the folder of those that stand before the shell's.
    static func library(frame: String? = nil) -> TemplateLibrary {
        do {
            var sources: [String: String] = [:]
            let files = FileManager.default.enumerator(atPath: root + "/Templates/ja")
            while let file = files?.nextObject() as? String {
                guard file.hasSuffix(".mustache") else { continue }
                sources[String(file.dropLast(9))] = try String(
                    contentsOfFile: root + "/Templates/ja/" + file, encoding: .utf8)
            }
            return try TemplateLibrary(
                sources: frame.map { OwnFrame.applied($0, to: sources) } ?? sources, isPlainText: Mail.isTemplate)
        } catch {
            preconditionFailure("the templates do not compile: \(error)")
        }
    }

    // MARK: What is stored beforehand

    /// A contract with these additional numbers and, if given, an authentication unit in force. Its numbers have chosen
    /// 利用しない for one-time passwords, unless `oneTimePasswords` says otherwise; where they are used, as
    /// `useOneTimePasswords` has it.
    @discardableResult
    package func addContract(
        _ number: String, _ additional: [String] = [], unit: AuthenticationUnit? = .line, monitor: String? = nil,
        services names: [String] = ["bulkForwarding"], oneTimePasswords: OneTimePasswordStanding = .notUsed
    ) throws -> Int {
        let now = clock.now
        let contract = try services.database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO contract (number, kind, name, channels, authentication_unit, monitor_number, created_at)
                VALUES (?1, 'hikari', '株式会社ひかり商事', 2, ?2, ?3, ?4)
                """, number, unit?.rawValue, monitor, Int(now.milliseconds))
            let contract = database.lastInsertedID
            for each in [number] + additional {
                try database.run("INSERT INTO phone_number (number, contract_id) VALUES (?1, ?2)", each, contract)
                guard oneTimePasswords == .notUsed else { continue }
                try database.run(
                    "INSERT INTO one_time_password (number, is_used, chosen_at) VALUES (?1, 0, ?2)", each,
                    Int(now.milliseconds))
            }
            for name in names {
                try database.run("INSERT INTO service (contract_id, name) VALUES (?1, ?2)", contract, name)
            }
            return contract
        }
        if oneTimePasswords == .used { for each in [number] + additional { try useOneTimePasswords(each) } }
        return contract
    }

    /// A password as if it had been set just now.
    package func setPassword(_ password: String, of digits: String, kind: CredentialKind = .regular) throws {
        let number = try #require(PhoneNumber(digits))
        let hash = try PasswordHash(
            of: password, salt: [UInt8](repeating: 7, count: 16), parameters: services.work.hashingCost)
        let now = clock.now
        try services.database.writeAndWait { database in
            try CredentialStore.set(hash, kind, of: number, at: now, database)
        }
    }

    package func browser(address: String = "192.0.2.1") -> TestBrowser { TestBrowser(site: self, address: address) }

    /// A browser in which the number has just signed in with a regular password.
    package func signedIn(_ number: String, password: String = "hikari7days") async throws -> TestBrowser {
        try setPassword(password, of: number)
        let browser = browser()
        let page = try await browser.signIn(number, password)
        try #require(page.status == .seeOther, "\(number) could not sign in: \(page.text)")
        return browser
    }

    /// The names of the events in the audit trail, oldest first.
    package func auditEvents() throws -> [String] {
        try services.database.read { try $0.query("SELECT event FROM audit ORDER BY id") { $0.text(0) } }
    }
}

/// What a test sets; hashes cost next to nothing.
package struct TestPolicy {
    package var site = SiteIdentity(in: .japanese)
    package var sessions = SessionPolicy()
    package var hashingCost = Scrypt(n: 16, r: 1, p: 1)
    package var settings = SettingsPolicy()
}

/// Runs work at once: a test wants the result, not the queue.
package struct HereAndNow: WorkLane {
    package init() {}

    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try body()
    }
}

/// Does the work, and before it comes back lets something else happen, once.
package final class Overtaken: WorkLane {
    private let other = Mutex<(@Sendable () throws -> Void)?>(nil)

    package init() {}

    package func meanwhile(_ happening: @escaping @Sendable () throws -> Void) { other.withLock { $0 = happening } }

    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let result = try body()
        try other.withLock { $0.take() }?()
        return result
    }
}

package final class TestClock: Sendable {
    package init() {}

    private let moment = Mutex(Moment(milliseconds: 1_795_230_000_000))

    package var now: Moment { moment.withLock { $0 } }

    private let passed = Mutex(Duration.zero)

    /// What a clock shows that nobody can put back.
    package var elapsed: Duration { passed.withLock { $0 } }

    package func advance(_ duration: Duration) {
        moment.withLock { $0 = $0 + duration }
        passed.withLock { $0 += max(.zero, duration) }
    }
}

/// A next house that takes what a test tells it to take.
package final class TestMailCarrier: MailCarrier {
    private let state = Mutex<(taken: [Mail], answer: MailDelivery)>(([], .accepted("250 2.0.0 Ok")))

    /// The mails that were accepted, oldest first.
    package var taken: [Mail] { state.withLock { $0.taken } }

    package func answers(_ answer: MailDelivery) { state.withLock { $0.answer = answer } }

    package func carry(_ mail: Mail, reference: String, writtenAt: Moment) async -> MailDelivery {
        state.withLock { state in
            if case .accepted = state.answer { state.taken.append(mail) }
            return state.answer
        }
    }
}

package final class LogLines: Sendable {
    package init() {}

    private let lines = Mutex<[String]>([])

    package var all: [String] { lines.withLock { $0 } }

    @Sendable package func append(_ line: [UInt8]) {
        lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    }
}
