package import Exchange
package import Telephony

/// FEAT-2: what cannot be had together, or not of that number.
package enum NumberFeatureProblem: Error, Sendable, Hashable, CaseIterable {
    /// 特定番号通知 with 転送先特定番号.
    case shownWithForward
    /// 転送先特定番号 of a 050番号.
    case forwardOfIP
    /// 転送先特定番号 with メッセージボックス.
    case forwardWithMessageBox
    /// 特定番号通知: 0120, 0800 or 0570 only.
    case shownNumberKind
    /// 転送先特定番号: a number of the contract only.
    case forwardNumberForeign
}

extension NumberFeatures {
    /// - Parameters:
    ///   - isGeographic: of the number that has them.
    ///   - own: whether a number is of the contract.
    package func problems(isGeographic: Bool, isOwn: (PhoneNumber) -> Bool) -> [NumberFeatureProblem] {
        var problems: [NumberFeatureProblem] = []
        if shownNumber != nil, forwardNumber != nil { problems.append(.shownWithForward) }
        if forwardNumber != nil, !isGeographic { problems.append(.forwardOfIP) }
        if forwardNumber != nil, messageBox { problems.append(.forwardWithMessageBox) }
        if let shownNumber, !Self.canBeShown(shownNumber) { problems.append(.shownNumberKind) }
        if let forwardNumber, !isOwn(forwardNumber) { problems.append(.forwardNumberForeign) }
        return problems
    }

    /// フリーダイヤル and ナビダイヤル.
    private static func canBeShown(_ number: PhoneNumber) -> Bool {
        ["0120", "0800", "0570"].contains { number.digits.hasPrefix($0) }
    }

    /// They are asked for on a day of their own only (VOICE-1, question 5).
    package var areSpecial: Bool { shownNumber != nil || forwardNumber != nil }
}
