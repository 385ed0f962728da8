package import Shell
package import Telephony

/// The telephones that act for a contract and their PIN, as the audit trail has them.
package enum TelephonePINs {
    @Sendable
    package static func vocabulary(in language: Language) -> EventVocabulary<Person> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "電話での操作",
                events: [
                    "telephone-pin.callers": "電話で操作できる電話番号の登録",
                    "telephone-pin.changed": "電話で操作するための暗証番号の設定",
                    "telephone-pin.removed": "電話で操作できる電話番号と暗証番号の削除",
                    "telephone-pin.entered": "電話での暗証番号の入力",
                    "telephone-pin.wrong": "電話での暗証番号の入力間違い",
                    "telephone-pin.voided": "電話で操作するための暗証番号の無効",
                    "telephone-pin.unlocked": "電話で操作するための暗証番号の間違いの取り消し",
                ],
                words: { value, part, event in
                    event == "telephone-pin.callers" && part != .subject ? words(forCallers: value, in: language) : nil
                },
                isShown: \.actsForContract)
        }
    }

    private static func none(in language: Language) -> String {
        switch language {
        case .japanese: "なし"
        }
    }

    /// As the audit trail has them: digits with blanks between.
    private static func words(forCallers stored: String?, in language: Language) -> String {
        guard let stored, !stored.isEmpty else { return none(in: language) }
        return stored.split(separator: " ").map { PhoneNumber(clean: String($0))?.display ?? "\($0)" }.joined(
            separator: "、")
    }
}

extension TelephonePIN {
    package static func label(in language: Language) -> String {
        switch language {
        case .japanese: "暗証番号"
        }
    }

    static func sentence(ofRepetition isEmpty: Bool, in language: Language) -> String {
        switch language {
        case .japanese:
            isEmpty ? "暗証番号（確認）を入力してください。" : "暗証番号（確認）が暗証番号と違います。同じ数字をもう一度入力してください。"
        }
    }
}

extension TelephonePINHappening {
    func happening(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .changed(_, setsPIN: true)): "電話で操作するための暗証番号が設定されました"
        case (.japanese, .changed(_, setsPIN: false)): "電話で操作できる電話番号が変更されました"
        case (.japanese, .removed): "電話で操作するための登録が削除されました"
        case (.japanese, .spent): "電話で操作するための暗証番号が無効になりました"
        case (.japanese, .unlocked): "電話で操作するための暗証番号の間違いの回数が取り消されました"
        }
    }

    func details(in language: Language) -> [String] {
        switch (language, self) {
        case (.japanese, .changed(let callers, _)):
            ["操作できる電話番号：" + callers.map(\.display).joined(separator: "、")]
        case (.japanese, .removed): ["電話からは操作できなくなりました。"]
        case (.japanese, .spent):
            [
                "暗証番号の間違いが続けて\(TelephonePIN.allowedMisses)回ありました。",
                "電話から操作するには、ログインして新しい暗証番号を設定してください。",
            ]
        case (.japanese, .unlocked): ["暗証番号が、また使えます。"]
        }
    }
}

extension TelephonePINProblem {
    /// Says what is wrong and how to mend it, and never repeats what was typed.
    func sentence(naming label: String, in language: Language) -> String {
        let (least, most) = (TelephonePIN.lengths.lowerBound, TelephonePIN.lengths.upperBound)
        return switch (language, self) {
        case (.japanese, .empty): "\(label)を入力してください。"
        case (.japanese, .otherCharacters): "\(label)は数字だけで入力してください。"
        case (.japanese, .length(let count)): "\(label)は\(least)桁以上\(most)桁以内で入力してください（現在\(count)桁）。"
        case (.japanese, .equalRun): "\(label)には、0000のように同じ数字を\(Passwords.run)つ以上続けて入れないでください。"
        case (.japanese, .sequence): "\(label)には、1234、4321のように順に並ぶ数字を\(Passwords.run)つ以上続けて入れないでください。"
        case (.japanese, .repetition): "\(label)は、121212のような繰り返しで、ほかの方に推測されやすいものです。別の数字を入力してください。"
        case (.japanese, .endOfNumber): "\(label)には、電話番号の終わりの部分と同じ数字を使わないでください。"
        }
    }
}
