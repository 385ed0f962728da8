import Contracts
import Foundation
@testable import Settings
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct FaultNotificationMailTests {
    /// A line that has died.
    private func fault(
        starts: Bool = false, destination: Bool = false, policy: (inout TestPolicy) -> Void = { _ in }
    ) async throws -> (WatchedSite, Int) {
        let watched = try WatchedSite(policy: policy)
        let contract = try watched.addContract(starts: starts, stops: starts)
        if destination { try watched.setDestination("09012345678", of: "0312340001", contract) }
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        return (watched, contract)
    }

    @Test func `FAULT-6 the fault mail has the guide's layout`() async throws {
        let watched = try WatchedSite { $0.settings.faultNotification.productNames[.hikari] = "ひかり電話ネクスト" }
        let contract = try watched.addContract()
        try watched.write { database in
            var settings = try FaultNotificationStore.settings(of: contract, database)
            (settings.customerName, settings.siteName) = ("ひかり商事", "本社ビル3階")
            try FaultNotificationStore.keep(settings, of: contract, database)
        }
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        let mail = try #require(try watched.faultMails.first)
        let at = try #require(
            try watched.read { try FaultNotificationRecordStore.list(of: contract, atMost: 1, $0) }.first?.beganAt)
        #expect(mail.recipient.text == "keiri@example.jp")
        #expect(mail.subject == "【ひかり電話設定サイト】着信異常検知のお知らせ")
        #expect(
            mail.body == """
                \(at.dateAndTimeText(in: .japanese))
                ひかり電話設定サイト
                着信異常検知のお知らせです

                ひかり商事 様
                本社ビル3階において

                「ひかり電話ネクスト」の監視用電話番号に対し、
                着信ができない状態であることを検知致しました。
                現在の通話状況を確認の上、必要に応じて「ひかり電話設定サイト」により
                一括転送の「開始」をお願い致します。
                転送先電話番号が1つも登録されていないため、このままでは開始できません。
                先に、転送先電話番号を登録してください。

                ■契約電話番号：0312340001
                ■監視用電話番号：0312340003
                ■故障検出日時：\(at.spreadsheetText.replacing("-", with: "/"))
                ■ひかり電話設定サイトURL
                https://localhost:8443/now

                """)
    }

    @Test func `FAULT-6 the recovery mail has the same form`() async throws {
        let (watched, _) = try await fault()
        watched.lines.revive("0312340003")
        try await watched.run(.seconds(600))
        let mail = try #require(try watched.recoveryMails.first)
        #expect(mail.subject == "【ひかり電話設定サイト】着信回復検知のお知らせ")
        for words in ["着信回復検知のお知らせです", "■回復検出日時：20", "株式会社ひかり商事 様"] {
            #expect(mail.body.contains(words))
        }
        // Nobody has given the place a name.
        #expect(!mail.body.contains("において"))
    }

    /// FAULT-6: a mail asks for nothing that is done already, or never was.
    @Test(arguments: [true, false])
    func `FAULT-6 the mails ask to start what is not on, and to stop what is`(isOn: Bool) async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        if isOn {
            try watched.setDestination("09012345678", of: "0312340001", contract)
            try watched.write { [now = watched.site.clock.now] database in
                _ = try BulkForwardingServiceStore.turn(
                    on: true, shownVersion: nil, of: contract, by: .operator(contract: contract, at: now),
                    telling: TestSite.mails, database)
            }
        }
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        watched.lines.revive("0312340003")
        try await watched.run(.seconds(600))
        let fault = try #require(try watched.faultMails.first)
        let recovery = try #require(try watched.recoveryMails.first)
        #expect(fault.body.contains("一括転送の「開始」をお願い致します。") == !isOn)
        #expect(fault.body.contains("一括転送は、すでに開始されています。") == isOn)
        #expect(recovery.body.contains("一括転送の「停止」をお願い致します。") == isOn)
    }

    @Test func `FAULT-3 on a fault forwarding starts by itself, on the recovery it stops`() async throws {
        let (watched, contract) = try await fault(starts: true, destination: true)
        #expect(try watched.isForwarding(contract))
        #expect(try watched.read { try BulkForwardingStore.service(of: contract, $0).latest?.by } == .automatic)
        let told = try #require(try watched.faultMails.first?.body)
        #expect(told.contains("一括転送を開始致しました"))
        #expect(told.contains("1番号への電話は、転送先で鳴ります。\n2番号にかけた方には、話中音が流れます。"))
        watched.lines.revive("0312340003")
        try await watched.run(.seconds(600))
        #expect(try !watched.isForwarding(contract))
        #expect(try watched.recoveryMails.first?.body.contains("一括転送を停止致しました") == true)
    }

    @Test func `FAULT-3 without a destination nothing starts, and the mail says so`() async throws {
        let (watched, contract) = try await fault(starts: true)
        #expect(try !watched.isForwarding(contract))
        let body = try #require(try watched.faultMails.first?.body)
        #expect(body.contains("1つも\n登録されていないため、一括転送を開始できませんでした"))
        #expect(!body.contains("開始致しました"))
    }

    @Test func `FAULT-3 where no destination rings, the mail says that, and not that there is none`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract(starts: true)
        try watched.setDestination("0312340002", of: "0312340001", contract)
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        let body = try #require(try watched.faultMails.first?.body)
        #expect(body.contains("登録されている転送先を\nたどっても鳴る電話がないため、一括転送を開始できませんでした"))
    }

    @Test func `FAULT-6 without automatic start the mail says what a start would do`() async throws {
        let (watched, _) = try await fault(destination: true)
        let body = try #require(try watched.faultMails.first?.body)
        #expect(body.contains("開始すると、1番号への電話が転送先で鳴ります。"))
        #expect(body.contains("開始している間、2番号にかけた方には話中音が流れます。"))
        #expect(body.contains("https://localhost:8443/now"))
    }

    @Test func `FAULT-3 forwarding that was on already is left alone`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract(starts: true)
        try watched.setDestination("09012345678", of: "0312340001", contract)
        let (now, mails) = (watched.site.clock.now, watched.site.services.mails)
        let person = try #require(PhoneNumber("0312340001"))
        try watched.write { database in
            _ = try BulkForwardingServiceStore.turn(
                on: true, shownVersion: nil, of: contract,
                by: Actor(contract: contract, number: person, client: "", at: now), telling: mails, database)
        }
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        #expect(try watched.read { try BulkForwardingStore.service(of: contract, $0).latest?.by } == .person(person))
        #expect(try watched.faultMails.first?.body.contains("すでに開始されています") == true)
    }

    @Test(arguments: [(10, 1), (18, 1), (19, 2), (22, 2), (23, 4), (2, 4), (7, 4), (8, 1)])
    func `FAULT-6 昼間 is from 8 to 19, 夜間 to 23, 深夜・早朝 to 8`(hour: Int, part: Int) throws {
        let day = try #require(Moment(startOfDay: 21, month: 11, year: 2026))
        #expect(FaultNotificationHours(at: day + .hours(hour)).rawValue == part)
        #expect(FaultNotificationHours(at: day + .hours(hour) + .seconds(3599)).rawValue == part)
    }

    @Test func `FAULT-6 each address hears at its own hours only, and without a tick never`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        let told: [(String, Bool, FaultNotificationHours)] = [
            ("day@example.jp", true, .day), ("evening@example.jp", true, .evening),
            ("always@example.jp", true, .always), ("off@example.jp", false, .always),
        ]
        let recipients = try told.enumerated().map { index, item in
            FaultNotification.Recipient(
                place: index + 1, address: try #require(MailAddress(item.0)), isTicked: item.1, hours: item.2)
        }
        try watched.write { try FaultNotificationStore.keep(recipients, of: contract, $0) }
        // Ten minutes before a fault, at noon.
        let noon = try #require(Moment(startOfDay: 22, month: 11, year: 2026)) + .hours(12)
        watched.site.clock.advance(noon - watched.site.clock.now)
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        #expect(try watched.faultMails.map(\.recipient.text) == ["day@example.jp", "always@example.jp"])
    }
}
