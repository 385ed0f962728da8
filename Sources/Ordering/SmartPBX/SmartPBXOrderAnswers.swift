import CivilCalendar
import Exchange
import Telephony

/// What was typed for an order, as its draft keeps it.
struct SmartPBXOrderAnswers: DraftAnswers {
    var answers: OrderAnswers

    init(_ answers: OrderAnswers) { self.answers = answers }

    // MARK: What is wished

    enum Wish {
        case new(NewSmartPBX)
        case change(SmartPBXOutcome)

        /// The numbers that 削除 takes.
        var gone: [ExtensionNumber] {
            guard case .change(let outcome) = self, case .delete(let numbers, _) = outcome.change else { return [] }
            return numbers
        }
    }

    /// Nil where something is missing or wrong.
    func wish(_ kind: OrderKind, of contract: SmartPBXContent?) -> Wish? {
        guard kind != .new else {
            if case .success(let content) = content() { return .new(content) }
            return nil
        }
        guard let contract, case .success(let outcome) = change(kind, of: contract),
            outcome.night == .none || window != nil
        else { return nil }
        return .change(outcome)
    }

    // MARK: 2. The plan

    var plan: NumberPlan? {
        guard let site = Self.number(answers["siteDigits"]), let device = Self.number(answers["deviceDigits"]) else {
            return nil
        }
        return NumberPlan(siteDigits: site, deviceDigits: device)
    }

    /// 申込内線番号数, as it was said on the first page.
    var count: Int? { Self.number(answers["count"]) }

    var isByFile: Bool { answers["method"] == "file" }

    func planProblems() -> [SmartPBXFormProblem] {
        var problems: [SmartPBXFormProblem] = []
        for part in ExtensionNumber.Part.allCases {
            let (field, range) =
                part == .site ? ("siteDigits", NumberPlan.siteRange) : ("deviceDigits", NumberPlan.deviceRange)
            if Self.number(answers[field]).map(range.contains) != true { problems.append(.digits(part)) }
        }
        if count.map((1...Extension.limit).contains) != true {
            problems.append(.count)
        } else if let plan, let count, count > plan.capacity {
            problems.append(.capacity(plan.capacity))
        }
        if !["screen", "file"].contains(answers["method"]) { problems.append(.method) }
        return problems
    }

    /// Digits of either width.
    static func number(_ text: String) -> Int? {
        PastedText(text).count
    }

    // MARK: 3. The extensions

    var rows: ExtensionRows {
        get { ExtensionRows(text: answers["rows"]) }
        set { answers["rows"] = newValue.text }
    }

    var addedChannels: Int { Int(answers["addedChannels"]) ?? 0 }

    /// What would be ordered, or what is wrong with rows, or with all of them.
    func content() -> Result<NewSmartPBX, ContentProblems> {
        guard let plan else { return .failure(ContentProblems(ofForm: [.digits(.site)])) }
        switch rows.read(in: plan) {
        case .failure(let problems): return .failure(ContentProblems(ofRows: problems.all))
        case .success(let extensions):
            return NewSmartPBX.read(plan, extensions, addedChannels: addedChannels).mapError { problems in
                ContentProblems(ofForm: problems.all.compactMap { $0.ofForm(extensions.count) })
            }
        }
    }

    struct ContentProblems: Error, Sendable, Equatable {
        var ofRows: [ExtensionRows.Problem] = []
        var ofForm: [SmartPBXFormProblem] = []
    }
}

extension NewSmartPBXProblem {
    fileprivate func ofForm(_ count: Int) -> SmartPBXFormProblem? {
        switch self {
        case .noExtension: .noExtension
        case .tooMany(let count): .tooMany(count)
        case .addedChannels: .addedChannels(extensions: count)
        // Rows have told it already.
        case .otherPlan, .notOrderable, .twice: nil
        }
    }
}
