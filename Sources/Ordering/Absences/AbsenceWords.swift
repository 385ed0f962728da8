import Encodings
import Shell
import Telephony

extension Absence {
    /// As the trail has it: kind, targets, cases or seconds.
    var line: String {
        switch self {
        case .forward(let target, let cases): "forward \(target.line) \(cases.line)"
        case .reach(let targets, let seconds): "reach \(targets.map(\.line).joined(separator: ",")) \(seconds)"
        }
    }

    /// What is in force, in words; 「未設定」 for nothing.
    static func words(_ absence: Absence?, in language: Language) -> String {
        words(ofLine: absence?.line ?? "", in: language)
    }

    static func words(ofLine line: String, in language: Language) -> String {
        let parts = line.split(separator: " ").map(String.init)
        switch language {
        case .japanese:
            guard parts.count == 3 else { return "未設定" }
            let targets = parts[1].split(separator: ",").map { PhoneNumber(clean: String($0))?.display ?? String($0) }
                .joined(separator: "、")
            if parts[0] == "reach" { return "シングルナンバーリーチ（\(targets)を\(parts[2])秒間呼び出す）" }
            let cases = parts[2].split(separator: ",").map { Cases.words(ofPart: String($0)) }
            return "\(targets)へ転送（\(cases.joined(separator: "、"))）"
        }
    }
}

extension Absence.Target {
    fileprivate var line: String {
        switch self {
        case .extension(let number): number.digits
        case .number(let number): number.digits
        case .officeLink(let number): number.digits
        }
    }
}

extension Absence.Cases {
    fileprivate var line: String {
        var parts: [String] = []
        if isAlways { parts.append("always") }
        if isBusy { parts.append("busy") }
        if let unansweredAfter { parts.append("unanswered:\(unansweredAfter)") }
        if isUnreachable { parts.append("unreachable") }
        return parts.joined(separator: ",")
    }

    fileprivate static func words(ofPart part: String) -> String {
        switch part {
        case "always": return "無条件"
        case "busy": return "話中"
        case "unreachable": return "圏外"
        default: return "無応答\(part.drop { !$0.isNumber })秒"
        }
    }
}

extension AbsenceProblem {
    /// - Parameter isReach: whose fields are shown in.
    func problem(in language: Language, isReach: Bool) -> Problem {
        Problem(field(isReach), sentence(in: language))
    }

    private func field(_ isReach: Bool) -> String {
        switch self {
        case .noKind: "kind"
        case .noCase: "cases"
        case .destination(_, let place), .unknown(let place), .own(let place): place.field
        case .twice(let place): Place.reach(place).field
        case .seconds(.unanswered), .secondsWithoutUnanswered: "seconds"
        case .seconds(.reach): "reachSeconds"
        case .loop: isReach ? "first" : "target"
        }
    }

    private func sentence(in language: Language) -> String {
        let range = Absence.seconds
        return switch (language, self) {
        case (.japanese, .noKind): "不在時の動作を選択してください。"
        case (.japanese, .noCase): "転送する場合を1つ以上選択してください。"
        case (_, .destination(let problem, let place)):
            problem.sentence(naming: place.label(in: language), in: language)
        case (.japanese, .unknown(let place)):
            "\(place.label(in: language))の内線番号は、ご契約にありません。番号を確かめてください。"
        case (.japanese, .own(let place)): "\(place.label(in: language))に、自分の内線番号は指定できません。別の番号を入力してください。"
        case (.japanese, .twice): "接続先1と接続先2が同じです。別の番号を入力するか、接続先2を空欄にしてください。"
        case (.japanese, .seconds(.unanswered)):
            "「無応答」を選んだときは、呼出時間を\(range.lowerBound)〜\(range.upperBound)秒で入力してください。"
        case (.japanese, .seconds(.reach)): "呼び出す時間は\(range.lowerBound)〜\(range.upperBound)秒で入力してください。"
        case (.japanese, .secondsWithoutUnanswered): "呼出時間は「無応答」のときだけ使います。「無応答」を選ぶか、呼出時間を空欄にしてください。"
        case (.japanese, .loop(let way)):
            "この設定では電話が元の内線番号に戻ってくるため、つながりません（\(way)）。別の番号を入力してください。"
        }
    }
}

extension AbsenceProblem.Place {
    fileprivate var field: String {
        switch self {
        case .forward: "target"
        case .reach(0): "first"
        case .reach: "second"
        }
    }

    fileprivate func label(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .forward): "転送先"
        case (.japanese, .reach(let place)): "接続先\(place + 1)"
        }
    }
}

extension Notice {
    static func absenceSet(_ absence: Absence?, in language: Language) -> Notice {
        switch language {
        case .japanese: .changed(["不在時の動作：\(Absence.words(absence, in: language))"])
        }
    }
}

enum Absences {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "不在時の動作", events: ["absence.set": "不在時の動作の変更"],
                words: { value, part, _ in
                    part == .subject ? nil : value.map { Absence.words(ofLine: $0, in: language) }
                })
        }
    }
}
