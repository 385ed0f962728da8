import Shell
import Telephony

extension NumberUse {
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese: "\(number.display)：" + kinds.map { $0.words(in: language) }.joined(separator: "、")
        }
    }
}

extension NumberUse.Kind {
    fileprivate func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .incoming): "外線着信の着信先"
        case (.japanese, .outgoing(let count)): "内線\(count.inGroups)番号の発信番号"
        case (.japanese, .absences(let count)): "内線\(count.inGroups)番号の不在時動作の転送先"
        case (.japanese, .forwardNumber(let count)): "\(count.inGroups)番号の転送先特定番号"
        case (.japanese, .settings): "設定サイトのログインと、転送先などの設定"
        case (.japanese, .monitor): "設定サイトの監視用番号"
        }
    }
}

extension EndingFile {
    static func headings(in language: Language) -> [String] { Column.allCases.map { $0.name(in: language) } }

    static func example(in language: Language) -> [[String]] { [["0312345001"], ["0312345002"]] }

    static func notes(in language: Language) -> [String] {
        switch language {
        case .japanese: ["1行に1番号ずつ書いてください。", "ファイルの番号が、いままでに選択した番号に置き換わります。"]
        }
    }
}

extension EndingFile.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .number): "電話番号"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "廃止する電話番号"
        }
    }
}

extension EndingFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.number, .japanese): "電話番号ではありません。"
        case (.unknown, .japanese): "このご契約の番号ではありません。"
        case (.base, .japanese): "基本契約番号です。"
        case (.duplicate(let line), .japanese): "\(line)行目と同じ番号です。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.number, .japanese): "市外局番から書いてください。"
        case (.unknown, .japanese): "番号を直すか、行を消してください。"
        case (.base, .japanese): "行を消してください。基本契約番号は廃止できません。"
        case (.duplicate, .japanese): "どちらかの行を消してください。"
        }
    }
}

extension NumberFile {
    static func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "電話番号の見本.csv"
        case (.wrongLines, .japanese): "電話番号のエラー.csv"
        }
    }
}
