import Accounts
import Shell
import Telephony

/// How the feature's values are said to people.
extension FaultNotification {
    static let vocabulary = EventVocabulary<Person>(
        group: "故障・回復通知",
        events: [
            "fault-notification.mail": "送信メール内容設定",
            "fault-notification.address": "送信先メールアドレス設定",
            "fault-notification.test": "送信テスト",
            "fault-notification.automatic-start": "一括転送自動開始設定",
            "fault-notification.automatic-stop": "一括転送自動停止設定",
            "fault-notification.service": "故障・回復通知のサービス開始／停止",
            "line.fault": "故障の検知",
            "line.recovery": "回復の検知",
        ], words: words,
        // AUTH-3: also of what was done before the unit was changed.
        isShown: \.actsForContract)

    @Sendable
    private static func words(for value: String?, _ part: AuditPart, of event: String) -> String? {
        switch (event, part) {
        case ("fault-notification.mail", .subject): value == "site" ? "拠点情報" : "契約者名"
        case ("fault-notification.mail", _): value == "" ? "未設定" : nil
        case ("fault-notification.address", .subject), ("fault-notification.test", .subject):
            value.map { "送信先メールアドレス\($0)" }
        case ("fault-notification.address", _): value.map(recipient)
        case ("fault-notification.automatic-start", _), ("fault-notification.automatic-stop", _),
            ("fault-notification.service", _):
            value == "on" ? "開始" : value == "off" ? "停止" : nil
        case ("line.fault", .after): forwarding(value)
        case ("line.recovery", .after): value == "stopped" ? "一括転送を自動停止" : nil
        default: nil
        }
    }

    /// `a@example.jp on 7`, as `FaultNotification.Recipient.auditText` has it.
    private static func recipient(_ text: String) -> String {
        let words = text.split(separator: " ")
        guard words.count == 3, let hours = FaultNotificationHours(choice: String(words[2])) else { return "未登録" }
        return "\(words[0])（\(words[1] == "on" ? "送信する" : "送信しない")、\(hours.words)）"
    }

    private static func forwarding(_ value: String?) -> String? {
        value.flatMap(LineFaultStore.Forwarding.init)?.words
    }
}

extension FaultNotification.Recipient {
    /// For the audit trail.
    var auditText: String { "\(address.text) \(isTicked ? "on" : "off") \(hours.rawValue)" }
}

extension LineCondition {
    var words: String {
        switch self {
        case .undecided: "未判定"
        case .normal: "正常"
        case .faulty: "故障"
        }
    }
}

extension LineFaultStore.Forwarding {
    /// In the history of faults; empty when nothing was to be done.
    var words: String {
        switch self {
        case .notWanted: ""
        case .started: "一括転送を自動開始"
        case .wasOn: "一括転送は開始済み"
        case .impossible: "転送先がなく一括転送を開始できず"
        }
    }
}

extension Duration {
    /// 「2分」「2分30秒」「1時間5分」「3日2時間」; never less than nothing, whatever was done to the clock.
    package var words: String {
        let seconds = max(components.seconds, 0)
        let parts = [
            (seconds / 86400, "日"), (seconds / 3600 % 24, "時間"), (seconds / 60 % 60, "分"), (seconds % 60, "秒"),
        ]
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0秒" }
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
    }
}
