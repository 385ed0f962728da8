import Foundation
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// FAULT-7 with its database: what the operator and the customers hear of it.
@Suite struct GuardOfSiteTests {
    private let reference = "0698765432"

    private func watchedSite(hasReference: Bool = true) throws -> WatchedSite {
        try WatchedSite { policy in
            policy.settings.faultNotification.operatorAddress = MailAddress("noc@example.jp")
            if hasReference { policy.settings.monitor.referenceNumbers = [reference].compactMap { PhoneNumber($0) } }
        }
    }

    /// Thirty lines in two districts; all have been reached.
    private func addLines(_ watched: WatchedSite) async throws -> [String] {
        let numbers = (10..<25).flatMap { ["03222200\($0)", "04511100\($0)"] }
        for number in numbers { try watched.addContract(number, [], monitor: number, starts: true) }
        try await watched.run(.seconds(600))
        return numbers
    }

    private func say(_ watched: WatchedSite, holds: Bool) throws {
        let now = watched.site.clock.now
        try watched.write { try FaultNotificationOperator.say(holds: holds, reason: "work at the proxy", at: now, $0) }
    }

    @Test
    func
        `FAULT-7 a region goes dark while a reference answers: customers are told, and the operator once, with districts`()
        async throws
    {
        let watched = try watchedSite()
        let numbers = try await addLines(watched)
        for number in numbers { watched.lines.die(number) }
        try await watched.run(.seconds(180))
        #expect(try watched.faultMails.count == 30)
        let mails = try watched.mails("line-monitor.guard")
        #expect(mails.count == 1)
        #expect(mails[0].subject.contains("多数の回線が故障しています"))
        #expect(mails[0].body.contains("局番 032222：15回線のうち15回線"))
        #expect(mails[0].body.contains("局番 045111：15回線のうち15回線"))
        #expect(watched.site.log.all.contains { $0.contains("the reference lines answer") })
        #expect(try watched.read { try FaultNotificationOperator.summary($0).districts.map(\.dark) } == [15, 15])
    }

    @Test
    func
        `FAULT-7 neither lines nor references answer: held, in the mail and for healthz within a minute, and over by itself`()
        async throws
    {
        let watched = try watchedSite()
        _ = try await addLines(watched)
        watched.lines.proxyDies(true)
        try await watched.run(.seconds(60))
        #expect(try watched.mails("line-monitor.guard").map { $0.subject.contains("判定を保留中") } == [true])
        #expect(try watched.read(HealthStore.notices).map(\.name) == ["faults held"])
        try await watched.run(.seconds(600))
        #expect(try watched.faultMails.isEmpty)
        watched.lines.proxyDies(false)
        watched.lines.die("0322220010")
        try await watched.run(.seconds(120))
        #expect(try watched.mails("line-monitor.guard").count == 2)
        #expect(try watched.faultMails.count == 1)
        #expect(try watched.read(HealthStore.notices).isEmpty)
    }

    @Test func `FAULT-7 the mail says that there are no reference numbers to ask`() async throws {
        let watched = try watchedSite(hasReference: false)
        _ = try await addLines(watched)
        watched.lines.proxyDies(true)
        try await watched.run(.seconds(60))
        #expect(try watched.mails("line-monitor.guard").first?.body.contains("monitor.reference-numbers") == true)
    }

    @Test func `FAULT-7 lines of which the network says that they cannot be reached are no fault of ours`() async throws
    {
        let watched = try watchedSite(hasReference: false)
        for number in try await addLines(watched) { watched.lines.refuse(number) }
        try await watched.run(.seconds(200))
        #expect(try watched.faultMails.count == 30)
        #expect(try watched.mails("line-monitor.guard").isEmpty)
    }

    @Test func `FAULT-7 what the operator holds is not declared until it is released, without a restart or with one`()
        async throws
    {
        let watched = try watchedSite()
        _ = try await addLines(watched)
        try say(watched, holds: true)
        watched.lines.die("0322220010")
        try await watched.run(.seconds(300))
        watched.restart()
        try await watched.run(.seconds(300))
        #expect(try watched.faultMails.isEmpty)
        #expect(try watched.read(FaultNotificationOperator.guardState).heldSince != nil)
        try say(watched, holds: false)
        try await watched.run(.seconds(30))
        #expect(try watched.faultMails.count == 1)
        let state = try watched.read(FaultNotificationOperator.guardState)
        #expect(state.said == nil && state.heldSince == nil && state.state == "off")
        let events = try watched.site.auditEvents()
        #expect(events.contains("monitor.guard-hold") && events.contains("monitor.guard-release"))
    }

    @Test func `FAULT-7 the operator releases what the guard holds`() async throws {
        let watched = try watchedSite()
        _ = try await addLines(watched)
        watched.lines.proxyDies(true)
        try await watched.run(.seconds(300))
        #expect(try watched.faultMails.isEmpty)
        try say(watched, holds: false)
        try await watched.run(.seconds(60))
        #expect(try watched.faultMails.count == 30)
        #expect(try watched.read(FaultNotificationOperator.guardState).heldSince == nil)
    }
}
