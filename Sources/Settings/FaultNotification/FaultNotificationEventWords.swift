import Accounts
import Shell
import Telephony

/// The lines of the audit trail, as 操作履歴 says them.
extension FaultNotification {
    @Sendable
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        EventVocabulary(
            group: Switch.service.label(in: language), events: events(in: language),
            words: { words(for: $0, $1, of: $2, in: language) },
            // AUTH-3: also of what was done before the unit was changed.
            isShown: \.actsForContract)
    }

    private static func events(in language: Language) -> [String: String] {
        switch language {
        case .japanese:
            [
                "fault-notification.mail": "送信メール内容設定",
                "fault-notification.address": "送信先メールアドレス設定",
                "fault-notification.test": "送信テスト",
                "fault-notification.automatic-start": "一括転送自動開始設定",
                "fault-notification.automatic-stop": "一括転送自動停止設定",
                "fault-notification.service": "故障・回復通知のサービス開始／停止",
                "monitor.guard-hold": "故障判定の保留",
                "monitor.guard-release": "故障判定の再開",
                "line.fault": "故障の検知",
                "line.fault-mail": "故障のお知らせメールの送信",
                "line.recovery": "回復の検知",
            ]
        }
    }

    private static func words(
        for value: String?, _ part: AuditPart, of event: String, in language: Language
    ) -> String? {
        switch (event, part) {
        case ("fault-notification.mail", .subject): (value == "site" ? Name.site : .customer).label(in: language)
        case ("fault-notification.mail", _): value == "" ? Name.site.text("", in: language) : nil
        case ("fault-notification.address", .subject), ("fault-notification.test", .subject):
            value.flatMap { Int($0) }.map { label(ofPlace: $0, in: language) }
        case ("fault-notification.address", _): value.map { recipient($0, in: language) }
        case ("fault-notification.automatic-start", _), ("fault-notification.automatic-stop", _),
            ("fault-notification.service", _):
            value == "on" || value == "off" ? Switch.service.state(value == "on", in: language) : nil
        case ("line.fault", .after): value.flatMap(Forwarding.init)?.text(in: language)
        case ("line.recovery", .after): value == "stopped" ? stopped(in: language) : nil
        default: nil
        }
    }

    private static func stopped(in language: Language) -> String {
        switch language {
        case .japanese: "一括転送を自動停止"
        }
    }

    /// `a@example.jp on 7`, as `Recipient.auditText` has it.
    private static func recipient(_ text: String, in language: Language) -> String {
        let words = text.split(separator: " ")
        guard words.count == 3, let hours = FaultNotificationHours(choice: String(words[2])) else {
            return noNumber(in: language)
        }
        return FaultNotificationAddressesForm.Place(
            number: 0, typed: String(words[0]), isTicked: words[1] == "on", hours: hours
        ).text(in: language)
    }
}
