import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// EXCH-3: who is heard at the door for companies' programs.
@Suite struct CompanyTokenTests {
    private struct House {
        let site: TestOrderingSite
        let company: Int
        let program: TestProgram

        init(_ grants: [Grant] = [Grant(.everything, .edit)]) throws {
            site = try TestOrderingSite()
            company = try site.addCompany()
            try site.addAccount("erp@example.jp", of: company, grants: grants)
            program = try site.program("erp@example.jp", of: company)
        }

        func write(_ body: @escaping @Sendable (Connection) throws -> Void) throws {
            try site.services.database.writeAndWait(body)
        }
    }

    @Test func `EXCH-3 a token is heard in Authorization alone, and is nowhere to be read again`() async throws {
        let house = try House()
        #expect(await house.program.get("/productOrder").status == .ok)
        let token = try #require(house.program.token)
        let stored = try house.site.services.database.read { database in
            try database.query("SELECT token_hash, label FROM company_token") { ($0.bytes(0), $0.text(1)) }
        }
        #expect(stored.map(\.0) == [CompanyToken(shown: token).hash] && stored.map(\.1) == ["ERP"])
        for path in ["/productOrder?token=\(token)", "/event?access_token=\(token)", "/productOrder/2?a=\(token)"] {
            var silent = house.program
            silent.token = nil
            #expect(await silent.get(path).status == .unauthorized, "\(path)")
            let told = await house.program.get(path)
            #expect(told.status == .badRequest && told["code"] == "query", "\(path)")
        }
        #expect(!house.site.log.all.contains { $0.contains(token) })
        #expect(try house.site.auditEvents() == ["token.added"])
    }

    @Test func `EXCH-3 what is no token of the company's is 401, with a hint how to come, and writes no page`()
        async throws
    {
        let house = try House()
        let token = try #require(house.program.token)
        for shown in [nil, "x", "", String(token.dropLast()), token + "x", "hikari-order-"] {
            var stranger = house.program
            stranger.token = shown
            let answer = await stranger.get("/event")
            #expect(answer.status == .unauthorized && answer["code"] == "token", "\(shown ?? "-")")
            #expect(answer.response.fields["www-authenticate"] == "Bearer")
            #expect(answer.response.contentType == "application/problem+json")
        }
        let basic = Request(path: "/event", fields: [("Authorization", "Basic \(token)")])
        #expect(await house.site.router.reply(to: basic).status == .unauthorized)
        let doubled = Request(
            path: "/event", fields: [("Authorization", "Bearer \(token)"), ("Authorization", "Bearer \(token)")])
        #expect(await house.site.router.reply(to: doubled).status == .unauthorized)
    }

    @Test func `EXCH-3 a session of a browser does not open the door, nor does a token open pages`() async throws {
        let house = try House()
        let browser = try await house.site.signedIn("erp@example.jp")
        let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        var silent = house.program
        silent.token = nil
        #expect(await silent.get("/productOrder", cookies: cookies).status == .unauthorized)
        let page = await house.program.get("/orders")
        #expect(page.response.fields["location"]?.hasPrefix("/login") == true)
    }

