package import Exchange
import Shell
package import Telephony

extension SettingsPath {
    /// What the page is called.
    package func title(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .start): "初期設定"
        case (.japanese, .extensions): "内線設定"
        case (.japanese, .groups): "着信グループ設定"
        case (.japanese, .incoming): "外線着信設定"
        case (.japanese, .outgoing): "外線発信設定"
        case (.japanese, .status): "ステータス参照"
        case (.japanese, .officeLink): "オフィスリンク内線番号"
        }
    }

    func purpose(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .start): "はじめての設定を、順番に行います。"
        case (.japanese, .extensions): "内線番号ごとの氏名、端末に設定するユーザIDとパスワードを確認します。"
        case (.japanese, .groups): "1つの番号への着信を、複数の内線番号で受けます。"
        case (.japanese, .incoming): "外線番号にかかってきた電話を、どの内線番号や着信グループで受けるかを設定します。"
        case (.japanese, .outgoing): "外線へかけるときに相手に表示する番号を、内線番号ごとに設定します。"
        case (.japanese, .officeLink): "オフィスリンクの内線番号を登録して、着信グループや転送先に選べるようにします。"
        case (.japanese, .status): "端末を使う方のログインの状態を確認し、パスワードを再発行します。"
        }
    }
}

extension ExtensionSettings.Step {
    func title(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .extensions): "内線一覧表示"
        case (.japanese, _): page.title(in: language)
        }
    }
}

extension ExtensionDesk.Refusal {
    /// Why nothing of a save has been done.
    package func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .noRight): "このご契約の設定を変更する権限がありません。御社のポータル管理者に確認してください。"
        case (.japanese, .locked(let order)):
            "お申し込み（お申込番号\(order)）の工事が終わっていないため、設定は変更されていません。工事が終わってから、もう一度お試しください。"
        case (.japanese, .notSetUp): "初期設定が終わると、ユーザIDとパスワードを確認できます。"
        case (.japanese, .gone): "このご契約は廃止されたため、設定は変更されていません。"
        }
    }
}

extension ContractLock {
    /// Why a page can only be read (PBX-12).
    package static func sentence(because order: OrderNumber, in language: Language) -> String {
        switch language {
        case .japanese: "お申し込み（お申込番号\(order)）の工事が終わるまで、このご契約の設定は変更できません。いまの設定は確認できます。"
        }
    }
}

extension Notice {
    static func setUpFinished(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("初期設定が終わりました", ["内線番号ごとのユーザIDとパスワードを確認できます。設定は、いつでも変更できます。"])
        }
    }
}

extension ExtensionSettings {
    /// What the events of all settings of contracts are found under.
    package static func eventGroup(in language: Language) -> String {
        switch language {
        case .japanese: "Web設定変更サイト"
        }
    }

    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: eventGroup(in: language),
                events: [
                    "settings.set-up": "初期設定の完了",
                    "extension.name": "内線番号の氏名の変更",
                    "extension.names-uploaded": "内線番号の氏名の一括設定",
                    "extension.names-undone": "内線番号の氏名の一括設定の取り消し",
                    "extension.password-shown": "端末のパスワードの表示",
                    "extension.password-renewed": "端末のパスワードの再発行",
                    "extension.passwords-downloaded": "端末のパスワードのダウンロード",
                ],
                words: { value, part, event in
                    switch (part, event) {
                    case (.subject, _): nil
                    case (_, "extension.name"): value.map { ExtensionName(stored: $0).shown(in: language) }
                    default: value.flatMap { Int($0) }.map { "\($0.inGroups)番号" }
                    }
                })
        }
    }
}
