import Exchange
import Shell
import Telephony

extension ExtensionName {
    /// 「未設定」 where nobody is named.
    func shown(in language: Language) -> String {
        switch (language, text.isEmpty) {
        case (.japanese, true): "未設定"
        case (_, false): text
        }
    }

    static func label(of number: ExtensionNumber, in language: Language) -> String {
        switch language {
        case .japanese: "内線番号\(number.digits)の氏名"
        }
    }

    static func pageTitle(of number: ExtensionNumber, in language: Language) -> String {
        switch language {
        case .japanese: "内線番号\(number.digits)"
        }
    }
}

extension ExtensionName.Problem {
    func problem(in language: Language) -> Problem { Problem("name", sentence(in: language)) }

    private func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .length(let count)): "氏名は\(ExtensionName.longest)文字以内で入力してください（現在\(count)文字）。"
        case (.japanese, .characters): "氏名に使えない文字（改行など）が入っています。入力し直してください。"
        }
    }
}

extension Notice {
    static func nameChanged(
        _ name: ExtensionName, of number: ExtensionNumber, in language: Language
    ) -> Notice {
        switch language {
        case .japanese: .changed(["内線番号\(number.digits)の氏名は「\(name.shown(in: language))」です。"])
        }
    }

    static func namesUploaded(_ count: Int, undo: Notice.Undo, in language: Language) -> Notice {
        switch language {
        case .japanese: .changed(["\(count.inGroups)番号の氏名を変更しました。"], undo: undo)
        }
    }

    static func namesUndone(_ outcome: ExtensionNameUndo.Outcome, in language: Language) -> Notice {
        switch (language, outcome) {
        case (.japanese, .undone(let count)): Notice("元に戻しました", ["\(count.inGroups)番号の氏名を、ファイルで設定する前に戻しました。"])
        case (.japanese, .newerChanges(let count)):
            Notice("元に戻していません", ["\(count.inGroups)番号の氏名が、ファイルで設定したあとに変更されています。内線番号ごとに設定してください。"])
        case (.japanese, .gone): Notice("元に戻せません", ["すでに元に戻したか、あとから別のファイルで設定されています。"])
        }
    }
}

extension ExtensionNameFile.Column {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .number): "内線番号"
        case (.japanese, .name): "氏名"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "内線番号と氏名"
        }
    }
}

extension ExtensionNameFile.LineProblem {
    func reason(in language: Language) -> String {
        switch (language, self) {
        case (_, .columns(let count)): Column.reason(forColumns: count, in: language)
        case (.japanese, .noNumber): "内線番号が空です。"
        case (.japanese, .unknown): "ご契約にない内線番号です。"
        case (.japanese, .duplicate(let line)): "\(line)行目と同じ内線番号です。"
        case (.japanese, .name(.length(let count))): "氏名が長すぎます（\(count)文字）。"
        case (.japanese, .name(.characters)): "氏名に使えない文字（改行など）が入っています。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (language, self) {
        case (_, .columns): Column.remedyForColumns(in: language)
        case (.japanese, .noNumber): "内線番号を書くか、行を消してください。"
        case (.japanese, .unknown): "番号を確かめてください。拠点番号と端末番号を続けて書きます。"
        case (.japanese, .duplicate): "どちらかの行を消してください。"
        case (.japanese, .name(.length)): "\(ExtensionName.longest)文字以内にしてください。"
        case (.japanese, .name(.characters)): "氏名を入力し直してください。"
        }
    }
}

extension ExtensionNameFile {
    static func sampleRows(in language: Language) -> [[String]] {
        switch language {
        case .japanese: [["22201", "見本 花子"], ["22202", "見本 太郎"]]
        }
    }

    static func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "氏名の見本.csv"
        case (.wrongLines, .japanese): "氏名のエラー.csv"
        }
    }

    static func downloadName(of code: ContractCode, in language: Language) -> String {
        switch language {
        case .japanese: "氏名_\(code).csv"
        }
    }
}

extension ExtensionSecrets {
    static func fileHeader(in language: Language) -> [String] {
        switch language {
        case .japanese: ["内線番号", "氏名", "端末種別", "SIPサーバアドレス", "ユーザID", "パスワード"]
        }
    }

    static func fileName(of code: ContractCode, in language: Language) -> String {
        switch language {
        case .japanese: "ユーザIDとパスワード_\(code).csv"
        }
    }
}