    @Test func `EXCH-3 a token ends with its account, with its removal, and outside the company's networks`()
        async throws
    {
        let house = try House()
        let (company, now) = (house.company, house.site.clock.now)
        let networks = SourceNetworks([try #require(SourceNetwork("198.51.100.0/24"))])
        try house.write {
            try CompanyStore.set(Company.Settings(idleMinutes: nil, networks: networks), of: company, $0)
        }
        let refused = await house.program.get("/event")
        #expect(refused.status == .forbidden && refused["code"] == "network")
        var inside = house.program
        inside.address = "198.51.100.7"
        #expect(await inside.get("/event").status == .ok)

        try house.write { _ = try CompanyTokenOperator.remove(1, at: now, $0) }
        #expect(await inside.get("/event").status == .unauthorized)
        #expect(try house.site.auditEvents().suffix(1) == ["token.removed"])

        var other = try house.site.program("erp@example.jp", of: company, from: "198.51.100.7")
        other.address = "198.51.100.7"
        #expect(await other.get("/event").status == .ok)
        try house.write { try AccountStore.setVoid(1, $0) }
        #expect(await other.get("/event").status == .unauthorized)
        // One that is invited again has none of its old tokens.
        try house.write { try AccountStore.invite(1, $0) }
        #expect(await other.get("/event").status == .unauthorized)
    }

    @Test func `EXCH-3 tokens are given for active accounts of the company only, a bounded number of them`() throws {
        let house = try House()
        try house.site.addAccount("new@example.jp", of: house.company, password: nil)
        let other = try house.site.addCompany("見知らぬ株式会社")
        let (company, now) = (house.company, house.site.clock.now)
        func add(_ account: String, of company: Int, _ label: String = "") throws {
            let mail = try #require(MailAddress(account))
            let token = CompanyToken(random: house.site.services.random)
            try house.write {
                _ = try CompanyTokenOperator.add(token, for: mail, of: company, label: label, at: now, $0)
            }
        }
        #expect(throws: CompanyTokenOperator.Fault.accountNotActive) { try add("new@example.jp", of: company) }
        #expect(throws: CompanyTokenOperator.Fault.accountUnknown) { try add("nobody@example.jp", of: company) }
        #expect(throws: CompanyTokenOperator.Fault.accountUnknown) { try add("erp@example.jp", of: other) }
        let long = String(repeating: "あ", count: CompanyToken.longestLabel + 1)
        #expect(throws: CompanyTokenOperator.Fault.label) { try add("erp@example.jp", of: company, long) }
        for _ in 1..<CompanyToken.most { try add("erp@example.jp", of: company) }
        #expect(throws: CompanyTokenOperator.Fault.tooMany) { try add("erp@example.jp", of: company) }
    }

    @Test func `EXCH-3 a token is heard so often a minute, each for itself`() async throws {
        let house = try House()
        let other = try house.site.program("erp@example.jp", of: house.company)
        for _ in 0..<ProgramRates.readsPerMinute { #expect(await house.program.get("/event").status == .ok) }
        house.site.clock.advance(.seconds(20))
        let refused = await house.program.get("/event")
        #expect(refused.status == .tooManyRequests && refused["code"] == "too-many-requests")
        #expect(refused.response.fields["retry-after"] == "41")
        #expect(await other.get("/event").status == .ok)
        house.site.clock.advance(.seconds(40))
        #expect(await house.program.get("/event").status == .ok)
    }

    @Test func `EXCH-3 who shows wrong tokens is told to wait, and takes nothing from who shows a right one`()
        async throws
    {
        let house = try House()
        var stranger = house.program
        stranger.token = "x"
        for _ in 0..<OrderingPolicy().signInAttemptsPerMinute {
            #expect(await stranger.get("/event").status == .unauthorized)
        }
        let refused = await stranger.get("/event")
        #expect(refused.status == .tooManyRequests && refused.response.fields["retry-after"] == "61")
        #expect(await house.program.get("/event").status == .ok)
        house.site.clock.advance(.minutes(1))
        #expect(await stranger.get("/event").status == .unauthorized)
    }

    @Test func `EXCH-3 the memory of tokens is bounded`() {
        let rates = ProgramRates()
        let now = Moment(milliseconds: 1_800_000_000_000)
        for token in 0..<25_000 { _ = rates.wait(.write, of: token, at: now) }
        #expect(rates.count <= 10_000)
    }

    @Test func `EXCH-3 what is no address of the door is refused as it writes`() async throws {
        let house = try House()
        let path = Request(method: .put, path: "/productOrder")
        let answer = await house.site.router.reply(to: path)
        #expect(answer.status == .methodNotAllowed && answer.contentType == "application/problem+json")
        #expect(await house.program.get("/productOrder/x").status == .notFound)
        #expect(await house.program.get("/productOrder/200000000001").status == .notFound)
        for query in ["limit=0", "limit=101", "limit=x", "after=1", "state=x", "state=draft", "limit=1&limit=2", "a"] {
            #expect(await house.program.get("/productOrder?\(query)").status == .badRequest, "\(query)")
        }
        for query in ["limit=1001", "after=-1", "after=x", "after=9999999999999999999", "state=completed"] {
            #expect(await house.program.get("/event?\(query)").status == .badRequest, "\(query)")
        }
    }
}
