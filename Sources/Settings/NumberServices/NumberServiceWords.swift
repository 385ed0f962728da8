import Shell
import Telephony

extension NumberService {
    static func unchanged(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("変更はありません", ["入力された内容は、いまの設定と同じです。"])
        }
    }
}

extension CallerPattern {
    func display(in language: Language) -> String {
        switch (self, language) {
        case (.number(let number), _): number.display
        case (.prefix(let digits), .japanese): "\(digits)*（\(digits)で始まる番号）"
        }
    }
}

extension CallerListProblem {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.tooMany(let count, let limit), .japanese): "登録できる電話番号は\(limit)件までです（いま\(count)件）。"
        case (.notCaller(let line, let text, let takesPrefixes), .japanese):
            """
            \(line)行目の「\(text)」は電話番号として読めません。市外局番から、\
            \(takesPrefixes ? "または「03*」のように先頭の数字と「*」で" : "1行に1つ")入力してください。
            """
        case (.twice(let line, let text), .japanese): "\(line)行目の「\(text)」は、同じものがすでにあります。どちらかを消してください。"
        }
    }
}

extension NumberAddresses {
    static func label(ofPlace place: Int, in language: Language) -> String {
        switch language {
        case .japanese: "送信先メールアドレス\(place)"
        }
    }

    /// What a place holds.
    static func words(_ group: String, _ places: [Place], in language: Language) -> String {
        switch language {
        case .japanese: places.first { field($0.place) == group }?.address.text ?? "未登録"
        }
    }

    static func summary(_ places: [Place], in language: Language) -> String {
        switch language {
        case .japanese: places.isEmpty ? "送信先は未登録" : "送信先は\(places.count)件"
        }
    }

    static func doubt(_ address: MailAddress, in language: Language) -> String {
        switch language {
        case .japanese:
            "\(address.text)の「@」の後ろが、メールの届くドメイン名の形ではありません。このままではメールが届かないおそれがあります。"
        }
    }

    static func tested(_ address: MailAddress, delay: String?, in language: Language) -> NumberFormRemark {
        switch language {
        case .japanese:
            .said(
                heading: "送信テストのメールを送信しました",
                sentence: "\(address.text)に届いたことを確認してください。\(delay ?? "")入力した内容は、まだ設定されていません。")
        }
    }

    /// The last address while the service is on.
    static func lastAddress(in language: Language) -> String {
        switch language {
        case .japanese: "サービスの開始中は、送信先メールアドレスを1つ以上残してください。すべて消すには、先にサービスを停止してください。"
        }
    }

    /// A start without anybody to tell.
    static func noAddress(in language: Language) -> String {
        switch language {
        case .japanese: "開始するには、先に「送信先メールアドレス設定」で、メールアドレスを1つ以上登録してください。"
        }
    }

    static func notChosen(in language: Language) -> String {
        switch language {
        case .japanese: "「開始」または「停止」を選択してください。"
        }
    }

    static func state(_ isOn: Bool, in language: Language) -> String {
        switch language {
        case .japanese: isOn ? "開始" : "停止"
        }
    }
}

extension NumberAddresses.Fault {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.address(let place, let problem), .japanese):
            problem.sentence(naming: NumberAddresses.label(ofPlace: place, in: language), in: language)
        case (.same(let place, let other), .japanese):
            """
            \(NumberAddresses.label(ofPlace: place, in: language))は、\
            \(NumberAddresses.label(ofPlace: other, in: language))と同じです。\
            どちらかを消すか、別のメールアドレスを入力してください。
            """
        case (.tooManyTests, .japanese):
            """
            送信テストは\(NumberAddresses.testMailHours)時間に\(NumberAddresses.testMailLimit)回までです。\
            しばらくしてから、もう一度お試しください。
            """
        }
    }
}
