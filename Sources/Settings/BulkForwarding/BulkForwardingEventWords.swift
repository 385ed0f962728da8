import Accounts
import Shell
import Telephony

/// The lines of the audit trail, as 操作履歴 says them.
extension BulkForwarding {
    @Sendable
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        EventVocabulary(
            group: name(in: language),
            events: [
                "bulk-forwarding.start": ChangeKind.start.words(in: language),
                "bulk-forwarding.stop": ChangeKind.stop.words(in: language),
                "bulk-forwarding.destination": ChangeKind.edit.words(in: language),
                "bulk-forwarding.many": many(in: language),
                "bulk-forwarding.upload": ChangeKind.upload.words(in: language),
                "bulk-forwarding.undo": undo(in: language),
            ], words: { words(for: $0, $1, of: $2, in: language) },
            // AUTH-3: also of what was done before the unit was changed.
            isShown: \.actsForContract)
    }

    private static func many(in language: Language) -> String {
        switch language {
        case .japanese: "転送先電話番号をまとめて設定"
        }
    }

    private static func undo(in language: Language) -> String {
        switch language {
        case .japanese: "転送先電話番号の変更の取り消し"
        }
    }

    private static func words(
        for value: String?, _ part: AuditPart, of event: String, in language: Language
    ) -> String? {
        switch (language, event, part) {
        case (_, "bulk-forwarding.undo", .subject): ""
        case (.japanese, "bulk-forwarding.many", .after), (.japanese, "bulk-forwarding.upload", .after),
            (.japanese, "bulk-forwarding.undo", .after):
            value.flatMap { Int($0) }.map { "\($0.inGroups)番号" }
        case (.japanese, "bulk-forwarding.start", _), (.japanese, "bulk-forwarding.stop", _):
            value == "on" ? "開始" : value == "off" ? "停止" : nil
        case (_, "bulk-forwarding.destination", .before), (_, "bulk-forwarding.destination", .after):
            value == nil ? words(for: nil, in: language) : nil
        default: nil
        }
    }
}
