package import Exchange
package import Telephony

/// One thing that is wished about telephone numbers.
package enum VoiceOrderItem: Sendable, Equatable {
    /// ダイヤルイン番号の追加, so many of a kind.
    case add(NumberWish, NumberFeatures = .none)
    /// The same with 予約コード: which numbers is said by the code.
    case reserved(ReservationCode, beside: PhoneNumber, NumberFeatures = .none)
    /// 番号ポータビリティ
    case port(PortLine, beside: PhoneNumber, leavesOthers: Bool, NumberFeatures = .none)
    /// 番号ごと付加機能の変更
    case change(PhoneNumber, NumberFeatures)
    /// 電話帳掲載; an empty name: 掲載しない.
    case list(PhoneNumber, name: String)
    /// ダイヤルイン番号の廃止
    case end(PhoneNumber)

    /// 電話帳掲載名, in characters.
    package static let longestListing = 50
}

extension VoiceOrderItem {
    /// Of what comes: the number it hangs on.
    package var base: PhoneNumber? {
        switch self {
        case .add(let wish, _): wish.base
        case .reserved(_, let base, _), .port(_, let base, _, _): base
        case .change, .list, .end: nil
        }
    }

    /// Of what is there.
    package var existing: PhoneNumber? {
        switch self {
        case .change(let number, _), .list(let number, _), .end(let number): number
        case .add, .reserved, .port: nil
        }
    }

    var code: ReservationCode? { if case .reserved(let code, _, _) = self { code } else { nil } }

    package var features: NumberFeatures? {
        switch self {
        case .add(_, let features), .reserved(_, _, let features), .port(_, _, _, let features),
            .change(_, let features):
            features
        case .list, .end: nil
        }
    }
}
