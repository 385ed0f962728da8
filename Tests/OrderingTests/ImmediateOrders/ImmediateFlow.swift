import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A person at the pages on which telephone numbers are ordered. voice@example.jp is signed in with 参照・編集.
final class ImmediateFlow: Sendable {
    let site: TestOrderingSite
    let company: Int
    let browser: TestBrowser
    let path: String

    static let code = "N200000001"
    static let base = "0312345000"
    static let customer: [(String, String)] = [
        ("contact-company", "株式会社あおぞら"), ("contact-person", "青空 花子"), ("contact-telephone", "03-1234-5678"),
        ("contact-mail", "hanako@example.jp"),
    ]

    /// - Parameters:
    ///   - kind: as it stands in the address.
    ///   - dialIns: numbers that follow the base number.
    init(
        _ kind: String = "numbers", _ type: VoiceContractType = .universalOne, dialIns: Int = 2, block: Int = 50,
        hasMembersNet: Bool = false, isInEmergencyArea: Bool = true, isCloudPlan: Bool = false, at hour: Int = 10,
        grants: [Grant] = [Grant(.service(.ipVoice), .edit)]
    ) async throws {
        site = try TestOrderingSite()
        path = "/ip-voice/orders/immediate/\(kind)"
        site.clock.advance(.november(27, hour) - site.clock.now)
        company = try site.addCompany()
        let (company, now) = (company, site.clock.now)
        let contract = VoiceContract(
            code: try #require(ContractCode(Self.code)), group: try #require(VoiceGroupCode("VG00000001")), type: type,
            isCloudPlan: isCloudPlan, hasMembersNet: hasMembersNet, isInEmergencyArea: isInEmergencyArea)
        let (base, first) = (try Self.number(Self.base), try Self.number("05012345000"))
        let run = try #require(NumberRun(first: base, count: 1 + dialIns))
        try site.services.database.writeAndWait { database in
            try NumberBlockOperator.add(
                area: "03", first: base, count: 1 + dialIns + block, inUse: [], at: now, database)
            try NumberBlockOperator.add(area: "050", first: first, count: block, inUse: [], at: now, database)
            _ = try VoiceContractOperator.add(
                try VoiceContractDraft(contract, bases: [base]), of: company, at: now, database)
            let more = Array(run.numbers.dropFirst())
            try VoiceNumberStore.add(more.map { ($0, .none) }, to: base, of: contract.code, at: now, database)
            try NumberBlockStore.giveDirectly(more, database)
        }
        try site.addAccount("voice@example.jp", of: company, grants: grants)
        browser = try await site.signedIn("voice@example.jp")
    }

    static func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(clean: digits)) }

    @discardableResult
    func send(_ step: String, _ form: [(String, String)]) async -> TestPage {
        let seen = ["draft", "version", "shown", "rowCount", "codeCount"].compactMap { name in
            browser.page.value(of: name).map { (name, $0) }
        }
        return await browser.post("\(path)/\(step)", seen + form)
    }

    /// Of the page.
    var draft: String { browser.page.value(of: "draft") ?? "" }

    @discardableResult
    func follow() async throws -> TestPage {
        await browser.get(try #require(browser.page.location, "\(browser.page.problems) \(browser.page.words)"))
    }

    /// From the chart to 番号の選択.
    @discardableResult
    func agree() async throws -> TestPage {
        await browser.get("\(path)/agreement?contract=\(Self.code)")
        await send(
            "agreement", [("agree", "yes"), ("contract", Self.code), ("seen", browser.page.value(of: "seen") ?? "")])
        return try await follow()
    }

    /// To the page after 番号の選択.
    @discardableResult
    func pick(_ numbers: [String] = [base], _ more: [(String, String)] = []) async throws -> TestPage {
        try await agree()
        await send("numbers", numbers.map { ("tick-\($0)", "yes") } + [("act", "next")] + more)
        return try await follow()
    }

    /// From the rows to the check page.
    @discardableResult
    func check(_ rows: [(String, String)]) async throws -> TestPage {
        await send("content", rows + [("act", "next")])
        try await follow()
        await send("customer", Self.customer)
        return try await follow()
    }

    static func row(_ kind: String, _ count: String) -> [(String, String)] {
        [("base-0", base), ("kind-0", kind), ("count-0", count)]
    }

    func orders() throws -> [Order] { try read { try OrderStore.all(in: nil, $0) } }

    func complete() throws {
        try site.services.database.writeAndWait { try $0.run("UPDATE service_order SET state = 'completed'") }
    }

    func read<Value>(_ body: (Connection) throws -> Value) throws -> Value { try site.services.database.read(body) }

    func reserve(_ count: Int, in area: String = "03", of company: Int? = nil) throws -> String {
        let (company, now) = (company ?? self.company, site.clock.now)
        return try site.services.database.writeAndWait {
            try NumberBlockOperator.reserve(
                count, in: area, of: company, NumberPolicy(), random: NumberHouse.random, at: now, $0)
        }.code.text
    }
}
