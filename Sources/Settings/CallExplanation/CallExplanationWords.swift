import Telephony

extension CallExplanationProblem {
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .number): "電話番号を、市外局番から10桁の数字で入力してください。"
        case (.japanese, .foreign): "電話番号には、ご契約の電話番号を入力してください。"
        case (.japanese, .caller): "かけてくる方の電話番号を数字で入力するか、空欄にしてください。"
        case (.japanese, .time): "日時を「2026-11-21 15:04」のように入力するか、空欄にしてください。"
        case (.japanese, .future): "日時は、いまより前にしてください。これからの設定は、まだ分かりません。"
        }
    }
}

extension CallExplanationForm.CallerKind {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .number): "電話番号を通知する方"
        case (.japanese, .withheld): "非通知の方"
        case (.japanese, .payphone): "公衆電話の方"
        case (.japanese, .unavailable): "表示圏外の方"
        }
    }
}

extension CallWay {
    /// In one sentence, after 「この電話は、」.
    func summary(in language: Language) -> String {
        switch (language, end) {
        case (.japanese, .leaves(let number)): "\(number.display)へ転送されます。"
        case (.japanese, .ringsHere(let number)): "\(number.display)の電話機で鳴ります。"
        case (.japanese, .busy): "つながらず、かけた方に話中音が流れます。"
        case (.japanese, .announcement(let announcement, _)):
            "鳴らずに、かけた方に\(announcement.words(in: language))が流れます。"
        }
    }
}

extension CallRule {
    /// The setting that the rule follows; nil where there is none on the site.
    func setting(of number: PhoneNumber, in language: Language) -> (path: String, title: String)? {
        switch (language, self) {
        case (.japanese, .bulkForwarding), (.japanese, .bulkForwardingWithoutDestination), (.japanese, .loop),
            (.japanese, .forwardedTooOften), (.japanese, .channels):
            ("/bulk-forwarding?q=\(number.digits)&where=source", "転送先電話番号の設定")
        case (.japanese, .nothing): (BulkForwardingServicePage.path, BulkForwarding.Page.service.title(in: language))
        case (_, .voiceWarp): VoiceWarp.setting(.service, of: number, in: language)
        case (_, .voiceWarpSelect): VoiceWarp.setting(.select, of: number, in: language)
        case (.japanese, _): nil
        }
    }
}
