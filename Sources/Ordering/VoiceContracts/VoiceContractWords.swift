import Exchange
package import Telephony

extension VoiceContractType {
    package func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .universalOne): "IP Voice（Universal One）"
        case (.japanese, .wireless): "IP Voiceワイヤレス"
        case (.japanese, .smartPBX): "IP Voice（Smart PBX）"
        case (.japanese, .hikari): "ひかり電話"
        }
    }
}

extension NumberFeatures {
    /// What is contracted; nil: nothing.
    package func text(in language: Language) -> String? {
        let words: [String]
        switch language {
        case .japanese:
            words = [
                messageBox ? "メッセージボックス" : nil, rejectsAnonymous ? "非通知着信拒否" : nil,
                rejectsNuisance ? "迷惑電話お断り" : nil, shownNumber.map { "特定番号通知（\($0.display)）" },
                forwardNumber.map { "転送先特定番号（\($0.display)）" },
            ].compactMap { $0 }
        }
        return words.isEmpty ? nil : words.joined(separator: "、")
    }
}
