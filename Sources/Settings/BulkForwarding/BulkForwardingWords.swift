import Accounts
import Shell
import Telephony

/// How the feature's values are said to people.
extension BulkForwarding.Author {
    /// Stands before 「が開始しました。」
    var text: String {
        switch self {
        case .person(let number): "\(number.display)でログインした人"
        case .automatic: "故障・回復通知の自動設定"
        case .operator: "通信事業者"
        }
    }
}

extension BulkForwarding.ChangeKind {
    var text: String {
        switch self {
        case .edit: "転送先電話番号の設定"
        case .upload: "転送先電話番号の一括設定"
        case .undo: "変更の取り消し"
        case .start: "一括転送の開始"
        case .stop: "一括転送の停止"
        }
    }
}

/// The lines of the audit trail, as 操作履歴 says them.
extension BulkForwarding {
    static let vocabulary = EventVocabulary<Person>(
        group: "一括転送",
        events: [
            "bulk-forwarding.start": "一括転送の開始",
            "bulk-forwarding.stop": "一括転送の停止",
            "bulk-forwarding.destination": "転送先電話番号の設定",
            "bulk-forwarding.upload": "転送先電話番号の一括設定",
            "bulk-forwarding.undo": "転送先電話番号の変更の取り消し",
        ], words: words,
        // AUTH-3: also of what was done before the unit was changed.
        isShown: \.actsForContract)

    @Sendable
    private static func words(for value: String?, _ part: AuditPart, of event: String) -> String? {
        switch (event, part) {
        case ("bulk-forwarding.undo", .subject): ""
        case ("bulk-forwarding.upload", .after), ("bulk-forwarding.undo", .after):
            value.flatMap { Int($0) }.map { "\($0.inGroups)番号" }
        case ("bulk-forwarding.start", _), ("bulk-forwarding.stop", _):
            value == "on" ? "開始" : value == "off" ? "停止" : nil
        case ("bulk-forwarding.destination", .before), ("bulk-forwarding.destination", .after):
            value == nil ? "未登録" : nil
        default: nil
        }
    }
}
