import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A company with a Smart PBX contract and those who set it up. pbx@example.jp is signed in with 参照・編集.
final class SettingsHouse: Sendable {
    let site: TestOrderingSite
    let company: Int
    let browser: TestBrowser

    static let code = ContractCode.first

    /// - Parameters:
    ///   - extensions: 222000, 222001 and so on.
    ///   - isSetUp: 初期設定 has been gone through.
    init(
        extensions: Int = 3, isSetUp: Bool = true, policy: OrderingPolicy = OrderingPolicy(),
        grants: [Grant] = [Grant(.service(.smartPBX), .edit)]
    ) async throws {
        site = try TestOrderingSite(policy: policy)
        company = try site.addCompany()
        try site.addSmartPBX(of: company, extensions: extensions)
        try site.addAccount("pbx@example.jp", of: company, grants: grants)
        browser = try await site.signedIn("pbx@example.jp")
        if isSetUp { try finishSetUp() }
    }

    func finishSetUp(of code: ContractCode = SettingsHouse.code) throws {
        try write { try ExtensionSettingsStore.set(.init(done: ExtensionSettings.Step.allCases.count), of: code, $0) }
    }

    /// Somebody else of the company, signed in.
    func colleague(_ grants: [Grant], _ address: String = "tonari@example.jp") async throws -> TestBrowser {
        try site.addAccount(address, of: company, grants: grants)
        return try await site.signedIn(address, from: "192.0.2.2")
    }

    func path(_ page: SettingsPath, _ more: String = "") -> String { page.of(Self.code, more) }

    /// An order for the contract is under way from now on (PBX-12).
    func beginOrder(_ state: OrderState = .acknowledged) throws {
        let (company, now) = (company, site.clock.now)
        try write { database in
            try database.run(
                """
                INSERT INTO service_order
                    (number, company_id, contract, service, kind, state, is_divisible, account, applied_at, opening_day)
                VALUES (?1, ?2, ?3, 'smartPBX', 'add', ?4, FALSE, 'pbx@example.jp', ?5, ?6)
                """, OrderNumber.first, company, Self.code, state, now, now.day)
        }
    }

    func endOrder() throws { try write { try $0.run("UPDATE service_order SET state = 'completed'") } }

    func read<Value>(_ body: (Connection) throws -> Value) throws -> Value { try site.services.database.read(body) }

    func write(_ body: @escaping @Sendable (Connection) throws -> Void) throws {
        try site.services.database.writeAndWait(body)
    }

    /// `event subject before after`, oldest first.
    func audit(_ prefix: String) throws -> [String] {
        try read { database in
            try database.query(
                """
                SELECT event, subject, coalesce(before, ''), coalesce(after, '') FROM audit
                WHERE site = 'ordering' ORDER BY id
                """
            ) { [$0.text(0), $0.text(1), $0.text(2), $0.text(3)].joined(separator: " ") }
        }.filter { $0.hasPrefix(prefix) }
    }
}
