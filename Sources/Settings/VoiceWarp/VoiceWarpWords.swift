import Shell
import Telephony

/// How the feature's values are said to people.
extension VoiceWarp {
    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "ボイスワープ"
        }
    }

    static func unset(in language: Language) -> String {
        switch language {
        case .japanese: "未登録"
        }
    }
}

extension VoiceWarp.Mode {
    func words(seconds: Int, in language: Language) -> String {
        switch (self, language) {
        case (.off, .japanese): "停止"
        case (.always, .japanese): "無条件転送"
        case (.noAnswer, .japanese): "無応答時転送（\(seconds)秒）"
        case (.busy, .japanese): "話中時転送"
        case (.noAnswerOrBusy, .japanese): "無応答時・話中時転送（\(seconds)秒）"
        }
    }
}

extension VoiceWarp.Select {
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.off, .japanese): "停止"
        case (.forwardListed, .japanese): "登録番号転送"
        case (.ringListed, .japanese): "登録番号着信"
        }
    }
}

extension VoiceWarp.Part {
    func title(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "ボイスワープ 開始／停止設定"
        case (.destinations, .japanese): "ボイスワープ 転送先電話番号設定"
        case (.select, .japanese): "セレクト機能 開始／停止設定"
        case (.list, .japanese): "セレクト機能 リスト設定"
        }
    }

    func purpose(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "転送を開始、または停止し、どのような電話を転送するかを設定します。"
        case (.destinations, .japanese): "転送先を\(VoiceWarp.places)件まで登録し、使う転送先を選びます。"
        case (.select, .japanese): "登録した番号からの電話だけを転送する、または転送しない設定をします。"
        case (.list, .japanese): "セレクト機能で使う電話番号を追加、削除します。"
        }
    }
}

extension VoiceWarpForms {
    func label(of group: String, in language: Language) -> String {
        switch (group, language) {
        case ("mode", .japanese): "転送条件"
        case ("chosen", .japanese): "使う転送先"
        case ("select", .japanese): "セレクト機能"
        case ("callers", .japanese): "セレクト機能のリスト"
        default: VoiceWarp.label(ofPlace: Int(group.dropFirst("place-".count)) ?? 0, in: language)
        }
    }

    func words(of group: String, in settings: Settings, _ language: Language) -> String {
        switch group {
        case "mode": settings.mode.words(seconds: settings.seconds, in: language)
        case "chosen":
            settings.places.isEmpty
                ? VoiceWarp.unset(in: language) : VoiceWarp.label(ofPlace: settings.chosen, in: language)
        case "select": settings.select.words(in: language)
        case "callers":
            settings.listed.isEmpty
                ? VoiceWarp.unset(in: language) : settings.listed.map(\.display).joined(separator: "、")
        default:
            VoiceWarp.words(
                settings.places.first { "place-\($0.place)" == group }, in: language)
        }
    }

    func summary(of settings: Settings, in language: Language) -> String {
        switch language {
        case .japanese:
            guard settings.isForwarding, let destination = settings.destination else { return "停止しています" }
            let select = settings.select == .off ? "" : "、セレクト機能は\(settings.select.words(in: language))"
            return "\(settings.mode.words(seconds: settings.seconds, in: language))、転送先は\(destination.display)\(select)"
        }
    }

    func done(_ new: Settings, _ part: Part, in language: Language) -> Notice {
        switch (part, language) {
        case (.service, .japanese):
            new.mode == .off
                ? Notice("ボイスワープを停止しました", ["電話は転送されずに、電話機で鳴ります。転送先の登録は残っています。"])
                : Notice("ボイスワープを開始しました", ["\(summary(of: new, in: language))です。"])
        case (_, .japanese):
            .changed([
                new.isForwarding
                    ? "いまからの電話は、新しい設定のとおりになります。" : "ボイスワープは停止しているため、開始するまで電話は転送されません。"
            ])
        }
    }
}

extension VoiceWarp {
    static func label(ofPlace place: Int, in language: Language) -> String {
        switch language {
        case .japanese: "転送先\(place)"
        }
    }

    static func words(_ place: Place?, in language: Language) -> String {
        guard let place else { return unset(in: language) }
        switch language {
        case .japanese:
            return place.name.isEmpty ? place.destination.display : "\(place.destination.display)（\(place.name)）"
        }
    }
}

// MARK: What is wrong

