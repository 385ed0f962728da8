import Telephony

extension CallWay {
    /// What a caller meets at the end, after 「…への電話は」 or as a cell: 「090-1234-5678へ転送」.
    func words(in language: Language) -> String {
        switch (language, end) {
        case (.japanese, .leaves(let number)): "\(passage(in: language))\(number.display)へ転送"
        case (.japanese, .ringsHere(let number)):
            steps.count == 1 ? "ご契約の電話機で鳴る" : "\(passage(in: language))\(number.display)の電話機で鳴る"
        case (.japanese, .busy(at: let number, let rule)):
            "話中音（\(rule.busyReason(at: steps.count == 1 ? nil : number, in: language))）"
        case (.japanese, .announcement(let announcement, at: _)): announcement.words(in: language)
        }
    }

    /// The numbers between the first and the end.
    private func passage(in language: Language) -> String {
        let between = end.isHere ? steps.dropFirst().dropLast() : steps.dropFirst()
        guard !between.isEmpty else { return "" }
        switch language {
        case .japanese: return between.map(\.number.display).joined(separator: "、") + "を経て"
        }
    }
}

extension CallWay.End {
    fileprivate var isHere: Bool { if case .leaves = self { false } else { true } }
}

extension CallDecision.Announcement {
    func words(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .refusal): "おことわりのメッセージ"
        case (.japanese, .numberRequest): "ナンバー・リクエストのメッセージ"
        }
    }
}

extension CallRule {
    /// Why a caller hears busy.
    /// - Parameter number: where on the way, if not at the number that was dialled.
    func busyReason(at number: PhoneNumber?, in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .bulkForwardingWithoutDestination):
            number.map { "転送先の\($0.display)に、その先の転送先がありません" } ?? "転送先がありません"
        case (.japanese, .forwardedTooOften): "転送が\(Calls.mostForwardings)回を超えます"
        case (.japanese, .loop): "転送が一周して戻ります"
        case (.japanese, .channels): "同時に転送できる数に達しています"
        case (.japanese, .testCallNumber): "試験呼の番号です"
        case (.japanese, _): "話中です"
        }
    }
}
