import Telephony

extension CallDecision {
    /// What happens at the number, and why.
    func sentence(in language: Language) -> String {
        switch (language, action, rule) {
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
        case (.japanese, .voiceWarpSelect): "ボイスワープのセレクト機能により、転送されずに鳴ります。"
        case (.japanese, .forwardedTooOften), (.japanese, .loop), (.japanese, .channels):
            "電話機で鳴ります。応答がないときの転送はできません（\(busyReason(at: nil, in: language))）。"
        case (.japanese, _): "転送されずに、ご契約の電話機で鳴ります。"
        }
    }
}
