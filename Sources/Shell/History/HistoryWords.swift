import Telephony

/// How the feature's values are said to people.
extension History {
    /// For an event of a program that was here before this one.
    static func otherEvent(in language: Language) -> String {
        switch language {
        case .japanese: "そのほかの操作"
        }
    }

    /// For a value that was taken away.
    static func nothing(in language: Language) -> String {
        switch language {
        case .japanese: "なし"
        }
    }
}

extension HistoryProblem {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.tooLong, .japanese): "検索する言葉は\(History.longestSearch)文字以内で入力してください。"
        case (.noDay(.from), .japanese): "開始日\(Self.dayInJapanese)"
        case (.noDay(.to), .japanese): "終了日\(Self.dayInJapanese)"
        case (.endsBeforeItBegins, .japanese): "終了日には、開始日と同じ日か、それより後の日を入力してください。"
        }
    }

    private static let dayInJapanese = "は「2026年11月21日」または「2026-11-21」のように、年・月・日を数字で入力してください。"
}

extension HistoryFile {
    static func name(of reader: String?, at now: Moment, in language: Language) -> String {
        switch language {
        case .japanese: "操作履歴_\(reader.map { "\($0)_" } ?? "")\(now.dayText).csv"
        }
    }

    static func header(_ byHeading: String, in language: Language) -> [String] {
        switch language {
        case .japanese: ["日時", "操作", "対象", "変更前", "変更後", byHeading, "操作元"]
        }
    }

    /// Where older lines are left out: nobody may take a part for the whole.
    static func end(_ moment: Moment, in language: Language) -> String {
        switch language {
        case .japanese:
            "（これより古い操作履歴は、このファイルに入っていません。終了日を\(moment.dateText(in: language))にして、もう一度ダウンロードしてください。）"
        }
    }
}