extension VoiceWarpProblem {
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        switch self {
        case .noMode: "転送条件を選択してください。"
        case .noSeconds: "呼び出し時間を入力してください。"
        case .seconds:
            "呼び出し時間は\(VoiceWarp.seconds.lowerBound)秒から\(VoiceWarp.seconds.upperBound)秒までの数字で入力してください。"
        case .noDestination: "開始するには、先に「転送先電話番号設定」で、使う転送先を登録してください。"
        case .destination(let place, let fault): fault.sentence(naming: Self.label(place), in: .japanese)
        case .ownNumber(let place): "\(Self.label(place))が、この電話番号と同じです。別の電話番号を入力してください。"
        case .monitorNumber(let place): "\(Self.label(place))は監視用電話番号のため、転送先にできません。別の電話番号を入力してください。"
        case .nameTooLong(let place, let count):
            "転送先\(place)の名前は\(VoiceWarp.nameLimit)文字以内で入力してください（現在\(count)文字）。"
        case .controlCharacter(let place): "転送先\(place)の名前に、改行などの制御文字は使えません。"
        case .nameWithoutNumber(let place): "\(Self.label(place))を入力するか、名前を空欄にしてください。"
        case .noChoice: "使う転送先を選択してください。"
        case .emptyChoice(let place): "使う転送先に選択した、\(Self.label(place))を入力してください。"
        case .lastDestination(let place):
            "\(Self.label(place))を入力してください。ボイスワープの開始中は、使う転送先を空欄にできません。空欄にするには、先に停止してください。"
        case .noSelect: "セレクト機能の設定を選択してください。"
        case .emptyList: "セレクト機能を開始するには、先に「リスト設定」で電話番号を1つ以上登録してください。"
        case .lastListed: "セレクト機能の開始中は、リストに電話番号を1つ以上残してください。すべて消すには、先にセレクト機能を停止してください。"
        case .list(let problem): problem.sentence(in: .japanese)
        }
    }

    private static func label(_ place: Int) -> String { "転送先電話番号\(place)" }
}

// MARK: What becomes of calls

extension VoiceWarpCaller {
    func label(in language: Language) -> String {
        switch (self, language) {
        case (.listed, .japanese): "リストに登録した番号からの電話"
        case (.unlisted, .japanese): "リストにない番号からの電話"
        case (.telling, .japanese): "番号を通知した電話"
        case (.withheld, .japanese): "番号を通知しない電話"
        }
    }
}

extension VoiceWarp {
    /// What becomes of a call at the number, as everywhere, and where it comes to in the end.
    static func sentence(of way: CallWay, in language: Language) -> String {
        guard let first = way.steps.first?.decision else { return "" }
        let sentence = first.sentence(in: language)
        guard case .forward(let destination) = first.action else { return sentence }
        switch (language, way.end) {
        case (.japanese, .leaves(to: destination)), (.japanese, .ringsHere(destination)): return sentence
        case (.japanese, .leaves(let number)): return "\(sentence)その先で\(number.display)へ転送されます。"
        case (.japanese, .ringsHere(let number)): return "\(sentence)その先で転送され、\(number.display)の電話機で鳴ります。"
        case (.japanese, .busy): return "\(sentence)その先で話中音が流れます。"
        case (.japanese, .announcement): return "\(sentence)その先でメッセージが流れます。"
        }
    }
}

extension VoiceWarpRemark {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.bulkForwarding, .japanese): "一括転送中のため、一括転送が優先されます。ボイスワープは、一括転送を停止してから働きます。"
        case (.monitorNumber, .japanese): "この電話番号は監視用電話番号です。試験呼は転送されませんが、ほかの電話は転送されます。監視用電話番号は、通話に使わないでください。"
        case (.insideContract(let number), .japanese):
            "転送先の\(number.display)は、同じご契約の電話番号です。停電や回線の故障のときは、転送先でも電話を受けられません。"
        }
    }
}

extension VoiceWarpNotice {
    func happening(in language: Language) -> String {
        switch language {
        case .japanese: "ボイスワープの設定が変更されました"
        }
    }

    func details(in language: Language) -> [String] {
        switch language {
        case .japanese:
            ["ボイスワープの電話番号：\(number.display)"]
                + VoiceWarp.auditLines(from: old, to: new).map { line in
                    let (before, after) = (line.before, line.after)
                    let event = VoiceWarp.events(in: language)["\(line.event.name)"] ?? ""
                    let words = [before, after].map { VoiceWarp.words($0, of: "\(line.event.name)", in: language) }
                    return "\(event)：\(words[0])から\(words[1])へ"
                }
        }
    }
}
