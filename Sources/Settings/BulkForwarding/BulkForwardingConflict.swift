import Shell
import Telephony

/// AUTH-13: what is stored now and what was typed, in words.
extension BulkForwarding {
    /// The rows of the list that somebody else was quicker with; what else was typed goes along unseen.
    static func conflict(
        _ form: BulkForwardingListForm, _ rows: [Row], _ latest: BulkForwardingHistoryStore.Entry?, path: String
    ) -> Conflict {
        let numbers = Set(rows.map(\.number))
        let others = form.entries.filter { !numbers.contains($0.number) }
        return Conflict(
            change: latest.map { Conflict.Change(at: $0.at, by: $0.author.text) },
            rows: rows.compactMap { row in
                form.entries.first { $0.number == row.number }.map { conflict(of: row, $0) }
            },
            answer: .here(path: path, kept: others.flatMap { sent($0, $0.shown) }),
            back: (path, "転送先電話番号の設定"))
    }

    private static func conflict(of row: Row, _ entry: BulkForwardingListForm.Entry) -> Conflict.Row {
        Conflict.Row(
            choice: "choice-\(row.number.digits)", label: row.number.display,
            shown: entry.shown.destination.map { $0.isEmpty ? "未登録" : PhoneNumber(clean: $0)?.display ?? $0 },
            stored: row.destination?.display ?? "未登録",
            typed: entry.typed.isEmpty ? "転送先を削除" : PhoneNumber(entry.typed)?.display ?? entry.typed,
            isNumbers: true, sent: sent(entry, BulkForwardingShown(row)))
    }

    private static func sent(
        _ entry: BulkForwardingListForm.Entry, _ shown: BulkForwardingShown
    ) -> [(name: String, value: String)] {
        [("destination-\(entry.number.digits)", entry.typed), ("version-\(entry.number.digits)", shown.text)]
    }

    /// Started and stopped again while the page showed it as it was before.
    static func conflict(turning isOn: Bool, _ present: Service, path: String) -> Conflict {
        Conflict(
            change: present.latest.map { Conflict.Change(at: $0.at, by: $0.by.text) },
            rows: [
                Conflict.Row(
                    label: "一括転送", stored: present.isOn ? "一括転送中" : "停止", typed: isOn ? "開始する" : "停止する",
                    sent: [("version", "\(present.version)"), ("action", isOn ? "start" : "stop")])
            ],
            answer: .here(path: path), back: (path, "サービス開始／停止"))
    }
}
