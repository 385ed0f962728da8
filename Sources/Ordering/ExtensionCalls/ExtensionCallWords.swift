import Exchange
import Shell
import Telephony

extension ExtensionCallDecision {
    /// What becomes of the call, a sentence each.
    func sentences(in language: Language) -> [String] {
        switch (language, action) {
        case (.japanese, .ring(let ringing)): [ringing.sentence(in: language)] + ringing.afterwards(in: language)
        case (.japanese, .goOn(let target)):
            [
                rule == .absence
                    ? "不在時動作により、すぐに\(target.name(in: language))へつながります。"
                    : "呼び出せる電話機がないため、すぐに\(target.name(in: language))へつながります。"
            ]
        case (.japanese, .outside(let number, let shown?)):
            ["\(number)へ発信します。相手の方には\(shown.display)が表示されます。"]
        case (.japanese, .outside(let number, nil)): ["\(number)へ発信します。相手の方に番号は表示されません（非通知）。"]
        case (.japanese, .overOfficeLink(let number)): ["オフィスリンクの\(number.digits)へつながります。"]
        case (.japanese, .busy):
            switch rule {
            case .channels: ["全体チャネル数いっぱいの通話があるため、話中音が聞こえます。"]
            case .lineWithoutTarget: ["外線着信の設定がないため、話中音が聞こえます。"]
            default: ["転送がくり返されたため、話中音が聞こえます。"]
            }
        case (.japanese, .unreachable): ["登録されている電話機がないため、つながりません。"]
        case (.japanese, .unknown): ["お使いになっていない番号です。"]
        case (.japanese, .noEmergency): ["この内線番号の発信番号では、110番、118番、119番へ電話をかけられません。"]
        }
    }
}

extension ExtensionCallDecision.Ringing {
    fileprivate func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            let all = places.map { $0.name(in: language) } + numbers.map(\.display)
            guard all.count > 1 else { return "\(all.first ?? "")が鳴ります。" }
            return "\(all.joined(separator: "、"))が\(isSerial ? "順番に" : "いっせいに")鳴ります。"
        }
    }

    fileprivate func afterwards(in language: Language) -> [String] {
        guard let next else { return [] }
        switch language {
        case .japanese:
            let cases =
                [seconds.map { isSerial ? "それぞれ\($0)秒のあいだに出ないとき" : "\($0)秒のあいだに出ないとき" }]
                + [whenBusy ? "話し中のとき" : nil, whenUnreachable ? "電話機につながらないとき" : nil]
            return ["\(cases.compactMap(\.self).joined(separator: "、"))は、\(next.name(in: language))へつながります。"]
        }
    }
}

extension Absence.Target {
    fileprivate func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .extension(let number)): "内線\(number.hyphenated)"
        case (.japanese, .number(let number)): number.display
        case (.japanese, .officeLink(let number)): "オフィスリンクの\(number.digits)"
        }
    }
}

extension InsideNumber {
    fileprivate func name(in language: Language) -> String {
        switch (language, self) {
        case (_, .extension(let number)): number.hyphenated
        case (.japanese, .officeLink(let number)): "オフィスリンクの\(number.digits)"
        }
    }
}
