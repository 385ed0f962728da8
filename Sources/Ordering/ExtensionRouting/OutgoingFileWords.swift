import Exchange
import Shell
import Telephony

extension OutgoingFile.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .extension): "内線番号"
        case (.japanese, .number): "発信番号"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "内線番号"
        }
    }
}

extension OutgoingFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (language, self) {
        case (_, .columns(let count)): Column.reason(forColumns: count, in: language)
        case (.japanese, .noExtension): "内線番号が空です。"
        case (.japanese, .unreadable(let site, let device)):
            "内線番号は、拠点番号\(site)桁と端末番号\(device)桁です。"
        case (.japanese, .unknown): "この契約にない内線番号です。"
        case (.japanese, .duplicate(let line)): "\(line)行目と同じ内線番号です。"
        case (.japanese, .noNumber): "発信番号が空です。"
        case (.japanese, .number(.foreign)): "この契約の外線番号にありません。"
        case (_, .number(let problem)): problem.reason(in: Column.number, language)
        }
    }

    func remedy(in language: Language) -> String {
        switch (language, self) {
        case (_, .columns): Column.remedyForColumns(in: language)
        case (.japanese, .noExtension), (.japanese, .unreadable): "拠点番号と端末番号を続けて書いてください。"
        case (.japanese, .unknown): "行を消すか、番号を直してください。"
        case (.japanese, .duplicate): "どちらかの行を消してください。"
        case (.japanese, .noNumber): "外線番号か「非通知」と書いてください。"
        case (.japanese, .number(.foreign)): "契約の外線番号か「非通知」と書いてください。"
        case (_, .number(let problem)): problem.remedy(in: Column.number, language)
        }
    }
}

extension OutgoingFile {
    static func withheld(in language: Language) -> String {
        let number: PhoneNumber? = nil
        return number.words(in: language)
    }

    /// - Parameter text: without blanks around it.
    static func isWithheld(_ text: String, in language: Language) -> Bool { text == withheld(in: language) }

    static func name(of contract: ContractCode, in language: Language) -> String {
        switch language {
        case .japanese: "発信番号_\(contract).csv"
        }
    }

    static func name(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "発信番号の見本.csv"
        case (.wrongLines, .japanese): "発信番号のエラー.csv"
        }
    }
}
