import Telephony

extension VoiceContract {
    /// VOICE-11: why numbers of a kind cannot call 110, 118 and 119.
    func noEmergencyCalls(of kind: VoiceNumberKind) -> OutsideLine.NoEmergencyCalls? {
        if kind == .ip { return .ip }
        return isInEmergencyArea ? nil : .area
    }

    func emergencyNotes(in language: Language) -> [String] {
        VoiceNumberKind.allCases.compactMap { noEmergencyCalls(of: $0)?.note(in: language) }
    }
}

extension OutsideLine.NoEmergencyCalls {
    /// Of numbers that are about to come.
    func note(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .ip):
            "\(VoiceNumberKind.ip.shortName(in: language))からは、緊急通報（110、118、119）をご利用いただけません。"
        case (.japanese, .area): "ご契約が緊急通報エリアの対象外のため、追加する0AJ番号からは、緊急通報（110、118、119）をご利用いただけません。"
        }
    }
}

extension NumberOffer {
    func sentence(in language: Language) -> String {
        switch language {
        case .japanese: isConsecutive ? "連番でご用意できます。" : "連番ではご用意できません（\(runs.count.inGroups)組に分かれます）。"
        }
    }
}

extension NumberReservation {
    func words(in language: Language) -> String {
        switch language {
        case .japanese:
            runs.map { $0.count == 1 ? $0.first.display : "\($0.first.display)～\($0.last.display)" }
                .joined(separator: "、")
        }
    }
}
