import HTTP
import SQLite
@testable import Shell
import TestSite
import Testing

/// Facts are read once for each revision; nobody must ever notice.
@Suite struct RevisionFactsTests {
    private final class Somebody: Visitor {
        let (account, tenant, revision): (String, Int, Int)
        let label = VisitorLabel(account: "", tenantName: "", isSpecimen: false)

        init(of tenant: Int, revision: Int) { (account, self.tenant, self.revision) = ("", tenant, revision) }
    }

    @Test func `A tenant's facts are read again when its revision is another, and nobody else's with them`() {
        let facts = RevisionFacts<String>(capacity: 2)
        var reads: [String] = []
        func read(_ tenant: Int, _ revision: Int, _ value: String) -> String {
            facts.value(for: Somebody(of: tenant, revision: revision)) {
                reads.append(value)
                return value
            }
        }
        #expect(read(1, 1, "a") == "a" && read(1, 1, "b") == "a" && read(2, 1, "c") == "c")
        #expect(read(1, 2, "d") == "d" && read(2, 1, "e") == "c")
        // A third is too many: all are read anew.
        #expect(read(3, 1, "f") == "f" && read(1, 2, "g") == "g")
        #expect(reads == ["a", "c", "d", "f", "g"])
    }

    @Test func `サービス選択 shows at once what anybody has changed`() async throws {
        let site = try TestSite()
        let contract = try site.addContract("0312340001", ["0312340002", "0312340003"])
        let browser = try await site.signedIn("0312340001")
        let before = await browser.get("/services").text
        #expect(await browser.get("/services").text == before)
        let form = [("destination-0312340001", "0398765432"), ("version-0312340001", "0")]
        await browser.get("/bulk-forwarding")
        #expect(await browser.post("/bulk-forwarding", form).status == .seeOther)
        _ = await browser.get("/bulk-forwarding")
        let registered = await browser.get("/services").text
        #expect(registered != before)
        try site.services.database.writeAndWait { database in
            try database.run("INSERT INTO phone_number (number, contract_id) VALUES ('0312340009', ?1)", contract)
        }
        #expect(await browser.get("/services").text != registered)
    }
}
