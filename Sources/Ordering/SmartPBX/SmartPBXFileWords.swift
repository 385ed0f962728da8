import Exchange
import Shell
import Telephony

extension SmartPBXFile.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .site): "拠点番号"
        case (.japanese, .device): "端末番号"
        case (.japanese, .kind): "端末種別"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "内線番号"
        }
    }
}

extension SmartPBXFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.part(.missing(let part)), .japanese): "\(part.name(in: language))が空です。"
        case (.part(let problem), _): problem.reason(in: language)
        case (.kind, .japanese): "お申し込みいただけない端末種別です。"
        case (.duplicate(let line), .japanese): "\(line)行目と同じ内線番号です。"
        case (.exists, .japanese): "ご契約にすでにある内線番号です。"
        case (.isGroup(let name), .japanese): "着信グループ「\(name)」の番号です。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.part(let problem), _): problem.remedy(in: language)
        case (.kind, .japanese): "「スマートフォン」か「PC」と書いてください。"
        case (.duplicate, .japanese): "どちらかの行を消すか、番号を変えてください。"
        case (.exists, .japanese), (.isGroup, .japanese): "行を消すか、番号を変えてください。"
        }
    }
}

extension SmartPBXFile {
    static func done(_ count: Int, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("CSVファイルから\(count.inGroups)番号を読み取りました", ["内容を確かめて、「次へ」を押してください。"])
        }
    }

    static func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "内線番号の見本.csv"
        case (.wrongLines, .japanese): "内線番号のエラー.csv"
        }
    }

    static func downloadName(in language: Language) -> String {
        switch language {
        case .japanese: "内線番号.csv"
        }
    }
}
