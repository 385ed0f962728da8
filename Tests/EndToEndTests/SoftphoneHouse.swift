import Exchange
import ExchangeSimulator
import Foundation
@testable import Ordering
import SIP
import SQLite
import Shell
import Telephony
import TestPrograms
import TestSite
import Testing
import Transport

@testable import hikari

/// A company that orders Smart PBX, the pages by which its softphones are set up, and the exchange at which they register.
final class SoftphoneHouse: Sendable {
    static let code = ContractCode.first

    let site: TestOrderingSite
    let registrar: RegistrarServing
    let loop: EventLoop
    private let applicant: Applicant
    private let duties: [Duty]

    init() throws {
        let port = LocalPort.free()
        var policy = OrderingPolicy()
        policy.sipServer = "127.0.0.1:\(port)"
        let site = try TestOrderingSite(policy: policy)
        self.site = site
        let company = try site.addCompany()
        try site.addAccount("pbx@example.jp", of: company, grants: [Grant(.service(.smartPBX), .edit)])
        applicant = Applicant(company: company, account: "pbx@example.jp", client: "192.0.2.1")
        var simulator = SimulatorPolicy()
        (simulator.shortest, simulator.longest) = (.seconds(1), .seconds(1))
        duties =
            OrderingWiring(site.services, policy.orders, simulator, clock: OrderingClock { site.clock.now }, open: nil)
            .duties
        loop = try EventLoop(name: "calls")
        var configuration = OrderingConfiguration()
        configuration.registrarListen = Configuration.Endpoint("127.0.0.1:\(port)")
        let calls = ExtensionCallServing(site.services, RedirectConfiguration(), on: loop)
        registrar = try #require(
            try RegistrarServing(
                configuration, site.services, on: loop, password: OrderingWiring.devicePassword(site.services.key),
                decide: calls.answer))
        calls.registrar = registrar.server
        RunningSite.shareReads(of: site.services.database, on: [loop])
        try loop.start()
    }

    func end() async {
        await registrar.stop()
        loop.stop()
        loop.join()
    }

    func contacts(of user: String) async -> [RegisteredContact] {
        await withCheckedContinuation { continuation in
            loop.execute { [registrar] in continuation.resume(returning: registrar.server.contacts(of: user)) }
        }
    }

    // MARK: Orders

    /// 22-2000 and 22-2001, from 申し込む to 工事完了; 初期設定 is done.
    func order() async throws {
        try await submit(.new) { draft in
            let order = NewSmartPBXOrder(
                try TestOrderingSite.content(2), try TestOrderingSite.details(), consents: [], draft: draft)
            return { try order.submit(to: $0, from: $1, at: $2, mayOrder: { _ in true }, $3) }
        }
        try await work()
        try await site.services.database.write { database in
            try ExtensionSettingsStore.set(
                .init(done: ExtensionSettings.Step.allCases.count), of: Self.code, database)
        }
    }

    /// Two digits more, the next night.
    func lengthen() async throws {
        site.clock.advance(.days(1))
        try await submit(.lengthen) { draft in
            let order = SmartPBXChangeOrder(
                .lengthen(.device, by: 2), of: Self.code, in: .from21, try TestOrderingSite.details(), consents: [],
                draft: draft)
            return { try order.submit(to: $0, from: $1, at: $2, mayOrder: { _ in true }, $3) }
        }
        try await work()
        site.clock.advance(NightWindow.from21.begin(on: site.clock.now.day) - site.clock.now)
        try await work()
    }

    private typealias Submit = (OrderIntake, Applicant, Moment, Connection) throws -> OrderNumber

    private func submit(
        _ kind: OrderKind, _ order: @escaping @Sendable (OrderDraft.Reference) throws -> Submit
    ) async throws {
        let (now, applicant, clock) = (site.clock.now, applicant, site.clock)
        let intake = OrderIntake(
            OrderPolicy(), ConsentShelf(ConsentBook([])), mails: site.services.mails, trueTime: { clock.now })
        try await site.services.database.write { database in
            let draft = try OrderDraftStore.begin(.smartPBX, kind, OrderAnswers(), by: applicant, at: now, database)
            _ = try order(draft)(intake, applicant, now, database)
        }
    }

    /// Site and exchange do what is due, for a minute.
    private func work() async throws {
        for _ in 0..<6 {
            site.clock.advance(.seconds(10))
            for duty in duties { try await duty.run(site.services) }
        }
    }

    // MARK: Pages

    /// A person who has just signed in and sets softphones up.
    func person() async throws -> TestBrowser { try await site.signedIn("pbx@example.jp") }

    /// What 内線設定 says of an extension, read off the page.
    func account(of number: String, _ person: TestBrowser) async throws -> SoftphoneAccount {
        let path = SettingsPath.extensions.of(Self.code)
        await person.get(path + "/one?extension=\(number)")
        let page = await person.post(
            path + "/password", [("extension", number), ("currentPassword", TestOrderingSite.password)])
        func value(_ name: String) throws -> String {
            let row = try #require(page.text.components(separatedBy: "<dt>\(name)</dt>").dropFirst().first)
            let cell = try #require(row.components(separatedBy: "</dd>").first)
            return cell.replacing(#/<[^>]*>/#, with: "")
        }
        return SoftphoneAccount(
            server: try value("SIPサーバアドレス"), user: try value("ユーザID（認証ID）"), password: try value("パスワード"))
    }

    func renewPassword(of number: String, _ person: TestBrowser) async throws {
        let path = SettingsPath.extensions.of(Self.code)
        let confirm = await person.get(path + "/new-password?extension=\(number)")
        let seen = try #require(confirm.value(of: "seen"))
        await person.post(path + "/new-password", [("extension", number), ("seen", seen)])
    }
}
