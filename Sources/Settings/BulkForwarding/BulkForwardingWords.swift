import Shell
import Telephony

/// What pages and mails of the feature say.
extension BulkForwarding {
    /// What the service is called.
    static func name(in language: Language) -> String {
        switch language {
        case .japanese: "一括転送"
        }
    }

    static func words(for destination: PhoneNumber?, in language: Language) -> String {
        switch language {
        case .japanese: destination?.display ?? "未登録"
        }
    }

    /// What a change of destinations means for calls now.
    static func effect(of saved: Saved, isOn: Bool, in language: Language) -> String {
        switch language {
        case .japanese:
            if !isOn {
                "一括転送は停止しているため、開始するまで電話は転送されません。"
            } else if saved.busy == 0 {
                "一括転送中のため、いまからの電話は新しい転送先へ転送されます。"
            } else if saved.busy == saved.rows {
                "一括転送中のため、いまからこの\(saved.busy.inGroups)番号にかけた方には話中音が流れます。"
            } else {
                "一括転送中のため、いまからの電話は新しい転送先へ転送され、このうち\(saved.busy.inGroups)番号にかけた方には話中音が流れます。"
            }
        }
    }

    /// What becomes of the calls to one number of the list.
    static func fate(_ way: CallWay, isOn: Bool, in language: Language) -> String {
        switch language {
        case .japanese: (isOn ? "いまの電話：" : "一括転送中の電話：") + way.words(in: language)
        }
    }

    static func order(isOn: Bool, in language: Language) -> String {
        switch language {
        case .japanese: isOn ? "開始する" : "停止する"
        }
    }

    /// Typed where there was a destination: nothing.
    static func removal(in language: Language) -> String {
        switch language {
        case .japanese: "転送先を削除"
        }
    }

    /// On every page while it is on.
    static func bannerSentence(rings: Bool, in language: Language) -> Banner.Words {
        switch language {
        case .japanese:
            rings
                ? Banner.Words("一括転送中です。", short: "一括転送中")
                : Banner.Words("一括転送中です。どの番号にかけた方にも、話中音が流れます。")
        }
    }

    /// The link of the banner to where forwarding is stopped.
    static func stopLink(in language: Language) -> Banner.Words {
        switch language {
        case .japanese: Banner.Words(Page.service.title(in: language), short: "停止")
        }
    }
}

extension BulkForwarding.Page {
    func title(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .destinations): "転送先電話番号の設定"
        case (.japanese, .service): "サービス開始／停止"
        }
    }
}

extension BulkForwardingMany.Target {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .without): "転送先のないすべての電話番号"
        case (.japanese, .found): "検索で見つかったすべての電話番号"
        case (.japanese, .ticked): "一覧でチェックを付けた電話番号"
        case (.japanese, .all): "ご契約のすべての電話番号"
        }
    }
}

extension BulkForwarding.Service {
    func words(in language: Language) -> String {
        switch language {
        case .japanese: isOn ? "一括転送中" : "停止"
        }
    }
}

extension BulkForwarding.Author {
    /// Stands before 「が開始しました。」
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .person(let number)): "\(number.display)でログインした方"
        case (.japanese, .automatic): "故障・回復通知の自動設定"
        case (.japanese, .operator): "通信事業者"
        }
    }

    /// For the banner.
    func bannerWords(in language: Language) -> Banner.Words {
        let short =
            switch (language, self) {
            case (.japanese, .person(let number)): number.display
            case (.japanese, .automatic): "自動"
            case (.japanese, .operator): "通信事業者"
            }
        return Banner.Words(words(in: language), short: short)
    }
}

extension BulkForwarding.ChangeKind {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .edit): "転送先電話番号の設定"
        case (.japanese, .upload): "転送先電話番号の一括設定"
        case (.japanese, .undo): "変更の取り消し"
        case (.japanese, .start): "一括転送の開始"
        case (.japanese, .stop): "一括転送の停止"
        }
    }
}

extension BulkForwarding.Done {
    func notice(in language: Language) -> Notice {
        switch (language, self) {
        case (.japanese, .saved(let change, let saved, let isOn)):
            .changed(
                ["\(saved.rows)番号の転送先を変更しました。" + BulkForwarding.effect(of: saved, isOn: isOn, in: language)],
                undo: Notice.Undo(path: BulkForwardingHistoryPage.undoPath, change: change))
        case (.japanese, .nothing): Notice("変更はありません", ["入力された内容は、いまの設定と同じです。"])
        case (.japanese, .switched(true, let now)):
            Notice("一括転送を開始しました", [BulkForwarding.Done.state(isOn: true, since: now, in: language)])
        case (.japanese, .switched(false, let now)):
            Notice("一括転送を停止しました", [BulkForwarding.Done.state(isOn: false, since: now, in: language)])
        case (.japanese, .unchanged(true, let now)):
            Notice("一括転送は開始しています", [BulkForwarding.Done.state(isOn: true, since: now, in: language)])
        case (.japanese, .unchanged(false, let now)):
            Notice("一括転送は停止しています", [BulkForwarding.Done.state(isOn: false, since: now, in: language)])
        case (.japanese, .undone(let rows)):
            .changed(["変更を元に戻しました。\(rows.inGroups)番号の転送先が、変更する前の状態になりました。"])
        case (.japanese, .alreadyUndone): Notice("この変更は元に戻してあります")
        }
    }

