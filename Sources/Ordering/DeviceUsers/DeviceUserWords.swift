import Shell
import Telephony

extension DeviceUsers.Standing {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .unset): "未設定"
        case (.japanese, .active): "有効"
        case (.japanese, .locked): "ロック"
        }
    }
}

extension DeviceUserProblem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .noLoginID): Problem("loginID", "ログインIDを入力してください。")
        case (.japanese, .notLoginID): Problem("loginID", "ログインIDは、内線番号と契約番号を「@」でつないで入力してください。例：22001@N123456789")
        case (.japanese, .noPassword): Problem("password", "パスワードを入力してください。")
        case (.japanese, .stale): Problem("password", "このページを開いてから時間がたったため、ログインできませんでした。パスワードを入力して、もう一度「ログイン」を押してください。")
        case (.japanese, .refused): Problem("loginID", "ログインIDまたはパスワードが正しくありません。")
        }
    }
}

extension Notice {
    static func ownPasswordSet(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("新しいパスワードを設定しました", ["次のログインから、新しいパスワードを入力してください。"])
        }
    }

    static func deviceUserUnlocked(_ id: LoginID, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("ロックを解除しました", ["\(id.text)は、いままでのパスワードでログインできます。"])
        }
    }
}

extension DeviceUsers {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "端末ユーザ",
                events: [
                    "device-user.signed-in": "端末ユーザのログイン",
                    "device-user.signed-out": "端末ユーザのログアウト",
                    "device-user.failed": "端末ユーザのログインの失敗",
                    "device-user.refused": "ログインできない端末ユーザのログインの失敗",
                    "device-user.locked": "端末ユーザのロック",
                    "device-user.password": "端末ユーザのパスワードの設定",
                    "device-user.issued": "端末ユーザのパスワードの再発行",
                    "device-user.unlocked": "端末ユーザのロックの解除",
                ])
        }
    }
}
