import Shell
import Telephony

extension PasswordImportFile.Column {
    func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .number: "電話番号"
            case .password: "新しいパスワード"
            }
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "電話番号とパスワード"
        }
    }
}

extension PasswordImportFile.LineProblem {
    func reason(in language: Language) -> String {
        switch self {
        case .columns(let count): Column.reason(forColumns: count, in: language)
        case .number(let problem): problem.reason(in: Column.number, language)
        case .password(let fault): fault.sentence(naming: Column.password.name(in: language), in: language)
        case .own:
            switch language {
            case .japanese: "契約者回線番号（ログイン中の番号）のパスワードは、一括では設定できません。"
            }
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.number(let problem), _): problem.remedy(in: Column.number, language)
        case (.own, .japanese): "この行を消して、「パスワード変更」の画面で変更してください。"
        case (.password, .japanese): "ほかのパスワードに替えてください。"
        }
    }
}

extension PasswordImport {
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "パスワードの一括設定"
        }
    }

    /// Of the sample and of the wrong lines.
    static func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "パスワードの一括設定の見本.csv"
        case (.wrongLines, .japanese): "パスワードの一括設定のエラー.csv"
        }
    }
}

extension PasswordImport.Refusal {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.unitChanged, .japanese): "処理の間に認証単位が変わったため、パスワードを設定しませんでした。"
        case (.notOfContract, .japanese): "ご契約の電話番号ではなくなったため、設定していません。"
        case (.changedMeanwhile, .japanese): "処理の間に別の操作でパスワードが変更されたため、設定していません。"
        }
    }
}

extension PasswordImport.Effect {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.set(let count), .japanese):
            "\(count.inGroups)番号のパスワードを設定しました。新しいパスワードを、それぞれの番号をお使いの方にお伝えください。"
        case (.sessionsEnded, .japanese): "その番号でログインしていた画面は、すべてログアウトしました。次にログインしたときに、パスワードの変更が必要です。"
        case (.notSet(let count), .japanese): "\(count.inGroups)番号は設定していません。理由は下の表のとおりです。"
        }
    }
}
