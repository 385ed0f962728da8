import Shell
package import Telephony

extension Account {
    static func kind(isAdministrator: Bool, in language: Language) -> String {
        switch (language, isAdministrator) {
        case (.japanese, true): "ポータル管理者"
        case (.japanese, false): "一般ユーザ"
        }
    }

    /// What the list is called.
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "アカウント"
        }
    }

    /// - Parameter link: that of its last mail.
    func standing(link: AccountLink?, at now: Moment, in language: Language) -> String {
        switch (language, standing, link) {
        case (.japanese, .void, _): "無効"
        case (.japanese, .active, _): "利用中"
        case (.japanese, .invited, let link?) where link.isSpent: "案内メールが無効（本人確認の間違い）"
        case (.japanese, .invited, let link?) where link.hasExpired(at: now): "案内メールの期限切れ"
        case (.japanese, .invited, let link?):
            "利用開始待ち（\((link.sentAt + link.purpose.lifetime).dateAndTimeText(in: language))まで）"
        case (.japanese, .invited, nil): "案内メールなし"
        }
    }

    func conflictRows(with form: AccountForm, in language: Language) -> [Conflict.Row] {
        let labels = Self.labels(in: language)
        let typedKind = Self.kind(isAdministrator: form.kind == "administrator", in: language)
        let all = [
            (labels.name, name, PlainName(form.name).text),
            (labels.telephone, telephone.display, PhoneNumber(form.telephone)?.display ?? form.telephone),
            (labels.kind, Self.kind(isAdministrator: isAdministrator, in: language), typedKind),
        ]
        return all.filter { $0.1 != $0.2 }.map { Conflict.Row(label: $0.0, stored: $0.1, typed: $0.2) }
    }

    private static func labels(in language: Language) -> (name: String, telephone: String, kind: String) {
        switch language {
        case .japanese: ("氏名", "電話番号", "種別")
        }
    }
}

extension AccountProblem {
    func problem(in language: Language, field: String? = nil) -> Problem {
        Problem(field ?? self.field, sentence(in: language))
    }

    private var field: String {
        switch self {
        case .address, .addressTaken: "mailAddress"
        case .noName, .nameCharacters, .nameLength: "name"
        case .noTelephone, .notTelephone: "telephone"
        case .noKind, .lastAdministrator: "kind"
        }
    }

    package func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .address(let problem)): problem.sentence(naming: "メールアドレス", in: language)
        case (.japanese, .addressTaken): "このメールアドレスは、すでにアカウントに登録されています。別のメールアドレスを入力してください。"
        case (.japanese, .noName): "氏名を入力してください。"
        case (.japanese, .nameCharacters): "氏名に、使えない文字（改行など）が入っています。入力し直してください。"
        case (.japanese, .nameLength(let count)):
            "氏名は\(Account.longestName)文字以内で入力してください（現在\(count)文字）。"
        case (.japanese, .noTelephone): "電話番号を入力してください。"
        case (.japanese, .notTelephone): "電話番号は市外局番から、数字10桁または11桁で入力してください。"
        case (.japanese, .noKind): "種別を選択してください。"
        case (.japanese, .lastAdministrator):
            "ポータル管理者がいなくなるため、変更できません。先に、ほかのアカウントをポータル管理者にし、利用を開始してもらってください。"
        }
    }
}

extension Notice {
    static func accountAdded(_ draft: AccountDraft, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice("アカウントを追加しました", ["\(draft.mailAddress.text)に、利用開始のご案内を送りました。", "サービスの権限は、ユーザグループで付けます。"])
        }
    }

    static func accountChanged(_ draft: AccountDraft, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("アカウントを変更しました", ["\(draft.name)（\(draft.mailAddress.text)）"])
        }
    }

    static func step(_ step: AccountStepPage.Step, _ account: Account, in language: Language) -> Notice {
        let who = "\(account.name)（\(account.mailAddress.text)）"
        return switch (language, step) {
        case (.japanese, .invite): Notice("案内メールを送りました", [who, "前に送ったメールのURLは使えなくなりました。"])
        case (.japanese, .void): Notice("アカウントを無効にしました", [who, "ログイン中の画面や端末は、すべてログアウトしました。"])
        case (.japanese, .reset): Notice("確認方法を初期化しました", [who, "次のログインでは、メールの確認コードを入力します。"])
        }
    }
}

extension CompanyAccounts {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "アカウント",
                events: [
                    "account.added": "アカウントの追加",
                    "account.invited": "利用開始の案内メールの送信",
                    "account.changed": "アカウントの変更",
                    "account.void": "アカウントの無効化",
                    "account.second-factor-reset": "確認方法の初期化",
                ],
                words: { value, part, _ in
                    part == .subject ? nil : value.flatMap { AccountDraft.words(ofLine: $0, in: language) }
                }
            )
        }
    }
}

extension AccountDraft {
    /// For `line`, as the trail has it.
    fileprivate static func words(ofLine line: String, in language: Language) -> String? {
        let parts = line.split(separator: " ")
        guard parts.count > 2, let telephone = PhoneNumber(clean: String(parts[parts.count - 2])) else { return nil }
        let name = parts.dropLast(2).joined(separator: " ")
        let kind = Account.kind(isAdministrator: parts.last == "administrator", in: language)
        return switch language {
        case .japanese: "\(name)、\(telephone.display)、\(kind)"
        }
    }
}
