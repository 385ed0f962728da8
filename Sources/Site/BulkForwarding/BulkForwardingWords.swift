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

extension Int {
    /// 7000 → 「7,000」
    var inGroups: String {
        guard self >= 1000 else { return "\(self)" }
        return (self / 1000).inGroups + "," + String(self % 1000 + 1000).dropFirst()
    }
}
