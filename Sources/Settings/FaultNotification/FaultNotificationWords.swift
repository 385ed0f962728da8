import Shell
import Telephony

/// How the feature's values are said to people.
extension FaultNotification {
    static func label(ofPlace place: Int, in language: Language) -> String {
        switch language {
        case .japanese: "送信先メールアドレス\(place)"
        }
    }

    /// Instead of a monitor number.
    static func noNumber(in language: Language) -> String {
        switch language {
        case .japanese: "未登録"
        }
    }
}

extension FaultNotification.Name {
    func label(in language: Language) -> String {
        switch (self, language) {
        case (.customer, .japanese): "契約者名"
        case (.site, .japanese): "拠点情報"
        }
    }

    /// The name itself, or that there is none.
    func text(_ name: String, in language: Language) -> String {
        switch language {
        case .japanese: name.isEmpty ? "未設定" : name
        }
    }
}

extension FaultNotification.Switch {
    func label(in language: Language) -> String {
        switch (self, language) {
        case (.service, .japanese): "故障・回復通知"
        case (.start, .japanese): "一括転送自動開始"
        case (.stop, .japanese): "一括転送自動停止"
        }
    }

    func state(_ isOn: Bool, in language: Language) -> String {
        switch language {
        case .japanese: isOn ? "開始" : "停止"
        }
    }
}

extension FaultNotificationForm {
    func title(in language: Language) -> String {
        switch (self, language) {
        case (.mail, .japanese): "送信メール内容設定"
        case (.addresses, .japanese): "送信先メールアドレス設定"
        case (.automatic, .japanese): "一括転送自動開始・自動停止設定"
        case (.service, .japanese): "サービス開始／停止"
        }
    }

    static func unchanged(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("変更はありません", ["入力された内容は、いまの設定と同じです。"])
        }
    }
}

extension FaultNotificationAddressesForm.Place {
    /// What stands there.
    func text(in language: Language) -> String {
        switch language {
        case .japanese:
            typed.isEmpty ? "未設定" : "\(typed)（\(isTicked ? "送信する" : "送信しない")、\(hours.text(in: language))）"
        }
    }
}

extension FaultNotificationHours {
    func text(in language: Language) -> String {
        switch language {
        case .japanese: self == .always ? "終日" : parts.map { $0.name(in: language) }.joined(separator: "と")
        }
    }

    /// Of one part.
    private func name(in language: Language) -> String {
        switch (self, language) {
        case (.day, .japanese): "昼間"
        case (.evening, .japanese): "夜間"
        case (_, .japanese): "深夜・早朝"
        }
    }
}

// MARK: What is wrong

extension FaultNotificationProblem {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.controlCharacter(let name), .japanese): "\(name.label(in: language))に、改行などの制御文字は使えません。"
        case (.tooLong(let name, let count), .japanese):
            "\(name.label(in: language))は\(name.limit)文字以内で入力してください（現在\(count)文字）。"
        case (.notChosen(.service), .japanese): "「開始」または「停止」を選択してください。"
        case (.notChosen(let choice), .japanese): "\(choice.label(in: language))の「開始」または「停止」を選択してください。"
        case (.address(let place, let problem), .japanese):
            problem.sentence(naming: FaultNotification.label(ofPlace: place, in: language), in: language)
        case (.sameAddress(let place, let other), .japanese):
            """
            \(FaultNotification.label(ofPlace: place, in: language))は、\
            \(FaultNotification.label(ofPlace: other, in: language))と同じです。\
            どちらかを消すか、別のメールアドレスを入力してください。
            """
        }
    }
}

extension FaultNotificationRefusal {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.noBulkForwarding, .japanese): "一括転送のご契約がないため、自動開始・自動停止は設定できません。"
        case (.noMonitorNumber, .japanese):
            "監視用電話番号が登録されていないため、開始できません。ご契約の窓口へ監視用電話番号の登録をご依頼ください。"
        case (.noRecipient(let choice), .japanese):
            """
            \(choice == .service ? "故障・回復通知を開始するには" : "一括転送の自動開始・自動停止を「開始」にするには")、\
            先に「送信先メールアドレス設定」で、送信にチェックを入れたメールアドレスを1つ以上登録してください。
            """
        case (.lastRecipient(let choices), .japanese):
            """
            \(choices.map(Self.nameInJapanese).joined(separator: "、"))が「開始」になっている間は、\
            送信にチェックを入れたメールアドレスを1つ以上残してください。すべて外すには、先に「停止」にしてください。
            """
        case (.tooManyTests, .japanese):
            """
            送信テストは\(FaultNotification.testMailMinutes)分間に\(FaultNotification.testMailLimit)回までです。\
            しばらくしてから、もう一度お試しください。
            """
        }
    }

    private static func nameInJapanese(_ choice: FaultNotification.Switch) -> String {
        switch choice {
        case .service: "故障・回復通知のサービス"
        case .start: "一括転送の自動開始"
        case .stop: "一括転送の自動停止"
        }
    }
}

