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

extension CallWay.Step {
    /// What happens at this number, and why.
    func sentence(in language: Language) -> String {
        switch (language, decision.action, decision.rule) {
        case (.japanese, .forward(let to), .bulkForwarding): "一括転送中のため、すぐに\(to.display)へ転送されます。"
        case (.japanese, .forward(let to), _): "ボイスワープ（無条件転送）のため、すぐに\(to.display)へ転送されます。"
        case (.japanese, .ringFirst(let rescue), _): rescue.sentence(in: language)
        case (.japanese, .ring, let rule): rule.ringing(in: language)
        case (.japanese, .busy, .bulkForwardingWithoutDestination): "一括転送中で、この電話番号には転送先がないため、話中音が流れます。"
        case (.japanese, .busy, let rule): "転送できません（\(rule.busyReason(at: nil, in: language))）。話中音が流れます。"
        case (.japanese, .announcement(.refusal), _): "迷惑電話リストに登録された番号のため、おことわりのメッセージが流れます。"
        case (.japanese, .announcement(.numberRequest), _):
            "ナンバー・リクエストのため、電話番号を通知しない方には、ナンバー・リクエストのメッセージが流れます。"
        }
    }
}

extension CallDecision.Rescue {
    fileprivate func sentence(in language: Language) -> String {
        switch (language, noAnswerAfter, whenBusy) {
        case (.japanese, let seconds?, true):
            "電話機で鳴ります。ボイスワープのため、\(seconds)秒応答がないとき、または話中のときは、\(destination.display)へ転送されます。"
        case (.japanese, let seconds?, false): "電話機で鳴ります。ボイスワープのため、\(seconds)秒応答がないときは、\(destination.display)へ転送されます。"
        case (.japanese, nil, _): "電話機で鳴ります。ボイスワープのため、話中のときは、\(destination.display)へ転送されます。"
        }
    }
}

extension CallRule {
    /// Why the line rings.
    fileprivate func ringing(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .testCall): "試験呼のため、転送されずに鳴ります。"
        case (.japanese, .voiceWarpSelect): "ボイスワープのセレクトの設定により、転送されずに鳴ります。"
        case (.japanese, .forwardedTooOften), (.japanese, .loop), (.japanese, .channels):
            "電話機で鳴ります。応答がないときの転送はできません（\(busyReason(at: nil, in: language))）。"
        case (.japanese, _): "転送されずに、ご契約の電話機で鳴ります。"
        }
    }

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
