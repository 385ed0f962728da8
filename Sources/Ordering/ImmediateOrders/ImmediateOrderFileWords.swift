import Exchange
import Shell
import Telephony

extension VoiceNumberKind {
    /// As people write it in files.
    init?(word: String) {
        switch PastedText(word).text.lowercased() {
        case "0aj", "0aj番号", "0abj", "0abj番号", VoiceNumberKind.geographic.rawValue: self = .geographic
        case VoiceNumberKind.ipArea, VoiceNumberKind.ipArea + "番号", VoiceNumberKind.ip.rawValue: self = .ip
        default: return nil
        }
    }
}

extension AdditionFile {
    static func headings(in language: Language) -> [String] { Column.allCases.map { $0.name(in: language) } }

    static func example(in language: Language) -> [[String]] {
        switch language {
        case .japanese: [["0312345000", "0AJ番号", "20", ""], ["0312345000", "", "", "ABCDE23456"]]
        }
    }

    static func notes(in language: Language) -> [String] {
        switch language {
        case .japanese:
            [
                "1行に、番号種別と追加番号数か、予約コードのどちらかを書いてください。",
                "番号種別は「\(VoiceNumberKind.geographic.shortName(in: language))」か「\(VoiceNumberKind.ip.shortName(in: language))」です。追加番号数は1から\(NumberBlock.mostAtOnce.inGroups)までです。",
                "ファイルの内容が、いままでに入力した行に置き換わります。予約コードのない行、ある行のそれぞれ\(AdditionRows.most)行まで。",
            ]
        }
    }
}

extension AdditionFile.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .base): "基本契約番号"
        case (.japanese, .kind): "番号種別"
        case (.japanese, .count): "追加番号数"
        case (.japanese, .code): "予約コード"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "追加する電話番号"
        }
    }
}

extension AdditionFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.base, .japanese): "このご契約の基本契約番号ではありません。"
        case (.kind, .japanese): "追加できない番号種別です。"
        case (.count, .japanese): "追加番号数が正しくありません。"
        case (.code, .japanese): "予約コードの形ではありません。"
        case (.both, .japanese): "予約コードと番号数の両方があります。"
        case (.neither, .japanese): "番号数も予約コードもありません。"
        case (.tooMany, .japanese): "\(AdditionRows.most)行を超えています。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.base, .japanese): "番号を直すか、行を消してください。"
        case (.kind, .japanese):
            "「\(VoiceNumberKind.geographic.shortName(in: language))」か「\(VoiceNumberKind.ip.shortName(in: language))」と書いてください。"
        case (.count, .japanese): "1から\(NumberBlock.mostAtOnce.inGroups)までの数字を書いてください。"
        case (.code, .japanese): "数字と英字を合わせた\(ReservationCode.length)文字を書いてください。"
        case (.both, .japanese): "どちらかを消してください。"
        case (.neither, .japanese): "どちらかを書いてください。"
        case (.tooMany, .japanese): "行を減らすか、お申し込みを分けてください。"
        }
    }
}
