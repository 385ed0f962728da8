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

    /// As many numbers of a kind once more, and the codes that wait again.
    mutating func repeatAddition(of lines: [VoiceOrderLine], _ codes: RepeatedCodes) {
        let groups = Dictionary(grouping: codes.others) { line in
            [line.base.digits, VoiceNumberKind(line.number)?.rawValue ?? ""]
        }
        chosen = Array(Set(lines.map(\.base)))
        rows = AdditionRows(
            plain: groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
                .init(base: $0.key[0], kind: $0.key[1], count: "\($0.value.count)")
            }, coded: codes.rows.map { .init(base: $0.line.base.digits, code: $0.code.text) })
    }
}