    private static func state(isOn: Bool, since now: Moment, in language: Language) -> String {
        switch language {
        case .japanese:
            isOn
                ? "\(now.dateAndTimeText(in: language))から、転送先のある電話番号への電話が転送されています。"
                : "いまからの電話は、一括転送されません。転送先の登録は残っています。"
        }
    }
}

extension BulkForwardingProblem {
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .search): "電話番号の検索は、数字と「*」で入力してください。"
        case (.japanese, .destination(let refusal, of: let number)): refusal.sentence(for: number, in: language)
        case (.japanese, .many(.form(let problem))): problem.sentence(naming: "まとめて設定する転送先電話番号", in: language)
        case (.japanese, .many(let refusal)): "\(refusal.reason(in: language))\(refusal.remedy(in: language))"
        case (.japanese, .noTarget): "まとめて設定する電話番号を選択してください。"
        case (.japanese, .noneTicked): "まとめて設定する電話番号に、チェックを付けてください。"
        case (.japanese, .noAction): "「開始」または「停止」を選択してください。"
        case (.japanese, .nowhere(registered: false)): "一括転送を開始するには、転送先電話番号を1つ以上登録してください。"
        case (.japanese, .nowhere(registered: true)):
            "登録されている転送先をたどっても、鳴る電話がありません。ご契約以外の電話番号を、1つ以上の番号の転送先にしてください。"
        case (.japanese, .newerChanges(let numbers)):
            "\(numbers[0].display)\(others(numbers.count - 1))の転送先が、その後さらに変更されているため、元に戻せません。先に新しい変更を元に戻すか、転送先電話番号の設定で変更してください。"
        case (.japanese, .notUndone(let refusal)): "元に戻せません。\(refusal.reason(in: language))転送先電話番号の設定で変更してください。"
        }
    }

    private func others(_ count: Int) -> String { count > 0 ? "ほか\(count.inGroups)番号" : "" }
}

extension BulkForwardingRefusal {
    func reason(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .form(let fault)): fault.sentence(naming: "転送先電話番号", in: language)
        case (.japanese, .monitorNumber): "監視用電話番号には転送先を登録できません。"
        case (.japanese, .ownNumber): "転送先電話番号が転送元と同じ番号です。"
        case (.japanese, .monitorDestination): "監視用電話番号は、試験呼を受けるための番号なので、転送先にできません。"
        case (.japanese, .loop(let loop)): "転送が一周して元の番号に戻ります（\(loop.words(in: language))）。"
        }
    }

    func remedy(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .form(.refused)), (.japanese, .form(.notInUse)): "転送できる別の電話番号を入力してください。"
        case (.japanese, .form(.lostLeadingZero(let number))): "\(number.digits)のように、先頭の0から入力してください。"
        case (.japanese, .form): "市外局番から数字10桁、または050、070、080、090で始まる11桁で入力してください。"
        case (.japanese, .monitorNumber): "転送先電話番号を空欄にしてください。"
        case (.japanese, .ownNumber), (.japanese, .monitorDestination): "別の電話番号を入力するか、空欄にしてください。"
        case (.japanese, .loop): "このうち1つ以上の番号の転送先を、別の電話番号にしてください。"
        }
    }

    /// What stands below the field of one number, and in the summary, where it must say which.
    func sentence(for number: PhoneNumber, in language: Language) -> String {
        switch language {
        case .japanese:
            let label = "転送先電話番号（\(number.display)）"
            return switch self {
            case .form(.refused), .monitorNumber, .ownNumber, .monitorDestination, .loop:
                "\(label)：\(reason(in: language))\(remedy(in: language))"
            case .form(let fault): fault.sentence(naming: label, in: language)
            }
        }
    }
}

extension BulkForwardingLoop {
    /// 「03-1234-0001 → 03-1234-0002 → 03-1234-0001」; of long loops the beginning and how many numbers there are.
    func words(in language: Language) -> String {
        let shown = numbers.prefix(Self.mostShown).map(\.display)
        let rest =
            switch language {
            case .japanese: numbers.count > shown.count ? ["…（全部で\(numbers.count)番号）…"] : []
            }
        return (shown + rest + [numbers[0].display]).joined(separator: " → ")
    }
}

extension BulkForwardingNotice {
    func happening(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .changed): "一括転送の転送先が変更されました"
        case (.japanese, .switched(isOn: true, _)): "一括転送が開始されました"
        case (.japanese, .switched(isOn: false, _)): "一括転送が停止されました"
        }
    }

    func details(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .changed(let lines, let kind)):
            let more = lines.count - Self.mostLines
            let named = lines.prefix(Self.mostLines).map { line in
                let before = BulkForwarding.words(for: line.before, in: language)
                return "\(line.number.display)：\(before)から\(BulkForwarding.words(for: line.after, in: language))へ"
            }
            return ["操作：\(kind.words(in: language))（\(lines.count.inGroups)番号）"] + named
                + (more > 0 ? ["ほか\(more.inGroups)番号"] : [])
        case (.japanese, .switched(_, let reason)): return reason.map { ["理由：\($0)"] } ?? []
        }
    }
}
