import Shell
package import Telephony

extension NumberBlocks {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "電話番号",
                events: [
                    "number-block.added": "番号の登録",
                    "number-reservation.added": "番号予約コードの発行",
                    "number-reservation.removed": "番号予約コードの取り消し",
                    "number-reservation.expired": "番号予約コードの期限切れ",
                ])
        }
    }
}

extension NumberReservation.Refusal {
    package func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.unknown, .japanese):
            "この予約コードはご利用いただけません。入力に間違いがないかお確かめのうえ、弊社営業担当にご確認ください。"
        case (.tooManyMisses(let until), .japanese):
            "予約コードの間違いが\(NumberReservation.missWindow.inHours)時間に\(NumberReservation.allowedMisses)回あったため、\(until.dateAndTimeText(in: .japanese))まで受け付けられません。"
        }
    }
}

extension VoiceNumberKind {
    package func name(in language: Language) -> String {
        switch (self, language) {
        case (.geographic, .japanese): "0AJ番号（03、06～番号）"
        case (.ip, .japanese): "\(VoiceNumberKind.ipArea)番号"
        }
    }

    package func shortName(in language: Language) -> String {
        switch (self, language) {
        case (.geographic, .japanese): "0AJ番号"
        case (.ip, .japanese): "\(VoiceNumberKind.ipArea)番号"
        }
    }
}
