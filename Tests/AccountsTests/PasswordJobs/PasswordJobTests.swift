@testable import Accounts
import Crypto
import Foundation
import HTTP
import SQLite
import TestSite
@testable import Shell
import Synchronization
@testable import Telephony
import Testing

@Suite struct PasswordJobTests {
    let contract: AdministratorSite
    let lines = AdministratorSite.many(20)

    init() throws { contract = try AdministratorSite(AdministratorSite.many(20).map(\.0)) }

    private var services: Services { contract.site.services }

    private func done() throws -> Int { try contract.count("SELECT done FROM password_job") }

    private func sealed() throws -> Int {
        try contract.count("SELECT count(*) FROM password_job_line WHERE sealed IS NOT NULL")
    }

    @Test func `PW-6 progress is noted chunk by chunk and what is hashed is erased`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        #expect(try sealed() == 20)
        contract.site.clock.advance(.seconds(2))
        #expect(try await PasswordJobs.step(services, kinds: PasswordJobKind.all))
        #expect(try done() == 8)
        #expect(try sealed() == 12)
        let page = await browser.get(job).text
        #expect(page.contains("20件のうち8件") && page.contains("（40％）"))
        #expect(page.contains("<progress class=\"progress\" max=\"20\" value=\"8\""))
        #expect(page.contains("ごろ"))
        #expect(try contract.count("SELECT count(*) FROM credential WHERE must_change = 1") == 0)
        #expect(try await PasswordJobs.step(services, kinds: PasswordJobKind.all))
        #expect(try await PasswordJobs.step(services, kinds: PasswordJobKind.all))
        #expect(await browser.get(job).text.contains("まもなく設定に反映します"))
        #expect(try await PasswordJobs.step(services, kinds: PasswordJobKind.all))
        #expect(try contract.count("SELECT count(*) FROM credential WHERE must_change = 1") == 20)
        #expect(try contract.count("SELECT count(*) FROM password_job_line") == 0)
        #expect(try await !PasswordJobs.step(services, kinds: PasswordJobKind.all))
        #expect(await browser.get(job).text.contains("20番号のパスワードを設定しました"))
    }

    @Test func `PW-6 nothing that was typed is readable in the database`() async throws {
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        _ = try await PasswordJobs.step(services, kinds: PasswordJobKind.all)
        let path = try contract.database.read { try $0.first("PRAGMA database_list") { $0.text(2) } }
        let file = try #require(path)
        for ending in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file + ending))
            for (_, password) in lines { #expect(bytes.range(of: Data(password.utf8)) == nil) }
        }
    }

    @Test func `PW-6 a sealed password opens in its own place only`() throws {
        let number = try #require(PhoneNumber("0312351000"))
        let other = try #require(PhoneNumber("0312351001"))
        let key = PasswordJobSeal.key(of: "one", services.key)
        let sealed = try SealedBox(
            sealing: Array("Yamabuki58".utf8), key: key, context: PasswordJobSeal.context("one", number)
        ).bytes
        #expect(try PasswordJobSeal.open(sealed, "one", number, key) == "Yamabuki58")
        #expect(try PasswordJobSeal.open(sealed, "one", other, key) == nil)
        #expect(try PasswordJobSeal.open(sealed, "two", number, PasswordJobSeal.key(of: "two", services.key)) == nil)
    }

    @Test func `PW-6 a restart in the middle goes on where it was`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        _ = try await PasswordJobs.step(services, kinds: PasswordJobKind.all)
        let again = try restarted()
        defer { again.database.close() }
        try await contract.workOff(again)
        #expect(await browser.get(job).text.contains("20番号のパスワードを設定しました"))
        let (number, password) = lines[0]
        #expect(try await contract.site.browser().signIn(number, password).location == "/password")
        #expect(try await contract.site.browser().signIn(lines[19].0, lines[19].1).location == "/password")
    }

    @Test func `PW-6 a server that was killed between its hashes and their note makes them anew`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        let chunk = try #require(try contract.database.read { try PasswordJobWorkStore.next($0) })
        #expect(chunk.lines.count == 8)
        // Whoever was killed here has noted nothing; the next server finds the same lines.
        try await contract.workOff()
        // And if it was not dead but slow, its hashes come too late.
        let late = try [PasswordJobResult](
            repeating: .made(PasswordHash(of: "late7days", salt: [1], parameters: services.work.hashingCost)), count: 8)
        try await services.database.write { try PasswordJobWorkStore.save(late, of: chunk, $0) }
        #expect(await browser.get(job).text.contains("20番号のパスワードを設定しました"))
        #expect(try await contract.site.browser().signIn(lines[0].0, lines[0].1).location == "/password")
    }

    @Test func `PW-6 a job is stopped after a question and nothing is changed`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        _ = try await PasswordJobs.step(services, kinds: PasswordJobKind.all)
        let id = try #require(job.components(separatedBy: "id=").last)
        let question = await browser.get("/password/job/stop?id=\(id)")
        #expect(question.text.contains("処理を中止する") && question.text.contains("20件のうち8件"))
        #expect(await browser.post("/password/job/stop", [("id", id)]).location == job)
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("処理を中止しました。設定は何も変わっていません。"))
        #expect(try contract.count("SELECT count(*) FROM password_job_line") == 0)
        #expect(try contract.count("SELECT count(*) FROM credential WHERE must_change = 1") == 0)
        #expect(try contract.site.auditEvents().contains("password-job.stopped"))
        #expect(await browser.get("/password/job/stop?id=\(id)").location == job)
    }

    @Test func `PW-6 only the number that began a job sees it`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        let id = try #require(job.components(separatedBy: "id=").last)
        let user = try await contract.site.signedIn(lines[0].0)
        #expect(await user.get(job).status == .notFound)
        #expect(await user.get("/password/job/stop?id=\(id)").status == .notFound)
        #expect(await user.get("/password/job/remarks.csv?id=\(id)").status == .notFound)
        await user.get("/services")
        #expect(await user.post("/password/job/stop", [("id", id)]).status == .notFound)
        #expect(await browser.get("/password/job?id=x").status == .notFound)
        #expect(await browser.get("/password/job").status == .notFound)
    }

    @Test func `PW-6 contracts take turns`() async throws {
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        let others = (0..<20).map { ("031236\(String(1000 + $0))", "Yamabuki58") }
        try contract.site.addContract("0312360001", others.map(\.0), unit: .administratorAndUser)
        let other = try await contract.site.signedIn("0312360001")
        _ = try await contract.begin(others, other)
        var seen: [[Int]] = []
        for _ in 1...4 {
            _ = try await PasswordJobs.step(services, kinds: PasswordJobKind.all)
            seen.append(
                try contract.database.read {
                    try $0.query("SELECT done FROM password_job ORDER BY contract_id") { $0.integer(0) }
                })
        }
        #expect(seen == [[8, 0], [8, 8], [16, 8], [16, 16]])
    }

    @Test func `PW-6 an end that cannot be written is tried again and holds up nobody`() async throws {
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        let broken = PasswordJobKind(
            name: PasswordImport.jobKind.name, work: .set, title: { _ in "" }, path: "",
            complete: { _, _, database in
                try database.run("DELETE FROM credential")
                throw DiskFull()
            })
        while try done() < 20 { _ = try await PasswordJobs.step(services, kinds: [broken]) }
        await #expect(throws: DiskFull.self) { try await PasswordJobs.step(services, kinds: [broken]) }
        #expect(try contract.state(of: "0312340001").regular != nil)
        #expect(try contract.count("SELECT count(*) FROM password_job WHERE state = 'waiting'") == 1)
        try await contract.workOff()
        #expect(try contract.count("SELECT count(*) FROM credential WHERE must_change = 1") == 20)
    }

    @Test func `PW-6 a full disk loses nothing`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        try contract.database.writeAndWait { database in
            _ = try database.run(
                "CREATE TRIGGER full BEFORE UPDATE ON password_job BEGIN SELECT raise(ABORT, 'full'); END")
        }
        await #expect(throws: SQLiteError.self) { try await contract.workOff() }
        #expect(try done() == 0)
        #expect(try sealed() == 20)
        try contract.database.writeAndWait { database in _ = try database.run("DROP TRIGGER full") }
        try await contract.workOff()
        #expect(await browser.get(job).text.contains("20番号のパスワードを設定しました"))
    }

    @Test func `PW-6 sign-ins that fill the queue go first`() async throws {
        let lane = FullNow()
        let contract = try AdministratorSite(AdministratorSite.many(20).map(\.0), hashing: lane)
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        lane.isFull.withLock { $0 = true }
        #expect(try await !PasswordJobs.step(contract.site.services, kinds: PasswordJobKind.all))
        #expect(try contract.count("SELECT done FROM password_job") == 0)
        lane.isFull.withLock { $0 = false }
        try await contract.workOff()
        #expect(try contract.count("SELECT count(*) FROM credential WHERE must_change = 1") == 20)
    }

    @Test func `PW-6 one thread of the queue is always left to sign-ins`() {
        #expect([1, 2, 3, 5, 16].map { PasswordJobs.width(of: Wide(width: $0)) } == [1, 1, 2, 4, 4])
    }

    @Test func `PW-6 passwords that waited a day are no longer set`() async throws {
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        contract.site.clock.advance(.hours(24))
        try await contract.workOff()
        #expect(try contract.count("SELECT count(*) FROM password_job WHERE state = 'failed'") == 1)
        #expect(try contract.count("SELECT count(*) FROM password_job_line") == 0)
        #expect(try contract.count("SELECT count(*) FROM credential WHERE must_change = 1") == 0)
    }

    @Test func `PW-6 a server with another key says so and sets nothing`() async throws {
        let browser = try await contract.signedIn()
        let job = try await contract.begin(lines, browser)
        let again = try restarted(key: 4)
        defer { again.database.close() }
        try await contract.workOff(again)
        #expect(await browser.get(job).text.contains("サーバーの鍵が替わったため"))
        #expect(try contract.count("SELECT count(*) FROM password_job_line") == 0)
    }

    @Test func `PW-6 the result is kept for 30 days`() async throws {
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        try await contract.workOff()
        for (days, count) in [(29, 1), (1, 0)] {
            contract.site.clock.advance(.days(days))
            let now = contract.site.clock.now
            try contract.database.writeAndWait { try PasswordJobStore.forgetOld(at: now, $0) }
            #expect(try contract.count("SELECT count(*) FROM password_job") == count)
        }
    }

    @Test func `OPS-1 a contract that is removed takes its job along`() async throws {
        let browser = try await contract.signedIn()
        _ = try await contract.begin(lines, browser)
        _ = try await PasswordJobs.step(services, kinds: PasswordJobKind.all)
        try contract.database.writeAndWait { database in _ = try database.run("DELETE FROM contract") }
        try await contract.workOff()
        #expect(try contract.count("SELECT count(*) FROM password_job_line") == 0)
    }

    /// The next server on the same file.
    private func restarted(key: UInt8 = 3) throws -> Services {
        let path = try contract.database.read { try $0.first("PRAGMA database_list") { $0.text(2) } }
        return Services(
            database: try Database(path: try #require(path), migrationLists: TestSite.migrations), work: services.work,
            now: services.now, random: services.random, pause: services.pause, language: services.language,
            site: services.site,
            sessions: services.sessions,
            log: services.log, pages: services.pages,
            key: try #require(ServerKey([UInt8](repeating: key, count: ServerKey.length))),
            mailCarrier: services.mailCarrier)
    }
}

private struct DiskFull: Error {}

private struct Wide: WorkLane {
    let width: Int

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result { try body() }
}

/// A queue that sign-ins have filled.
private final class FullNow: WorkLane {
    let isFull = Mutex(false)

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        if isFull.withLock({ $0 }) { throw WorkLaneError.full }
        return try body()
    }
}
