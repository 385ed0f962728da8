@testable import Accounts
import Crypto
import SQLite
@testable import Shell
@testable import Telephony
@testable import Telephony
import TestSite
import Testing

/// AUTH-7 and AUTH-11: what a refusal writes.
@Suite struct SignInRefusalTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"])
        try site.setPassword("hikari7days", of: "0312340001")
        try site.setPassword("hikari7days", of: "0312340002")
        try site.addContract("0312350001")
        try site.setPassword("hikari7days", of: "0312350001")
        try site.services.database.writeAndWait { database in
            try database.run("UPDATE credential SET failures = 10, voided_at = 1 WHERE number = '0312350001'")
        }
    }

    private func sum(_ sql: StaticString) throws -> Int {
        try site.services.database.read { try $0.first(sql) { $0.integer(0) } ?? 0 }
    }

    @Test(arguments: [
        ("unknown number", "0399999999"), ("wrong password", "0312340001"), ("wrong unit", "0312340002"),
        ("voided password", "0312350001"),
    ])
    func `AUTH-7 every refusal changes one row of a password and writes one line`(cause: String, number: String)
        async throws
    {
        let counts: StaticString = """
            SELECT (SELECT sum(failures) FROM credential) + (SELECT failures FROM nobodys_credential)
            """
        let before = (try sum(counts), try sum("SELECT count(*) FROM audit"))
        try await site.browser().signIn(number, "wrong7days")
        #expect(try sum(counts) == before.0 + 1, "\(cause)")
        #expect(try sum("SELECT count(*) FROM audit") == before.1 + 1, "\(cause)")
    }

    @Test func `AUTH-7 a password of before the policy rose costs a refusal as much as no password`() {
        let policy = Scrypt(n: 1 << 15, r: 8, p: 5)
        let cost = { (parameters: Scrypt) in parameters.n * parameters.r * parameters.p }
        for old in [Scrypt(n: 1 << 14, r: 8, p: 5), Scrypt(n: 1 << 15, r: 8, p: 1)] {
            let filling = PasswordHash.filling(policy, less: old)
            #expect(filling.map(cost) == cost(policy) - cost(old))
        }
        #expect(PasswordHash.filling(policy, less: policy) == nil)
        #expect(PasswordHash.filling(policy, less: Scrypt(n: 1 << 17, r: 8, p: 5)) == nil)
    }

    @Test func `AUTH-11 a flood of refusals is cut back to the newest, and nothing else of the trail is`() throws {
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            for place in 1...30 {
                for contract in [nil, 1, 2] {
                    let event: AuditEvent = place % 2 == 0 ? "sign-in.failed" : "sign-in.refused"
                    try AuditStore.write(
                        AuditEntry(
                            at: now + .seconds(place), contract: contract, number: nil, client: "192.0.2.1",
                            event: event,
                            subject: "\(place)"), database)
                }
            }
            try AuditStore.write(
                AuditEntry(at: now, contract: 1, number: nil, client: "192.0.2.1", event: "sign-in"), database)
            try database.run("DELETE FROM audit WHERE contract_id = 2 AND CAST(subject AS INTEGER) > 5")
            try SignInStore.forgetFloods(database, most: 10)
        }
        let left = try site.services.database.read { database in
            try database.query(
                "SELECT contract_id, count(*), min(subject + 0) FROM audit WHERE event <> 'sign-in' GROUP BY 1"
            ) {
                [$0.optionalInteger(0) ?? 0, $0.integer(1), $0.integer(2)]
            }
        }
        #expect(left == [[0, 10, 21], [1, 10, 21], [2, 5, 1]])
        #expect(try site.auditEvents().filter { $0 == "sign-in" }.count == 1)
    }
}
