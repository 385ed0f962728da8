import HTTP
import SQLite
@testable import Shell
import Synchronization
import TestSite
import Testing

@Suite struct FullDiskTests {
    private let site: TestSite
    private var database: Database { site.services.database }

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"])
    }

    /// The database's file can grow no more.
    private func fill() async throws {
        try await database.write { connection in
            // Never less than there are.
            _ = try connection.exists("PRAGMA max_page_count = 1")
        }
    }

    @Test func `a save that finds the disk full says that nothing was changed, and that the site's disk is full`()
        async throws
    {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/bulk-forwarding/import")
        try await fill()
        let lines = String(repeating: "0312340001,09012345678\r\n", count: 5000)
        let page = await browser.upload("/bulk-forwarding/import", file: "file", name: "a.csv", Array(lines.utf8))
        #expect(page.status == .serviceUnavailable)
        #expect(page.response.fields["retry-after"] == "300")
        #expect(page.text.contains("サイトのディスクがいっぱいのため、保存できませんでした。設定は何も変わっていません。"))
        #expect(page.text.contains("action=\"/logout\""))
        #expect(site.log.all.contains { $0.contains("refused: the disk is full") })
    }

    @Test func `AUTH-10 what could not be written of a sign-out is known to the next program, until it is written`()
        async throws
    {
        let (first, second, journal) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32), Journal())
        try await database.write { try $0.run("CREATE TABLE ended (hash BLOB)") }
        let before = EndedSessions(journal: journal)
        for session in [first, second] {
            await before.end(session, in: database) { _ in throw DatabaseError.full }
        }
        #expect(journal.kept == [first, second])

        let after = EndedSessions(journal: journal)
        after.restore(.sessions(journal.kept)) { try $1.run("INSERT INTO ended (hash) VALUES (?1)", $0 ?? []) }
        #expect(after.has(first) && after.has(second) && !after.has([3]))
        await after.write(to: database)
        #expect(try ended() == [first, second])
        #expect(!after.has(first) && journal.kept.isEmpty)
    }

    @Test func `AUTH-10 a program that cannot tell which sessions are over lets none live on`() async throws {
        let ended = EndedSessions(journal: Journal())
        try await database.write { try $0.run("CREATE TABLE ended (hash BLOB)") }
        ended.restore(.everything) { try $1.run("INSERT INTO ended (hash) VALUES (?1)", $0 ?? [9]) }
        #expect(ended.has([1]))
        await ended.write(to: database)
        #expect(!ended.has([1]))
        #expect(try self.ended() == [[9]])
    }

    private func ended() throws -> Set<[UInt8]> {
        Set(try database.read { try $0.query("SELECT hash FROM ended") { $0.bytes(0) } })
    }

    private final class Journal: SessionJournal {
        private let state = Mutex<[[UInt8]]>([])
        var kept: [[UInt8]] { state.withLock { $0 } }
        func keep(_ sessions: [[UInt8]]) async { state.withLock { $0 = sessions } }
    }

    @Test func `AUTH-10 signing out holds at once though it cannot be written, and is written when it can be`()
        async throws
    {
        let browser = try await site.signedIn("0312340001")
        try await database.write { connection in
            try connection.run(
                "CREATE TRIGGER broken BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END")
        }
        await browser.get("/services")
        let stolen = site.browser()
        stolen.cookies = browser.cookies
        let page = await browser.post("/logout", [])
        #expect(page.status == .seeOther && page.response.fields["location"] == "/login?signed-out=1")
        let late = await stolen.get("/services")
        #expect(late.response.fields["location"]?.hasPrefix("/login?ended=elsewhere") == true)
        #expect(await stolen.get("/login").status == .ok)
        #expect(try !site.auditEvents().contains("sign-out"))
        await site.services.endedSessions.write(to: database)
        #expect(await stolen.get("/services").status == .seeOther)
        try await database.write { try $0.run("DROP TRIGGER broken") }
        await site.services.endedSessions.write(to: database)
        #expect(try site.auditEvents().contains("sign-out"))
        #expect(try !database.read { try $0.exists("SELECT 1 FROM session") })
    }
}
