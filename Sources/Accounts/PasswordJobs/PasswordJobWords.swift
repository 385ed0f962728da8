import Shell
import Telephony

extension PasswordJobRefusal {
    /// Why, and that nothing has changed.
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .overdue): "時間がたちすぎたため、処理を取りやめました。設定は何も変わっていません。もう一度はじめからお試しください。"
        case (.japanese, .otherKey): "サーバーの鍵が替わったため、処理を続けられませんでした。設定は何も変わっていません。もう一度はじめからお試しください。"
        case (.japanese, .unitChanged): "認証単位が変更されたため、処理を取りやめました。設定は何も変わっていません。"
        case (.japanese, .stopped): "処理を中止しました。設定は何も変わっていません。"
        }
    }
}

extension PasswordJobReport {
    /// The remarks of a job as a file.
    static func header(in language: Language) -> [String] {
        switch language {
        case .japanese: ["電話番号", "内容"]
        }
    }

    static func fileName(in language: Language) -> String {
        switch language {
        case .japanese: "処理の結果.csv"
        }
    }
}

extension PasswordJobs {
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "そのほか",
                events: ["password-job.started": "パスワードの処理の開始", "password-job.stopped": "パスワードの処理の中止"])
        }
    }
}
