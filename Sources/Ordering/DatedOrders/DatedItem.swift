/// What お申し込み内容選択メニュー offers (DATED-1). The raw value stands in addresses.
enum DatedItem: String, Sendable, CaseIterable {
    /// ダイヤルイン番号追加
    case numbers
    /// ダイヤルイン番号追加（番号ポータビリティ）
    case ports
    /// 番号ごと付加機能の変更
    case features
    /// 電話帳掲載
    case directory
    /// ダイヤルイン番号の廃止
    case removal

    /// What is typed in rows.
    var sections: [DatedRow.Section] {
        switch self {
        case .numbers: [.new, .coded]
        case .features: [.features]
        case .directory: [.directory]
        case .ports, .removal: []
        }
    }

    /// All that a draft keeps of it.
    var fields: [String] {
        switch self {
        case .numbers, .features, .directory: sections.map(\.field)
        case .ports:
            [DatedPorts.rowsField, DatedPorts.base, DatedPorts.remaining, DatedPorts.file]
                + DatedRow.Column.features.map(DatedPorts.field)
        case .removal: [DatedRemoval.numbers, DatedRemoval.typed, DatedRemoval.ticked]
        }
    }
}

/// Names of controls on the page of 番号ポータビリティ.
enum DatedPorts {
    static let rowsField = "ports"
    static let base = "port-base"
    /// 残置番号: yes or no.
    static let remaining = "port-remaining"
    /// 残回線構成表
    static let file = "port-file"

    static func field(_ column: DatedRow.Column) -> String { "port-\(column.rawValue)" }
}
