import Telephony

extension AuthenticationUnitFile.Column {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.number, .japanese): "電話番号"
        case (.password, .japanese): "パスワード"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "電話番号とパスワード"
        }
    }

    static func whenTooLarge(in language: Language) -> String {
        switch language {
        case .japanese: "ご契約の電話番号だけのファイルを選択してください。"
        }
    }
}

extension AuthenticationUnitFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.number(.foreign), .japanese), (.number(.form), .japanese):
            CSVNumberProblem.foreign(nil).reason(in: Column.number, language)
        case (.number(let problem), _): problem.reason(in: Column.number, language)
        case (.password(.empty), .japanese): "パスワードが空です。"
        case (.password(.form), .japanese): "パスワードの形ではありません。"
        case (.missing, .japanese): "この電話番号の行がありません。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.number(.foreign), .japanese), (.number(.form), .japanese): "電話番号をお確かめください。ご契約にない番号の行は消してください。"
        case (.number(let problem), _): problem.remedy(in: Column.number, language)
        case (.password(.empty), .japanese): "その電話番号のパスワードを入力してください。"
        case (.password(let problem), .japanese): problem.sentence(naming: "パスワード", in: .japanese)
        case (.missing, .japanese): "行を足して、その電話番号のパスワードを入力してください。"
        }
    }
}

extension AuthenticationUnitFile {
    /// Of the file to fill in.
    static func fileName(of contract: PhoneNumber, in language: Language) -> String {
        switch language {
        case .japanese: "認証単位変更_\(contract.digits).csv"
        }
    }

    static func nameOfWrongLines(in language: Language) -> String {
        switch language {
        case .japanese: "認証単位変更のエラー.csv"
        }
    }
}
