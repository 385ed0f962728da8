import Shell
import Telephony

extension AuthenticationUnits {
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "認証単位",
                events: [
                    "authentication-unit.changed": "認証単位の変更",
                    "authentication-unit.password-taken-over": "認証単位の変更によるパスワードの引き継ぎ",
                    "authentication-unit.password-removed": "認証単位の変更によるパスワードの削除",
                    "authentication-unit.password-voided": "認証単位の変更によるパスワードの無効化",
                    "authentication-unit.wrong-password": "認証単位変更でのパスワードの間違い",
                ])
        }
    }

    /// What the whole of it is called.
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "認証単位変更"
        }
    }

    /// What the contract's own number is called.
    static func contractNumberRole(in language: Language) -> String {
        switch language {
        case .japanese: "契約者回線番号"
        }
    }
}

extension AuthenticationUnit {
    func whoSignsIn(_ contractNumber: PhoneNumber, in language: Language) -> String {
        switch (self, language) {
        case (.line, .japanese): "ログインできるのは、契約者回線番号\(contractNumber.display)だけです。"
        case (.number, .japanese): "それぞれの電話番号で、その番号のパスワードを使ってログインします。"
        case (.administratorAndUser, .japanese):
            "契約者回線番号\(contractNumber.display)が管理者、追加番号がユーザとして、それぞれの番号のパスワードでログインします。"
        }
    }
}

extension AuthenticationUnitTelephones {
    /// Behind 「仮パスワードは、」.
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.all, .japanese): "ご契約のどの電話番号の電話からでも"
        case (.ownAndContractNumber, .japanese): "契約者回線番号の電話か、その電話番号の電話から"
        }
    }
}

extension AuthenticationUnitFacts.Standing {
    /// Why a number cannot show a password; empty when it can.
    func reason(in language: Language) -> String {
        switch (self, language) {
        case (.serves, _): ""
        case (.isVoid, .japanese): "パスワードが無効になっています"
        case (.isOnlyTemporary, .japanese): "仮パスワードだけが設定されています"
        case (.isMissing, .japanese): "パスワードが設定されていません"
        }
    }

    func remedy(in language: Language) -> String {
        switch (self, language) {
        case (.serves, _): ""
        case (.isVoid, .japanese), (.isMissing, .japanese): "仮パスワードを設定し、その番号でログインしてパスワードを決めてください。"
        case (.isOnlyTemporary, .japanese): "その番号でログインし、パスワードを決めてください。"
        }
    }
}

extension AuthenticationUnitProblem {
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        switch self {
        case .entry(let number, let problem): problem.sentence(naming: "\(number.display)のパスワード", in: .japanese)
        case .wrong(let number, let isVoid):
            "\(number.display)のパスワードが正しくありません。"
                + (isVoid ? AuthenticationUnitJob.LineProblem.void(in: .japanese) : "もう一度入力してください。")
        case .tooManyForForm:
            "電話番号が\(AuthenticationUnits.mostInForm + 1)番号以上あるときは、パスワードをCSVファイルで入力してください。"
        case .numbersWithoutPassword(let count): "パスワードのない電話番号が\(count.inGroups)番号あるため、変更できません。"
        case .underWay: "このご契約のほかの画面で、パスワードを確認しています。終わってから、もう一度入力してください。"
        }
    }
}

extension AuthenticationUnitConflict {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.signedOut, .japanese):
            "この画面で操作している間に、ログアウトされました。ほかの方が認証単位を変更したか、パスワードまたは電話番号が変更されました。"
        case (.unitChanged, .japanese): "この画面で操作している間に、ほかの操作で認証単位が変更されました。"
        case (.numbersChanged, .japanese): "この画面で操作している間に、ご契約の電話番号またはサービスが変更されました。"
        case (.passwordsChanged, .japanese): "この画面で操作している間に、入力していただいたパスワードが変更されたか、無効になりました。"
        case (.notProved, .japanese): "パスワードを入力してから時間がたったか、ほかの変更のためのパスワードでした。"
        }
    }

    /// What was stored and what was wanted, on the page that shows both.
    static func row(stored: AuthenticationUnit?, wanted: AuthenticationUnit, in language: Language) -> Conflict.Row {
        switch language {
        case .japanese:
            Conflict.Row(
                label: "認証単位", stored: stored?.name(in: .japanese) ?? "未設定",
                typed: "\(wanted.name(in: .japanese))に変更する")
        }
    }
}

extension AuthenticationUnitEffect {
    func notice(in language: Language) -> Notice {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: Notice {
        switch self {
        case .changed(let unit): .changed(["認証単位を\(unit.name(in: .japanese))に変更しました。"])
        case .changedAndSignedOut(let unit, let number, let contractNumber):
            .changed([
                "認証単位を\(unit.name(in: .japanese))に変更しました。この電話番号（\(number.display)）ではログインできなくなったため、ログアウトしました。",
                "これからは契約者回線番号\(contractNumber.display)と、いままで\(number.display)で使っていたパスワードでログインしてください。",
            ])
        case .signedOutByMisses:
            Notice(
                "ログアウトしました",
                ["パスワードの間違いが重なったため、ログインしていた電話番号のパスワードが無効になりました。ご契約の電話から仮パスワードを設定して、ログインしてください。"])
        }
    }
}

extension AuthenticationUnitTransition {
    /// What the owners of the contract are told by mail.
    func happening(in language: Language) -> String {
        switch language {
        case .japanese: "認証単位が変更されました"
        }
    }

    func details(in language: Language) -> [String] {
        let who = change.to.whoSignsIn(facts.contractNumber, in: language)
        return switch language {
        case .japanese:
            [
                (from.map { "\($0.name(in: .japanese))から" } ?? "") + "\(change.to.name(in: .japanese))に変わりました。",
                who,
            ]
        }
    }
}

extension AuthenticationUnitJob.Conclusion {
    func sentences(in language: Language) -> [String] {
        switch (self, language) {
        case (.proved, .japanese):
            [
                "すべての電話番号のパスワードを確認しました。認証単位はまだ変更していません。",
                "\(AuthenticationUnitProof.lifetime.inHours)時間以内に「戻る」を押して、内容を確かめてから変更してください。",
            ]
        case (.notProved(let count), .japanese):
            ["\(count.inGroups)番号のパスワードを確認できませんでした。下の表の番号を直して、もう一度CSVファイルを選択してください。"]
        case (.unitOrNumberChanged, .japanese):
            ["処理の間に、ほかの操作で認証単位または電話番号が変更されました。もう一度はじめからお試しください。"]
        case (.numbersAdded, .japanese): ["処理の間に、ご契約に電話番号が追加されました。もう一度はじめからお試しください。"]
        }
    }
}

extension AuthenticationUnitJob.LineProblem {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.wrong(let isVoid), .japanese): "パスワードが正しくありません。" + (isVoid ? Self.void(in: language) : "")
        case (.changed, .japanese): "処理の間に、別の操作でパスワードが変更されました。"
        case (.noPassword, .japanese): "パスワードがないか、無効になっています。"
        case (.notOfContract, .japanese): "ご契約の電話番号ではなくなりました。"
        }
    }

    /// Of the last allowed miss.
    fileprivate static func void(in language: Language) -> String {
        switch language {
        case .japanese: "間違いが\(CredentialKind.regular.allowedMisses)回続いたため、このパスワードは無効になりました。"
        }
    }
}
