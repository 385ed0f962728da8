import Accounts
import Shell
import Telephony

/// What a caller hears. A sentence with a number or a count begins with it.
extension TelephoneForwarding.Sentence {
    func speech(in language: Language, number: PhoneNumber? = nil, count: Int? = nil) -> TelephoneSpeech {
        TelephoneSpeech(
            rawValue, text(in: language), number: number, count: count, followsNumber: followsNumber)
    }

    private func text(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        switch self {
        case .offer: "一括転送の開始と停止は、9を押してください。"
        case .greeting: "一括転送の開始と停止の受付です。登録した電話機からお受けします。"
        case .isOff: "一括転送は停止しています。開始したときの転送先をお知らせします。"
        case .isOn: "一括転送中です。いまの転送先をお知らせします。"
        case .to: "番へ、"
        case .numbers: "番号。"
        case .elsewhere: "番号は、そのほかの転送先です。"
        case .busy: "番号にかけた方には、話中音が流れます。"
        case .start: "開始する場合は1を押してください。開始しない場合は、電話をお切りください。"
        case .stop: "停止する場合は3を押してください。停止しない場合は、電話をお切りください。"
        case .started: "一括転送を開始しました。ご利用ありがとうございました。"
        case .stopped: "一括転送を停止しました。ご利用ありがとうございました。"
        case .wasOn: "一括転送は、すでに開始しています。ご利用ありがとうございました。"
        case .wasOff: "一括転送は、すでに停止しています。ご利用ありがとうございました。"
        case .changed: "ほかの操作で、状態が変わりました。"
        case .noDestination: "転送先の電話番号が登録されていないため、一括転送を開始できません。ひかり電話設定サイトで登録してください。"
        case .nobodyRings: "登録されている転送先では、どの電話も鳴らないため、一括転送を開始できません。ひかり電話設定サイトで転送先を変更してください。"
        case .noService: "ご契約では、一括転送をご利用になれません。"
        case .outOfOrder: "ただいま一括転送を操作できません。設定は変わっていません。しばらくたってから、おかけ直しください。"
        }
    }
}

extension TelephoneForwarding {
    static func title(in language: Language) -> String {
        switch language {
        case .japanese: "電話での開始／停止"
        }
    }

    static func words(for callers: [PhoneNumber], in language: Language) -> String {
        switch language {
        case .japanese: callers.isEmpty ? "登録なし" : callers.map(\.display).joined(separator: "、")
        }
    }

    static func label(ofCallers language: Language) -> String {
        switch language {
        case .japanese: "操作する電話の電話番号"
        }
    }

    /// What a change of the PIN is called beside another one; the digits are shown to nobody.
    static func words(setsPIN: Bool, in language: Language) -> String {
        switch language {
        case .japanese: setsPIN ? "新しい暗証番号に変更" : "変更しない"
        }
    }

    enum Done: Sendable { case set, unchanged, removed }
}

extension TelephoneForwarding.Done {
    func notice(in language: Language) -> Notice {
        switch (language, self) {
        case (.japanese, .set): .changed(["登録した電話から、一括転送の開始と停止ができます。"])
        case (.japanese, .unchanged): Notice("変更はありません", ["入力された内容は、いまの設定と同じです。"])
        case (.japanese, .removed): .changed(["電話からは、一括転送の開始も停止もできなくなりました。"])
        }
    }
}

extension TelephoneForwardingProblem {
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .noCaller): "操作する電話の電話番号を入力してください。"
        case (.japanese, .list(let problem)): problem.sentence(in: language)
        case (.japanese, .refused(.notTelephone(let number, .refused))):
            "\(number.display)は、かけてくる電話の番号ではないため登録できません。別の電話番号を入力してください。"
        case (.japanese, .refused(.notTelephone(let number, let problem))):
            problem.sentence(naming: "電話番号（\(number.digits)）", in: language)
        case (.japanese, .refused(.monitorNumber(let number))): "\(number.display)は監視用電話番号のため登録できません。別の電話番号を入力してください。"
        case (.japanese, .refused(.testCallNumber(let number))): "\(number.display)は試験呼の番号のため登録できません。別の電話番号を入力してください。"
        case (.japanese, .sealLost): "暗証番号を、もう一度入力してください。"
        }
    }
}
