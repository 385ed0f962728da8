import Exchange
import Shell
import Telephony

extension OutsideLine.NoEmergencyCalls {
    /// VOICE-11.
    func sentence(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .ip): "050で始まる番号のため、110、118、119にはかけられません。"
        case (.japanese, .area): "緊急通報エリア外のため、110、118、119にはかけられません。"
        }
    }
}

extension OutsideLine {
    /// In a list to choose from.
    func choice(in language: Language) -> String {
        switch language {
        case .japanese: number.display + (noEmergencyCalls == nil ? "" : "（110、118、119は不可）")
        }
    }
}

extension ExtensionGroupFacts {
    /// Where calls from outside go.
    func words(incoming target: CallTarget?, in language: Language) -> String {
        switch (language, target) {
        case (.japanese, nil): "なし（話中音が流れます）"
        case (.japanese, .extension(let number)?):
            "内線番号 \(number.digits)" + (extensions[number].map { $0.isEmpty ? "" : "（\($0)）" } ?? "")
        case (.japanese, .group(let id)?): "着信グループ \(group(id)?.words(in: language) ?? "")"
        case (.japanese, .officeLink(let number)?): "オフィスリンク内線番号 \(number.digits)"
        }
    }
}

extension PhoneNumber? {
    /// What a called person sees.
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, nil): "非通知"
        case (_, let number?): number.display
        }
    }
}

extension IncomingProblem {
    func problem(_ facts: ExtensionGroupFacts, in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .unknown(let typed, let number)):
            Problem(
                IncomingForm.target + number.digits,
                "「\(typed)」は、この契約の内線番号にも着信グループにもありません。番号を確かめてください。")
        case (.japanese, .loop(let places, let number)):
            Problem(
                IncomingForm.target + number.digits,
                "この設定では、電話が同じところに戻り続けます（\(facts.words(places, in: language))）。別の着信先を入力してください。")
        }
    }
}

extension OutgoingProblem {
    func problem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .noneChosen): Problem("chosen", "内線番号にチェックを入れてください。")
        case (.japanese, .noNumber): Problem("number", "発信番号を選択してください。")
        case (.japanese, .unknownNumber):
            Problem("number", "選択した発信番号は、この契約の外線番号ではなくなりました。選び直してください。")
        case (.japanese, .newer(let numbers)):
            Problem(
                "chosen",
                "\(OutgoingNumber.names(of: numbers, in: language))は、そのあとにほかの操作で変更されています。元に戻せません。")
        case (.japanese, .numbersGone(let numbers)):
            Problem(
                "number",
                "前の発信番号（\(numbers.prefix(5).map(\.display).joined(separator: "、"))）は、この契約の外線番号ではなくなりました。元に戻せません。"
            )
        }
    }
}

extension OutgoingNumber {
    /// So many are named in a sentence.
    private static let mostNamed = 5

    static func names(of numbers: [ExtensionNumber], in language: Language) -> String {
        switch language {
        case .japanese:
            numbers.prefix(mostNamed).map(\.digits).joined(separator: "、")
                + (numbers.count > mostNamed ? "ほか、全\(numbers.count.inGroups)番号" : "")
        }
    }

    /// 222001は03-1234-5101、222002は非通知
    static func words(_ numbers: [OutgoingNumber], in language: Language) -> String {
        switch language {
        case .japanese:
            numbers.prefix(mostNamed).map { "\($0.extension.digits)は\($0.shown.words(in: language))" }
                .joined(separator: "、") + (numbers.count > mostNamed ? "、ほか" : "")
        }
    }
}

extension Notice {
    static func incomingSaved(_ count: Int, in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("外線着信設定を変更しました", ["\(count.inGroups)番号の着信先を変更しました。次の着信から有効です。"])
        }
    }

    static func nothingChanged(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("変更はありませんでした", ["入力した内容は、いまの設定と同じです。"])
        }
    }

    static func outgoingSaved(
        _ count: Int, _ shown: PhoneNumber?, undo: Notice.Undo?, in language: Language
    ) -> Notice {
        guard count > 0 else { return nothingChanged(in: language) }
        return switch language {
        case .japanese:
            Notice(
                "外線発信設定を変更しました", ["\(count.inGroups)番号の発信番号を「\(shown.words(in: language))」にしました。次の発信から有効です。"],
                undo: undo)
        }
    }

    static func outgoingUploaded(_ count: Int, undo: Notice.Undo, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice("外線発信設定を変更しました", ["\(count.inGroups)番号の発信番号を一括で変更しました。次の発信から有効です。"], undo: undo)
        }
    }

    static func outgoingAlreadyUploaded(in language: Language) -> Notice {
        switch language {
        case .japanese: Notice("このファイルの内容は設定してあります")
        }
    }

    /// - Parameter count: nil: it had been done before.
    static func outgoingUndone(_ count: Int?, in language: Language) -> Notice {
        switch language {
        case .japanese:
            Notice(
                "元に戻しました",
                [count.map { "\($0.inGroups)番号の発信番号を、変更の前に戻しました。" } ?? "この変更は、すでに元に戻してあります。"])
        }
    }
}

extension ExtensionRouting {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "外線着信・外線発信",
                events: [
                    "extension-line.added": "外線番号の追加",
                    "extension-line.removed": "外線番号の削除",
                    "extension-line.target": "外線着信先の変更",
                    "outgoing-number.many": "発信番号をまとめて設定",
                    "outgoing-number.upload": "発信番号の一括設定",
                    "outgoing-number.undo": "発信番号の変更の取り消し",
                ],
                words: { words(for: $0, $1, of: $2, in: language) }, isShown: { $0.rights.knows(.smartPBX) })
        }
    }

    private static func words(
        for value: String?, _ part: AuditPart, of event: String, in language: Language
    ) -> String? {
        switch (language, event, part) {
        case (.japanese, "extension-line.target", .before), (.japanese, "extension-line.target", .after):
            value == "" ? "なし" : nil
        case (.japanese, "outgoing-number.many", .subject):
            value.flatMap { ContractCode($0) }.map { _ in "非通知" }
        case (.japanese, "outgoing-number.many", .after), (.japanese, "outgoing-number.upload", .after),
            (.japanese, "outgoing-number.undo", .after):
            value.flatMap { Int($0) }.map { "\($0.inGroups)番号" }
        default: nil
        }
    }
}
