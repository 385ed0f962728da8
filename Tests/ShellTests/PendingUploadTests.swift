import SQLite
@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct PendingUploadTests {
    private let site: TestSite
    private let owner: PendingUpload.Owner

    init() throws {
        site = try TestSite()
        owner = PendingUpload.Owner(kind: "a", account: "0312340001", tenant: try site.addContract("0312340001"))
    }

    private func keep(_ text: String, _ token: String, _ owner: PendingUpload.Owner) throws {
        let (now, key) = (site.clock.now, site.services.key)
        try site.services.database.writeAndWait {
            try PendingUploadStore.keep(Array(text.utf8), token: token, of: owner, at: now, key, $0)
        }
    }

    private func find(_ token: String, _ owner: PendingUpload.Owner) throws -> PendingUpload? {
        try site.services.database.read {
            try PendingUploadStore.find(token, of: owner, at: site.clock.now, site.services.key, $0)
        }
    }

    @Test func `security 53 a waiting file is sealed, its owner's alone, and replaced by the next`() throws {
        try keep("0312340001", "token", owner)
        #expect(try find("token", owner)?.content == Array("0312340001".utf8))
        let isClear = try site.services.database.read { database in
            try database.exists("SELECT 1 FROM pending_upload WHERE instr(sealed, CAST('0312340001' AS BLOB)) > 0")
        }
        #expect(!isClear)
        #expect(try find("other", owner) == nil)
        #expect(try find("token", PendingUpload.Owner(kind: "b", account: owner.account, tenant: owner.tenant)) == nil)
        #expect(try find("token", PendingUpload.Owner(kind: "a", account: "0312340002", tenant: owner.tenant)) == nil)
        try keep("x", "next", owner)
        #expect(try find("token", owner) == nil)
        #expect(try find("next", owner)?.isUsed == false)
        site.clock.advance(PendingUpload.lifetime)
        #expect(try find("next", owner) == nil)
    }

    @Test func `what has been carried out is known to have been, and nothing of it is left`() throws {
        try keep("x", "token", owner)
        let upload = try #require(try find("token", owner))
        try site.services.database.writeAndWait { try PendingUploadStore.markBegun(upload, as: "job", $0) }
        let begun = try #require(try find("token", owner))
        #expect(begun.isUsed && begun.content == nil && begun.job == "job")
    }

    @Test func `a file that a job still needs outlives its page`() throws {
        try keep("x", "token", owner)
        try keep("y", "idle", PendingUpload.Owner(kind: "b", account: owner.account, tenant: owner.tenant))
        let upload = try #require(try find("token", owner))
        try site.services.database.writeAndWait {
            try PendingUploadStore.markBegun(upload, as: "job", keepsContent: true, $0)
        }
        for (wait, left) in [(PendingUpload.lifetime, 1), (PendingUpload.lifetimeInJob, 0)] {
            site.clock.advance(wait)
            let now = site.clock.now
            let count = try site.services.database.writeAndWait { database in
                try PendingUploadStore.forgetOld(at: now, database)
                return try database.first("SELECT count(*) FROM pending_upload") { $0.integer(0) }
            }
            #expect(count == left)
        }
    }
}
