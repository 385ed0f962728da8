@testable import Settings
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

/// FAULT-12: mails that wait after the verdict.
@Suite struct FaultNotificationLateMailTests {
    private static let wait: Duration = .seconds(300)

    /// A line that has just been declared dead.
    private func fault(starts: Bool = true, stops: Bool = true) async throws -> (WatchedSite, Int) {
        let watched = try WatchedSite { $0.settings.faultNotification.mailAfter = Self.wait }
        let contract = try watched.addContract(starts: starts, stops: stops)
        try watched.setDestination("09012345678", of: "0312340001", contract)
        watched.lines.die("0312340003")
        while try watched.state(contract)?.condition != .faulty { try await watched.run(.seconds(1)) }
        return (watched, contract)
    }

    private func pass(_ time: Duration, _ watched: WatchedSite) async throws {
        try await watched.run(time)
        let site = watched.site
        try await FaultNotificationTeller(mails: site.services.mails, policy: site.policy.faultNotification)
            .tellDue(site.services)
    }

    private func record(_ watched: WatchedSite, _ contract: Int) throws -> FaultNotification.Record {
        try #require(try watched.read { try FaultNotificationRecordStore.list(of: contract, atMost: 1, $0) }.first)
    }

    @Test func `FAULT-12 forwarding starts at the verdict, the mail goes later, and the record tells both times`()
        async throws
    {
        let (watched, contract) = try await fault()
        #expect(try watched.isForwarding(contract) && watched.faultMails.isEmpty)
        try await pass(Self.wait - .seconds(2), watched)
        #expect(try watched.faultMails.isEmpty)
        let browser = try await watched.site.signedIn("0312340001")
        #expect(await browser.get("/fault-notification").text.contains("まだ送信していません"))
        try await pass(.seconds(2), watched)
        let (mail, record) = (try #require(try watched.faultMails.first), try record(watched, contract))
        #expect(mail.body.hasPrefix("\(watched.site.clock.now.dateAndTimeText(in: .japanese))\n"))
        let detected = record.beganAt.spreadsheetText.replacing("-", with: "/")
        #expect(mail.body.contains("■故障検出日時：\(detected)") && mail.body.contains("一括転送を開始致しました"))
        #expect(record.mailedAt == watched.site.clock.now && record.mailedAt != record.beganAt)
        #expect(await browser.get("/history").text.contains("故障のお知らせメールの送信"))
        try await pass(.seconds(60), watched)
        #expect(try watched.faultMails.count == 1)
    }

    @Test func `FAULT-12 a line that comes back before it has neither mail, and the record says so`() async throws {
        let (watched, contract) = try await fault()
        watched.lines.revive("0312340003")
        // It takes longer than the mail would have waited until the recovery is sure.
        while try watched.state(contract)?.condition != .normal { try await pass(.seconds(10), watched) }
        try await pass(Self.wait, watched)
        #expect(try watched.faultMails.isEmpty && watched.recoveryMails.isEmpty && !watched.isForwarding(contract))
        let browser = try await watched.site.signedIn("0312340001")
        #expect(await browser.get("/fault-notification").text.contains("送信なし"))
    }

    @Test func `FAULT-12 forwarding that is left on is told of, though nobody was told of the fault`() async throws {
        let (watched, contract) = try await fault(stops: false)
        watched.lines.revive("0312340003")
        while try watched.state(contract)?.condition != .normal { try await watched.run(.seconds(10)) }
        let mail = try #require(try watched.recoveryMails.first)
        #expect(mail.body.contains("一括転送の「停止」をお願い致します。") && mail.body.contains("/now"))
    }

    @Test func `FAULT-12 the mail says what is so when it goes: somebody has started forwarding meanwhile`()
        async throws
    {
        let (watched, contract) = try await fault(starts: false)
        let (now, mails) = (watched.site.clock.now, watched.site.services.mails)
        try watched.write { database in
            _ = try BulkForwardingServiceStore.turn(
                on: true, shownVersion: nil, of: contract, by: .operator(contract: contract, at: now), telling: mails,
                database)
        }
        try await pass(Self.wait, watched)
        let body = try #require(try watched.faultMails.first?.body)
        #expect(body.contains("一括転送は、すでに開始されています。") && !body.contains("お願い致します"))
    }

    @Test func `FAULT-12 the program is killed before the mail is due: it goes all the same, once`() async throws {
        let (watched, _) = try await fault()
        watched.restart()
        try await pass(Self.wait, watched)
        try await pass(.seconds(1), watched)
        #expect(try watched.faultMails.count == 1)
    }
}
