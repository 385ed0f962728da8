import Exchange
import Telephony

/// What was typed for an order of telephone numbers, as its draft keeps it.
struct ImmediateOrderAnswers: DraftAnswers {
    var answers: OrderAnswers

    init(_ answers: OrderAnswers) { self.answers = answers }

    /// 番号の選択: base numbers, or those that change or end.
    var chosen: [PhoneNumber] {
        get { answers["chosen"].split(separator: " ").compactMap { PhoneNumber(clean: String($0)) } }
        set { answers["chosen"] = newValue.sorted().map(\.digits).joined(separator: " ") }
    }

    var rows: AdditionRows {
        get { AdditionRows(plain: answers["rows"], coded: answers["codes"]) }
        set { (answers["rows"], answers["codes"]) = (newValue.plainText, newValue.codedText) }
    }

    var featureChange: FeatureChange {
        get { FeatureChange { answers[$0] } }
        set { for (field, value) in newValue.answers { answers[field] = value } }
    }

    /// 該当番号を廃止する
    var isEndTicked: Bool { answers["end"] == "yes" }

    /// As many numbers of a kind once more; codes are not typed anew by the site.
    mutating func repeatAddition(of lines: [VoiceOrderLine]) {
        let groups = Dictionary(grouping: lines) { line in
            [line.base.digits, VoiceNumberKind(line.number)?.rawValue ?? ""]
        }
        chosen = Array(Set(lines.map(\.base)))
        rows = AdditionRows(
            plain: groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
                .init(base: $0.key[0], kind: $0.key[1], count: "\($0.value.count)")
            })
    }
}
