import Accounts
import Shell
import Telephony

/// How the feature's values are said to people.
extension IncomingCallMail {
    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "着信お知らせメール"
        }
    }

    static func mailsLabel(in language: Language) -> String {
        switch language {
        case .japanese: "着信のお知らせ"
        }
    }
}

extension IncomingCallMail.Part {
    func title(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "着信お知らせメール サービス開始／停止"
        case (.addresses, .japanese): "着信お知らせメール 送信先メールアドレス設定"
        case (.conditions, .japanese): "メール送信条件設定"
        case (.list, .japanese): "お知らせ対象電話番号設定"
        }
    }

    func purpose(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "メールでのお知らせを開始、または停止します。"
        case (.addresses, .japanese): "お知らせの送信先を\(NumberAddresses.places)件まで登録し、送信テストをします。"
        case (.conditions, .japanese): "どのような着信をお知らせするかを設定します。"
        case (.list, .japanese): "お知らせする、またはしない、かけてくる方の番号を登録します。"
        }
    }
}

extension IncomingCallMail.When {
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.all, .japanese): "すべての着信"
        case (.notAnswered, .japanese): "出なかった着信"
        case (.busy, .japanese): "話中の着信"
        }
    }
}

extension IncomingCallMail.Who {
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.everybody, .japanese): "すべての番号"
        case (.listed, .japanese): "登録した番号だけ"
        case (.allButListed, .japanese): "登録した番号のほか"
        }
    }
}

extension IncomingCallMail.Settings {
    /// Which calls are told of.
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            guard isOn else { return "停止しているため、お知らせしません。" }
            let withheld = tellsWithheld ? "番号を通知しない電話もお知らせします。" : "番号を通知しない電話はお知らせしません。"
            let whose = who == .everybody ? "" : "（\(who.words(in: language))）"
            return "\(when.words(in: language))\(whose)を、\(addresses.count)件のメールアドレスへお知らせします。\(withheld)"
        }
    }
}

extension IncomingCallMailForms {
    func label(of group: String, in language: Language) -> String {
        switch (group, language) {
        case ("when", .japanese): "お知らせする着信"
        case ("who", .japanese): "お知らせする番号"
        case ("withheld", .japanese): "番号を通知しない電話"
        case ("callers", .japanese): "お知らせ対象電話番号"
        default: NumberMailing.label(of: group, in: language)
        }
    }

    func words(of group: String, in settings: Settings, _ language: Language) -> String {
        switch (group, language) {
        case ("when", _): settings.when.words(in: language)
        case ("who", _): settings.who.words(in: language)
        case ("withheld", _): IncomingCallMail.withheld(settings.tellsWithheld, in: language)
        case ("callers", .japanese):
            settings.listed.isEmpty
                ? "未登録" : settings.listed.map { $0.display(in: language) }.joined(separator: "、")
        default: settings.mailing.words(of: group, in: language)
        }
    }

    func summary(of settings: Settings, in language: Language) -> String {
        switch language {
        case .japanese:
            settings.isOn
                ? "\(settings.when.words(in: language))をお知らせしています、"
                    + NumberAddresses.summary(settings.addresses, in: language)
                : "停止しています"
        }
    }

    func done(_ new: Settings, _ part: Part, in language: Language) -> Notice {
        new.mailing.done(
            NumberMailing.Form(rawValue: part.rawValue), named: IncomingCallMail.name(in: language),
            saying: new.sentence(in: language), in: language)
    }
}

extension IncomingCallMail {
    static func withheld(_ tells: Bool, in language: Language) -> String {
        switch language {
        case .japanese: tells ? "お知らせする" : "お知らせしない"
        }
    }
}

extension IncomingCallMailProblem {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.noWhen, .japanese): "お知らせする着信を選択してください。"
        case (.noWho, .japanese): "お知らせする番号を選択してください。"
        case (.emptyList, .japanese): "「すべての番号」のほかを選ぶには、先に「お知らせ対象電話番号設定」で番号を1つ以上登録してください。"
        case (.lastListed, .japanese):
            "メール送信条件で使っているため、番号を1つ以上残してください。すべて消すには、先に「お知らせする番号」を「すべての番号」にしてください。"
        case (.list(let problem), _): problem.sentence(in: language)
        }
    }
}

// MARK: Mails

extension Caller {
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.number(let number), _): number.display
        case (.other(let text), _): text
        case (.withheld, .japanese): "非通知"
        case (.payphone, .japanese): "公衆電話"
        case (.unavailable, .japanese): "表示圏外"
        }
    }
}

extension CallResult.Outcome {
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.answered, .japanese): "応答しました"
        case (.noAnswer, .japanese): "応答しませんでした"
        case (.busy, .japanese): "話中でした"
        case (.forwarded, .japanese): "転送しました"
        }
    }
}

// MARK: The lines of the audit trail, as 操作履歴 says them

extension IncomingCallMail {
    @Sendable
    static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        EventVocabulary(
            group: name(in: language), events: events(in: language),
            words: { value, part, event in part == .subject ? nil : words(value, of: event, in: language) })
    }

    private static func events(in language: Language) -> [String: String] {
        switch language {
        case .japanese:
            [
                "incoming-call-mail.service": "着信お知らせメールのサービス開始／停止",
                "incoming-call-mail.address": "着信お知らせメールの送信先メールアドレス設定",
                "incoming-call-mail.test": "着信お知らせメールの送信テスト",
                "incoming-call-mail.when": "お知らせする着信の設定",
                "incoming-call-mail.who": "お知らせする番号の設定",
                "incoming-call-mail.withheld": "番号を通知しない電話のお知らせの設定",
                "incoming-call-mail.listed": "お知らせ対象電話番号の追加",
                "incoming-call-mail.unlisted": "お知らせ対象電話番号の削除",
            ]
        }
    }

    private static func words(_ value: String?, of event: String, in language: Language) -> String? {
        switch event {
        case "incoming-call-mail.service": value.map { NumberAddresses.state($0 == "on", in: language) }
        case "incoming-call-mail.when": value.flatMap(When.init)?.words(in: language)
        case "incoming-call-mail.who": value.flatMap(Who.init)?.words(in: language)
        case "incoming-call-mail.withheld": value.map { withheld($0 == "on", in: language) }
        case "incoming-call-mail.listed", "incoming-call-mail.unlisted":
            value.flatMap(CallerPattern.init(text:))?.display(in: language)
        default: nil
        }
    }
}
