import Shell
import Telephony

extension OneTimePasswordFile.Column {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.number, .japanese): "電話番号"
        case (.use, .japanese): "利用設定"
        case (.address, .japanese): "メールアドレス"
        case (.id, .japanese): "確認用ID"
        case (.password, .japanese): "確認用パスワード"
        }
    }

    func heading(in language: Language) -> String {
        switch (self, language) {
        case (.use, .japanese): "ワンタイムパスワード利用設定"
        case (.address, .japanese): "ワンタイムパスワード受信用メールアドレス"
        case (.number, _), (.id, _), (.password, _): name(in: language)
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "電話番号と設定"
        }
    }

    /// How 利用設定 is written; nil for what says neither.
    static func isUsed(_ text: String) -> Bool? {
        switch text {
        case "0", "０": false
        case "1", "１": true
        default: nil
        }
    }
}

extension OneTimePasswordFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.number(.foreign(nil)), .japanese): "設定できる電話番号ではありません。"
        case (.number(let problem), _): problem.reason(in: Column.number, language)
        case (.use, .japanese): "利用設定は「0」か「1」で入力してください。"
        case (.address(let problem), _): problem.sentence(naming: Column.address.name(in: language), in: language)
        case (.id(let problem), _): problem.sentence(naming: Column.id.name(in: language), in: language)
        case (.password(let problem), _):
            problem.sentence(naming: Column.password.name(in: language), in: language)
        case (.tooManyLinks, .japanese):
            """
            この電話番号には、\(OneTimePasswords.sendingWindow.inMinutes)分間に\
            \(OneTimePasswords.allowedSendings)回、本登録のメールを送っています。
            """
        case (.tooManyToAddress, .japanese):
            """
            同じメールアドレスに本登録のメールを送れるのは、\(OneTimePasswords.linkWindow.inHours)時間に\
            \(OneTimePasswords.allowedLinksToAddress)通までです。
            """
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.number(.form), .japanese), (.number(.foreign(.some)), .japanese): "電話番号を、市外局番から数字10桁で入力してください。"
        case (.number(let problem), _): problem.remedy(in: Column.number, language)
        case (.use, .japanese): "利用しないときは「0」、利用するときは「1」にしてください。"
        case (.address, .japanese), (.id, .japanese), (.password, .japanese): "この項目を直してください。"
        case (.tooManyLinks, .japanese):
            "\(OneTimePasswords.sendingWindow.inMinutes)分ほどたってから、もう一度お試しください。"
        case (.tooManyToAddress, .japanese): "別のメールアドレスにするか、あすもう一度お試しください。"
        }
    }
}

extension OneTimePasswordFile.Action {
    /// What becomes of the number; nothing is said of one that stays as it is.
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.register, .japanese): "利用する（本登録のメールを送る）"
        case (.stop, .japanese): "利用しない"
        case (.changeSecrets, .japanese): "確認用ID・確認用パスワードの変更"
        case (.nothing, _): ""
        }
    }
}

extension OneTimePasswordImportKind {
    /// The numbers' settings are others by now.
    static func overtaken(in language: Language) -> Problem {
        switch language {
        case .japanese: Problem("changes", "この画面を開いたあとに、ほかの操作で設定が変わりました。内容をもう一度確かめて、よければ設定してください。")
        }
    }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "ワンタイムパスワード各種一括設定の見本.csv"
        case (.wrongLines, .japanese): "ワンタイムパスワード各種一括設定のエラー.csv"
        }
    }

    /// Of the settings as they are.
    static func fileName(of number: PhoneNumber, in language: Language) -> String {
        switch language {
        case .japanese: "ワンタイムパスワード設定_\(number.digits).csv"
        }
    }
}
