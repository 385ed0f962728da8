package import Telephony

extension UploadProblem {
    /// Says what is wrong with a file as a whole.
    func sentence(about columns: any CSVColumn.Type, in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .missing: "CSVファイルを選択してください。"
            case .gone: "確認の画面が古くなっています。CSVファイルをもう一度選択してください。"
            case .alreadyRunning: "別の一括設定が進んでいます。終わってから、もう一度CSVファイルを選択してください。"
            case .file(let problem): problem.sentence(about: columns, in: language)
            }
        }
    }
}

extension Problem {
    /// Above a form whose file has so many wrong lines; nil when it has none.
    package static func wrongLines(_ count: Int, in language: Language) -> Problem? {
        guard count > 0 else { return nil }
        return switch language {
        case .japanese: Problem("errors", "CSVファイルの\(count.inGroups)か所に直していただきたいところがあります。")
        }
    }
}

extension LineReport {
    static func headings(in language: Language) -> [String] {
        switch language {
        case .japanese: ["行", "項目", "入力値", "理由", "直し方"]
        }
    }

    /// Instead of a line's number.
    static func missing(in language: Language) -> String {
        switch language {
        case .japanese: "なし"
        }
    }

    /// Instead of a column's name.
    static func wholeLine(in language: Language) -> String {
        switch language {
        case .japanese: "行全体"
        }
    }

    /// Instead of a secret.
    static func hidden(in language: Language) -> String {
        switch language {
        case .japanese: "（表示しません）"
        }
    }
}

extension ImportPreviewView {
    /// Of a file that was sent without a name.
    static func nameless(in language: Language) -> String {
        switch language {
        case .japanese: "CSVファイル"
        }
    }
}
