@testable import Accounts
import Crypto
import HTTP
import SQLite
@testable import Shell
import Synchronization
@testable import Telephony
import TestSite
import Testing

/// What a feature learns that has passwords compared, as a change of the authentication unit does.
@Suite final class PasswordJobCheckTests: Sendable {
    let contract: AdministratorSite
    private let learnt = Mutex<[FinishedPasswordJob]>([])

    init() throws {
        contract = try AdministratorSite()
        try contract.site.setPassword("asahi2days", of: "0312340002")
        try contract.site.setPassword("asahi3days", of: "0312340003")
        try contract.site.setPassword("asahi4days", of: "0312340004")
    }

    private var services: Services { contract.site.services }

    private func begin(_ entries: [(String, String)], details: String = "") async throws {
        let browser = try await contract.signedIn()
        let token = try #require(browser.cookies["__Host-session"].flatMap { SessionToken(cookie: $0) })
        let session = try #require(try contract.database.read { try SessionStore.find(token, $0) })
        let visit = Visit(
            request: Request(path: "/", peer: "192.0.2.1"), now: contract.site.clock.now, session: session,
            form: Form(), query: Form(), language: .japanese, banners: [])
        let draft = try PasswordJobDraft(
            of: kind, visit: visit, entries: try entries.map { (try #require(PhoneNumber($0.0)), $0.1) },
            details: details, services)
        guard case .started = try await services.database.write({ try PasswordJobStore.start(draft, $0) }) else {
            Issue.record("the job was not begun")
            return
        }
    }

    private var kind: PasswordJobKind {
        PasswordJobKind(
            name: "test.check", work: .check, title: { _ in "確認" }, path: "/services",
            complete: { [self] job, _, _ in
                learnt.withLock { $0.append(job) }
                return PasswordJobReport(isDone: true, sentences: ["確認しました。"])
            })
    }

    private func workOff() async throws -> FinishedPasswordJob {
        while try await PasswordJobs.step(services, kinds: [kind]) {}
        return try #require(learnt.withLock { $0.first })
    }

    private func names(_ job: FinishedPasswordJob) -> [String] {
        job.lines.map { line in
            switch line.outcome {
            case .made: "made"
            case .right: "right"
            case .wrong: "wrong"
            case .changed: "changed"
            case .noPassword: "none"
            case .notOfContract: "gone"
            }
        }
    }

    @Test func `UNIT-1 typed passwords are compared with what is stored and nothing is changed by that`() async throws {
        try await begin(
            [("0312340002", "asahi2days"), ("0312340003", "asahi9days"), ("0312340005", "asahi5days")],
            details: "line")
        let job = try await workOff()
        #expect(names(job) == ["right", "wrong", "none"])
        #expect(job.details == "line")
        #expect(job.number.digits == AdministratorSite.administrator)
        #expect(job.client == "192.0.2.1")
        #expect(try contract.state(of: "0312340003").regular?.failures == 0)
    }

    @Test func `UNIT-1 what has changed between the hash and the end is told`() async throws {
        try await begin(
            [
                ("0312340002", "asahi2days"), ("0312340003", "asahi9days"), ("0312340004", "asahi4days"),
                ("0312340005", "asahi5days"),
            ])
        _ = try await PasswordJobs.step(services, kinds: [kind])
        try contract.site.setPassword("neuere2tage", of: "0312340002")
        try contract.site.setPassword("neuere3tage", of: "0312340003")
        try contract.database.writeAndWait { database in
            _ = try database.run("DELETE FROM phone_number WHERE number = '0312340004'")
        }
        for _ in 1...CredentialKind.regular.allowedMisses { try contract.miss("0312340003") }
        #expect(names(try await workOff()) == ["changed", "none", "gone", "none"])
    }

    @Test func `AUTH-4 a wrong entry elsewhere counts and the tenth voids the password and ends its sessions`()
        async throws
    {
        let user = contract.site.browser()
        try await user.signIn("0312340002", "asahi2days")
        let allowed = CredentialKind.regular.allowedMisses
        for count in 1...allowed + 1 {
            #expect(try contract.miss("0312340002") == (count == allowed ? [.regular] : []))
        }
        #expect(try contract.state(of: "0312340002").regular?.voidedAt == contract.site.clock.now)
        #expect(await user.get("/services").location?.hasPrefix("/login") == true)
    }
}
