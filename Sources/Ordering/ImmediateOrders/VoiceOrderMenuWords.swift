import Telephony

extension VoiceOrderWish.Want {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .geographic): "0AJ番号（03、06～番号）を追加する"
        case (.japanese, .ip): "\(VoiceNumberKind.ip.shortName(in: language))を追加する"
        case (.japanese, .features): "番号ごと付加機能を変更する"
        case (.japanese, .end): "ダイヤルイン番号を廃止する"
        }
    }
}

extension VoiceOrderChart.Question {
    /// What an answer rests on.
    func ground(
        _ contract: VoiceContract, _ wish: VoiceOrderWish, _ facts: VoiceOrderChart.Facts, _ largest: BaseNumber?,
        in language: Language
    ) -> String {
        switch language {
        case .japanese:
            switch self {
            case .membersNet: facts.hasMembersNet ? "メンバーズネットをご契約中です。" : "メンバーズネットのご契約はありません。"
            case .firstGeographicOfSmartPBX, .firstGeographic:
                wish.want != .geographic
                    ? "0AJ番号を追加しません。"
                    : facts.hasGeographic ? "0AJ番号をすでにご利用中です。" : "0AJ番号のご利用はまだありません。"
            case .portability:
                wish.ofChart.ports ? "他社の番号を追加したいと選択されています。" : "他社の番号は追加しないと選択されています。"
            case .geographicOfOthers:
                wish.want != .geographic
                    ? "0AJ番号を追加しません。"
                    : "サービスタイプは\(contract.type.name(in: language))\(contract.isCloudPlan ? "（クラウドプラン）" : "")です。"
            case .specialFeatures:
                wish.ofChart.usesSpecialFeatures ? "利用したいと選択されています。" : "利用しないと選択されています。"
            case .largeBase:
                !wish.adds
                    ? "番号を追加しません。"
                    : largest.map { "番号がもっとも多い代表は\($0.number.display)で、\($0.dialInCount.inGroups)番号です。" }
                        ?? "代表の番号はまだありません。"
            }
        }
    }
}
