import Shell
import Telephony

extension BulkForwardingUpload.Column {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.source, .japanese): "転送元電話番号"
        case (.destination, .japanese): "転送先電話番号"
        }
    }

    static func contents(in language: Language) -> String {
        switch language {
        case .japanese: "電話番号"
        }
    }
}

extension BulkForwardingUpload.LineProblem {
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.columns(let count), _): Column.reason(forColumns: count, in: language)
        case (.source(.form(.empty)), .japanese): "転送元電話番号が空です。"
        case (.source(.foreign), _): CSVNumberProblem.foreign(nil).reason(in: Column.source, language)
        case (.source(let problem), _): problem.reason(in: Column.source, language)
        case (.spoiled(let mark), _): mark.reason(in: language)
        case (.destination(.form(.lostLeadingZero(let number))), _):
            CSVNumberProblem.lostZero(number).reason(in: Column.destination, language)
        case (.destination(let refusal), _): refusal.reason(in: language)
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.columns, _): Column.remedyForColumns(in: language)
        case (.source(.form(.empty)), .japanese): "ご契約の電話番号を入力してください。"
        case (.source(.foreign), _): CSVNumberProblem.foreign(nil).remedy(in: Column.source, language)
        case (.source(let problem), _): problem.remedy(in: Column.source, language)
        case (.spoiled(let mark), _): mark.remedy(in: language)
        case (.destination(let refusal), _): refusal.remedy(in: language)
        }
    }
}

extension BulkForwardingImportKind {
    static func alreadyDone(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("このファイルの内容は設定してあります")
        }
    }

    static func done(_ saved: BulkForwarding.Saved, isOn: Bool, in language: Language) -> String {
        switch language {
        case .japanese:
            "\(saved.rows.inGroups)番号の転送先を一括で変更しました。" + BulkForwarding.effect(of: saved, isOn: isOn, in: language)
        }
    }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        switch (download, language) {
        case (.sample, .japanese): "一括設定の見本.csv"
        case (.wrongLines, .japanese): "一括設定のエラー.csv"
        }
    }

    /// Of the destinations as they are.
    static func fileName(of contract: PhoneNumber, in language: Language) -> String {
        switch language {
        case .japanese: "転送先電話番号_\(contract.digits).csv"
        }
    }
}
