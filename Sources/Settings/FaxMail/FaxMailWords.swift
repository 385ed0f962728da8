import Accounts
import Shell
import Telephony

/// How the feature's values are said to people.
extension FaxMail {
    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "FAXお知らせメール"
        }
    }

    static func mailsLabel(in language: Language) -> String {
        switch language {
        case .japanese: "FAXのお知らせ"
        }
    }

    static func unreadLabel(in language: Language) -> String {
        switch language {
        case .japanese: "未読のFAX"
        }
    }

    static func receivedTitle(in language: Language) -> String {
        switch language {
        case .japanese: "受信FAX内容確認"
        }
    }

    static func receivedPurpose(in language: Language) -> String {
        switch language {
        case .japanese: "受信したFAXの日時や発信者を確認し、ダウンロードします。"
        }
    }

    static func deleted(_ fax: Received, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice("FAXを削除しました", ["\(fax.at.dateAndTimeText(in: language))に受信したFAXです。元に戻すことはできません。"])
        }
    }

    static func alreadyGone(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("FAXはすでに削除されています", ["保存できる期間や量を超えたか、ほかの画面で削除されました。"])
        }
    }

    /// A fax that is gone, as the trail has it: 「2026年11月27日 15:04に受信した2ページ」.
    private static func gone(_ text: String, in language: Language) -> String? {
        let words = text.split(separator: " ").compactMap { Int($0) }
        guard words.count == 2 else { return nil }
        switch language {
        case .japanese:
            return "\(Moment(milliseconds: Int64(words[0])).dateAndTimeText(in: language))に受信した\(words[1].inGroups)ページ"
        }
    }

    static func count(_ count: Int, in language: Language) -> String {
        switch language {
        case .japanese: "\(count.inGroups)件"
        }
    }
}

extension FaxMail.Part {
    func title(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "FAXお知らせメール サービス開始／停止"
        case (.addresses, .japanese): "FAXお知らせメール 送信先メールアドレス設定"
        }
    }

    func purpose(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "FAXを受信したときのメールを開始、または停止します。"
        case (.addresses, .japanese): "お知らせの送信先を\(NumberAddresses.places)件まで登録し、送信テストをします。"
        }
    }
}

extension FaxMail.Settings {
    /// Who is told.
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            isOn
                ? "FAXを受信すると、\(addresses.count)件のメールアドレスへお知らせします。"
                : "停止しているため、お知らせしません。受信したFAXは、このサイトで確認できます。"
        }
    }
}

extension FaxMailForms {
    func label(of group: String, in language: Language) -> String { NumberMailing.label(of: group, in: language) }

    func words(of group: String, in settings: Settings, _ language: Language) -> String {
        settings.mailing.words(of: group, in: language)
    }

    func summary(of settings: Settings, in language: Language) -> String {
        switch language {
        case .japanese:
            settings.isOn
                ? "受信をお知らせしています、" + NumberAddresses.summary(settings.addresses, in: language) : "停止しています"
        }
    }

    func done(_ new: Settings, _ part: Part, in language: Language) -> Notice {
        new.mailing.done(
            part.form, named: FaxMail.name(in: language), saying: new.sentence(in: language), in: language)
    }
}

// MARK: The lines of the audit trail, as 操作履歴 says them

extension FaxMail {
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
                "fax-mail.service": "FAXお知らせメールのサービス開始／停止",
                "fax-mail.address": "FAXお知らせメールの送信先メールアドレス設定",
                "fax-mail.test": "FAXお知らせメールの送信テスト",
                "fax-mail.dropped": "保存できる量を超えたための、古いFAXの削除",
                "fax-mail.deleted": "受信したFAXの削除",
            ]
        }
    }

    private static func words(_ value: String?, of event: String, in language: Language) -> String? {
        switch event {
        case "fax-mail.service": value.map { NumberAddresses.state($0 == "on", in: language) }
        case "fax-mail.deleted": value.flatMap { gone($0, in: language) }
        case "fax-mail.dropped": value.flatMap { Int($0) }.map { count($0, in: language) }
        default: nil
        }
    }
}
