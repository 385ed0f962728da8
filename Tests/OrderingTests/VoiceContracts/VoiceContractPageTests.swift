import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ご契約・運用状況.
@Suite struct VoiceContractPageTests {
    private let site: TestOrderingSite
    private let code: ContractCode
    private let company: Int

    init() async throws {
        site = try TestOrderingSite()
        let company = try site.addCompany()
        self.company = company
        let code = try #require(ContractCode("N200000002"))
        let (group, base) = (try #require(VoiceGroupCode("VG00000001")), try #require(PhoneNumber("0312346000")))
        let contract = VoiceContract(code: code, group: group, type: .universalOne, isCloudPlan: true)
        let (draft, now) = (try VoiceContractDraft(contract, bases: [base]), site.clock.now)
        let more = try #require(NumberRun(first: base, count: 131)).numbers.dropFirst()
        try await site.services.database.write { database in
            _ = try VoiceContractOperator.add(draft, of: company, at: now, database)
            try VoiceNumberStore.add(
                more.map { ($0, NumberFeatures(messageBox: $0.digits.hasSuffix("7"))) }, to: base, of: code, at: now,
                database)
        }
        self.code = code
    }

    private func browser(_ grant: Grant, of company: Int? = nil) async throws -> TestBrowser {
        let address = "user\(company ?? 0)\(grant.hashValue.magnitude)@example.jp"
        try site.addAccount(address, of: company ?? self.company, grants: [grant])
        return try await site.signedIn(address)
    }

    @Test func `VOICE-4 a contract of the cloud plan says so, with its numbers by pages and by search`() async throws {
        let browser = try await browser(Grant(.service(.ipVoice), .view))
        #expect((await browser.get("/ip-voice/contracts")).words.contains("IP Voice（Universal One）（クラウド）"))
        let page = await browser.get("/ip-voice/contracts/\(code)")
        #expect(page.text.contains("<dt>タイプ</dt><dd>クラウド</dd>") && page.words.contains("131番号"))
        #expect(page.text.contains("03-1234-6099") && !page.text.contains("03-1234-6100"))
        // Who may only look is offered no order.
        #expect(!page.text.contains("/ip-voice/orders?contract="))
        let found = await browser.get("/ip-voice/contracts/\(code)?q=03-1234-6127")
        #expect(found.words.contains("1番号") && found.words.contains("メッセージボックス"))
        #expect(!found.text.contains("03-1234-6126"))
    }

    @Test func `RIGHT-4 another company's contract, and another service's, is none`() async throws {
        let other = try site.addCompany("株式会社ほしぞら")
        let stranger = try await browser(Grant(.everything, .edit), of: other)
        #expect(await stranger.get("/ip-voice/contracts/\(code)").status == .notFound)
        #expect(!(await stranger.get("/ip-voice/contracts")).text.contains(code.text))
        let neighbour = try await browser(Grant(.service(.smartPBX), .edit))
        #expect(await neighbour.get("/ip-voice/contracts/\(code)").status == .forbidden)
        let own = try await browser(Grant(.everything, .edit))
        #expect(await own.get("/smart-pbx/contracts/\(code)").status == .notFound)
        #expect((await own.get("/ip-voice/contracts/\(code)")).text.contains("/ip-voice/orders?contract=\(code)"))
    }
}
