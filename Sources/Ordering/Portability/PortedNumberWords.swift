package import Exchange
package import Telephony

extension PortedNumber.State {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .accepted): "受付"
        case (.japanese, .confirming): "移転元確認中"
        case (.japanese, .dated): "工事日確定"
        case (.japanese, .switching): "切替中"
        case (.japanese, .done): "完了"
        case (.japanese, .refused): "不可"
        case (.japanese, .cancelled): "取消"
        }
    }
}

extension PortRefusal {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .holder): "名義相違"
        case (.japanese, .address): "住所相違"
        case (.japanese, .notInUse): "番号使用なし・他社手続き中"
        case (.japanese, .notPortable): "対象外"
        case (.japanese, .lineKind): "番ポ不可電話"
        case (.japanese, .remainingNumbers): "残置番号の申告なし"
        }
    }

    /// What is to be done.
    package func remedy(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .holder): "いまの契約の名義を請求書などで確かめて、回線名義を訂正してください。"
        case (.japanese, .address): "いまの契約の設置場所と契約者の住所を確かめて、訂正してください。"
        case (.japanese, .notInUse): "いまの電話事業者に、番号が使われていることと、ほかの手続きがないことを確かめてください。"
        case (.japanese, .notPortable): "この番号は移せません。新しい番号の追加をご検討ください。"
        case (.japanese, .lineKind): "いまの電話事業者に、番号ポータビリティができる契約への変更をご相談ください。"
        case (.japanese, .remainingNumbers): "同じ回線に残す番号があるときは、残置番号を「有り」にしてください。"
        }
    }
}
