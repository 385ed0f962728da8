import CivilCalendar
import Contracts
import Exchange
import ExchangeInterface
@testable import ExchangeSimulator
import Foundation
@testable import Ordering
import SQLite
import Shell
import Synchronization
import Telephony
import TestSite
import Testing

/// Orders from 申し込む to 工事完了 without pages: the database, the exchange, the duties, and the clock of the test.
final class OrderHouse: Sendable {
    let clock: TestClock
    let services: Services
    let exchange: ExchangeSimulator
    let duty: OrderDuty
    let intake: OrderIntake
    let mails = TestSite.mails
    private let site: TestSite
    private let path: String
    private let folder: String?

    static let services: [any ServiceOrders] = [SmartPBXOrders(), IPVoiceOrders(uses: .none)]
    static let policy: OrderPolicy = {
        var policy = OrderPolicy()
        policy.operatorAddress = MailAddress("operator@example.jp")
        return policy
    }()
    static let book = ConsentBook(
        ConsentDocument.allCases.flatMap { document in
            [("1", 2020), ("2", 2027)].map { version, year in
                ConsentVersion(
                    document, version: version, from: CivilDate(daysSince1970: year == 2020 ? 18_262 : 20_819),
                    text: "\(document) \(version)")
            }
        })

    /// - Parameters:
    ///   - folder: where a killed program has left its database; empty for a new one.
    ///   - watch: hears of commits.
    init(in folder: String? = nil, clock: TestClock = TestClock(), watch: @escaping @Sendable () -> Void = {}) throws {
        site = try TestSite()
        self.folder = folder
        self.clock = clock
        path =
            (folder ?? NSTemporaryDirectory()) + (folder == nil ? "hikari-\(UUID().uuidString)" : "/orders") + ".sqlite"
        let database = try Database(
            path: path,
            migrationLists: TestSite.migrations + [
                ExchangeSimulatorMigrations.all, ExchangeInterfaceMigrations.all, OrderingMigrations.all,
            ],
            watch: { if case .saved = $0 { watch() } })
        let own = site.services
        services = Services(
            database: database, work: own.work, now: { clock.now }, steady: own.steady, random: own.random,
            pause: own.pause, language: own.language, site: own.site, sessions: own.sessions, log: own.log,
            pages: own.pages, key: own.key, mailCarrier: own.mailCarrier)
        exchange = ExchangeSimulator(
            database, now: { clock.now }, random: { [UInt8](repeating: 0, count: $0) })
        duty = OrderDuty(
            exchange, OrderingClock { clock.now },
            OrderHearing(Self.services, Self.policy, mails: mails, trueTime: { clock.now }))
        intake = OrderIntake(Self.policy, ConsentShelf(Self.book), mails: mails, trueTime: { clock.now })
    }

    deinit {
        services.database.close()
        if folder == nil { for ending in ["", "-wal", "-shm"] { unlink(path + ending) } }
    }

    var database: Database { services.database }
    var log: [String] { site.log.all }
    var files: [String] { ["", "-wal"].map { path + $0 } }

    static let applicant = Applicant(company: 1, account: "pbx@example.jp", client: "192.0.2.1")

    func consents() -> [Consent] {
        SmartPBXOrders.documents.compactMap { Self.book.version(of: $0, on: clock.now.day)?.consent }
    }

    func beginDraft(
        of applicant: Applicant = OrderHouse.applicant, _ service: OrderedService = .smartPBX, _ kind: OrderKind = .new
    ) throws -> OrderDraft.Reference {
        let now = clock.now
        return try database.writeAndWait {
            try OrderDraftStore.begin(service, kind, OrderAnswers(), by: applicant, at: now, $0)
        }
    }

    func order(
        _ draft: OrderDraft.Reference, extensions: Int = 3, consents: [Consent]? = nil
    ) throws -> NewSmartPBXOrder {
        NewSmartPBXOrder(
            try Self.content(extensions), try Self.details(), consents: consents ?? self.consents(), draft: draft)
    }

    /// 申し込む, of a new draft.
    @discardableResult
    func submit(extensions: Int = 3) async throws -> OrderNumber {
        try await submit(try order(try beginDraft(), extensions: extensions))
    }

    @discardableResult
    func submit(
        _ order: NewSmartPBXOrder, by applicant: Applicant = OrderHouse.applicant, mayOrder: Bool = true
    ) async throws -> OrderNumber {
        let (intake, now) = (intake, clock.now)
        return try await database.write {
            try order.submit(to: intake, from: applicant, at: now, mayOrder: { _ in mayOrder }, $0)
        }
    }

    static func content(_ count: Int) throws -> NewSmartPBX { try TestOrderingSite.content(count) }

    static func details() throws -> CustomerDetails { try TestOrderingSite.details() }

    /// Time passes, and site and exchange do their duties.
    func pass(_ seconds: Int, step: Int = 10) async throws {
        for _ in 0..<(seconds / step) {
            clock.advance(.seconds(step))
            try await exchange.work()
            try await duty.run(services)
        }
    }

    func find(_ number: OrderNumber) throws -> Order {
        try #require(try database.read { try OrderStore.find(number, $0) })
    }

    func history(_ number: OrderNumber) throws -> [OrderHistoryLine] {
        try database.read { try OrderDetailStore.history(of: number, $0) }
    }

    /// `kind recipient`, oldest first.
    func writtenMails() throws -> [String] {
        try database.read { database in
            try database.query("SELECT kind, recipient FROM outbox_mail ORDER BY id") { "\($0.text(0)) \($0.text(1))" }
        }
    }

    func mailText(_ kind: String) throws -> String {
        try #require(
            try database.read { database in
                try database.first(
                    "SELECT subject || '|' || body FROM outbox_mail WHERE kind = ?1 ORDER BY id DESC", kind
                ) { $0.text(0) }
            })
    }

    func set(_ mode: ExchangeMode) async throws { try await database.write { try ExchangeReportStore.set(mode, $0) } }

    func differences() throws -> [ExchangeComparison.Difference] {
        try database.read { database in
            try ExchangeComparison(Self.services).differences(
                from: ExchangeRegisterStore.register(heard: OrderStore.cursor(database), database), database)
        }
    }

    func moveClock(to moment: Moment) { clock.advance(moment - clock.now) }
}

extension Moment {
    /// In Japan, of November 2026.
    static func november(_ day: Int, _ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Moment {
        (Moment(startOfDay: day, month: 11, year: 2026) ?? Moment(milliseconds: 0)) + .hours(hour) + .minutes(minute)
            + .seconds(second)
    }
}
