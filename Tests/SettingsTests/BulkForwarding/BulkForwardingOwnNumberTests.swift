import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// FWD-8, AUTH-3: whose number is forwarded by others sees what becomes of its calls, and no way that is closed to it.
@Suite struct BulkForwardingOwnNumberTests {
    private func site(isOn: Bool) throws -> TestSite {
        let site = try TestSite()
        let contract = try site.addContract("0312340001", ["0312340002", "0312340003"], unit: .administratorAndUser)
        try site.services.database.writeAndWait { database in
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (?1, ?2, 1, 0, 'operator')",
                contract, isOn ? 1 : 0)
            try database.run(
                """
                INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
                VALUES (?1, '0312340002', '09012345678', 1)
                """, contract)
        }
        return site
    }

    @Test func `FWD-8 a user sees where its own calls go, and no link to pages that are not for it`() async throws {
        let site = try site(isOn: true)
        let user = try await site.signedIn("0312340002")
        let page = await user.get("/services")
        #expect(page.text.contains("一括転送中です") && page.text.contains("090-1234-5678"))
        #expect(!page.text.contains("href=\"/bulk-forwarding"))
        let other = try await site.signedIn("0312340003")
        #expect(await other.get("/services").text.contains("かけた方には話中音が流れます"))
        let administrator = try await site.signedIn("0312340001")
        #expect(await administrator.get("/history").text.contains("href=\"/bulk-forwarding/service\""))
    }

    @Test func `FWD-8 a user whose destination was taken away sees what its callers hear`() async throws {
        let site = try site(isOn: true)
        try site.services.database.writeAndWait { database in
            try database.run("UPDATE bulk_forwarding_destination SET destination = NULL, version = 2")
        }
        let page = await (try await site.signedIn("0312340002")).get("/services")
        #expect(page.status == .ok && page.text.contains("かけた方には話中音が流れます"))
    }

    @Test func `FWD-8 while forwarding is off a user sees what would become of its calls`() async throws {
        let user = try await site(isOn: false).signedIn("0312340002")
        let page = await user.get("/services")
        print("DEBUG", page.status, page.location ?? "-", page.words.prefix(3000))
        #expect(page.text.contains("一括転送は停止しています") && page.text.contains("090-1234-5678"))
    }
}
