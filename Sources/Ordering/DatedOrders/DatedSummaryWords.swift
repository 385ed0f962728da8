import Exchange
import Telephony

extension DatedItems {
    /// So many lines of an item are told.
    private static let mostLines = 20

    /// - Parameter present: numbers as they are now.
    func summary(_ present: [PhoneNumber: VoiceNumber], in language: Language) -> [String] {
        DatedItem.allCases.flatMap { summary(of: $0, present, in: language) }
    }

    /// A line for each wish of an item; empty where it has none.
    func summary(
        of item: DatedItem, _ present: [PhoneNumber: VoiceNumber], in language: Language
    ) -> [String] {
        let wishes = zip(items, places).filter { $0.1.item == item }.map(\.0)
        let lines = wishes.prefix(Self.mostLines).map { $0.sentence(present, in: language) }
        guard wishes.count > Self.mostLines else { return lines }
        return switch language {
        case .japanese: lines + ["…全\(wishes.count.inGroups)件"]
        }
    }
}

extension VoiceOrderItem {
    fileprivate func sentence(_ present: [PhoneNumber: VoiceNumber], in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .add(let wish, let features):
                "\(wish.base.display)に\(wish.kind.name(in: language))を\(wish.count.inGroups)番号"
                    + words(features, in: language)
            case .reserved(let code, let base, let features):
                "\(base.display)に予約コード\(code)の番号" + words(features, in: language)
            case .port(let line, let base, let leavesOthers, let features):
                "\(base.display)に\(line.number.display)（\(line.carrier)、\(line.kind.name(in: language))）"
                    + (leavesOthers ? "、残置番号有り" : "") + words(features, in: language)
            case .change(let number, let features):
                "\(number.display)："
                    + (present[number].map { "\($0.features.text(in: language) ?? "付加機能なし") → " } ?? "")
                    + (features.text(in: language) ?? "付加機能なし")
            case .list(let number, let name):
                name.isEmpty ? "\(number.display)：掲載しない" : "\(number.display)：「\(name)」で掲載する"
            case .end(let number): "\(number.display)を廃止する"
            }
        }
    }

    private func words(_ features: NumberFeatures, in language: Language) -> String {
        switch language {
        case .japanese: features.text(in: language).map { "、\($0)" } ?? ""
        }
    }
}

extension VoiceOrderCheck {
    /// Whether numbers come in a row (VOICE-10).
    func offerSentences(in language: Language) -> [String] {
        offers.sorted { $0.key < $1.key }.map { _, offer in
            switch language {
            case .japanese:
                "\(offer.count.inGroups)番号は、\(offer.isConsecutive ? "連番でご用意できます。" : "連番でご用意できません。")"
            }
        }
    }
}

extension TransactionConfirmation {
    func rows(in language: Language) -> [DetailRowView] {
        switch language {
        case .japanese:
            [
                DetailRowView(label: "取引確認内容の変更有無", value: hasChanged ? "変更あり" : "変更なし"),
                DetailRowView(label: Label.person.name(in: language), value: person),
                DetailRowView(label: Label.destinationDepartment.name(in: language), value: destinationDepartment),
                DetailRowView(label: Label.destinationPerson.name(in: language), value: destinationPerson),
            ]
        }
    }
}