// MARK: What is in force after a change

extension FaultNotificationEffect {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.nextMail, .japanese): "次に送信するメールから、この内容になります。"
        case (.recipients(0), .japanese): "お知らせメールの送信先はありません。"
        case (.recipients(let count), .japanese): "お知らせメールを\(count)件のメールアドレスへ送信します。"
        case (.uncovered(let hours), .japanese):
            "\(hours.text(in: language))に受信する送信先がありません。この時間帯の故障・回復は、メールで届きません。"
        case (.automaticStart(true), .japanese): "故障を検知すると、一括転送を自動で開始します。"
        case (.automaticStart(false), .japanese): "故障を検知しても、一括転送は自動で開始しません。"
        case (.automaticStop(true), .japanese): "回復を検知すると、一括転送を自動で停止します。"
        case (.automaticStop(false), .japanese): "回復を検知しても、一括転送は自動で停止しません。"
        case (.serviceIsOff, .japanese): "故障・回復通知のサービスは停止しています。自動開始・自動停止は、サービスを開始してから働きます。"
        case (.service(true, let interval), .japanese):
            "監視用電話番号へ、\(interval.text(in: language))ごとに試験呼を発信します。"
        case (.service(false, _), .japanese): "試験呼は発信しません。一括転送の状態は変わりません。"
        }
    }

    /// A start and a stop are called what they are; everything else is a change.
    func notice(in language: Language) -> Notice {
        switch (self, language) {
        case (.service(true, _), .japanese): Notice("故障・回復通知を開始しました", [sentence(in: language)])
        case (.service(false, _), .japanese): Notice("故障・回復通知を停止しました", [sentence(in: language)])
        default: .changed([sentence(in: language)])
        }
    }
}

// MARK: The line

extension LineCondition? {
    /// Nil while the line is not watched.
    func text(in language: Language) -> String {
        switch (self, language) {
        case (nil, .japanese): "停止中"
        case (.undecided, .japanese): "未判定"
        case (.normal, .japanese): "正常"
        case (.faulty, .japanese): "故障"
        }
    }
}

extension FaultNotification.Forwarding {
    /// In 故障の記録; empty when nothing was to be done.
    func text(in language: Language) -> String {
        switch (self, language) {
        case (.notWanted, .japanese): ""
        case (.started, .japanese): "一括転送を自動開始"
        case (.wasOn, .japanese): "一括転送は開始済み"
        case (.impossible, .japanese): "転送先がなく一括転送を開始できず"
        }
    }
}

extension FaultNotificationMisses {
    func sentence(at now: Moment, in language: Language) -> String {
        switch (self, language) {
        case (.noCalls, .japanese): "過去\(TestCallStrip.hours)時間に試験呼はありません。"
        case (.periods([]), .japanese): "過去\(TestCallStrip.hours)時間の試験呼は、すべて着信できました。"
        case (.periods(let periods), .japanese):
            """
            過去\(TestCallStrip.hours)時間に着信できなかった試験呼がある時間帯：\
            \(periods.count > Self.mostNamed ? "（ほか\(periods.count - Self.mostNamed)回）" : "")\
            \(periods.suffix(Self.mostNamed).map { Self.period($0, at: now) }.joined(separator: "、"))
            """
        }
    }

    private static func period(_ period: Range<Moment>, at now: Moment) -> String {
        [period.lowerBound, period.upperBound].map { moment in
            (moment.dayText == now.dayText ? "" : "前日") + moment.timeText
        }.joined(separator: "～")
    }
}

extension Duration {
    /// 「2分」「2分30秒」「1時間5分」「3日2時間」; never less than nothing, whatever was done to the clock.
    func text(in language: Language) -> String {
        let seconds = max(components.seconds, 0)
        let parts =
            switch language {
            case .japanese:
                [
                    (seconds / 86400, "日"), (seconds / 3600 % 24, "時間"), (seconds / 60 % 60, "分"), (seconds % 60, "秒"),
                ]
            }
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0\(parts[3].1)" }
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
    }
}
