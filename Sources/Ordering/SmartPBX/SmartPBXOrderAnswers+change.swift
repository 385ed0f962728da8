import CivilCalendar
import Exchange
import Telephony

/// What was typed for a change of a contract, or its end.
extension SmartPBXOrderAnswers {
    /// 内線番号: 追加する, 削除する; else 変更なし.
    var changesNumbers: Bool {
        get { answers["numbers"] == "yes" }
        set { answers["numbers"] = newValue ? "yes" : "no" }
    }

    /// 全体チャネル: 追加する, 削除する; else 変更なし.
    var changesChannels: Bool { answers["channels"] == "yes" }

    /// 内線番号 that are ticked, or stood in the file.
    var gone: Set<ExtensionNumber> {
        get {
            Set(answers["gone"].split(separator: " ").compactMap { ExtensionNumber(hyphenated: $0) })
        }
        set { answers["gone"] = newValue.sorted().map(\.hyphenated).joined(separator: " ") }
    }

    var window: NightWindow? { NightWindow(rawValue: answers["window"]) }

    var part: ExtensionNumber.Part? { ExtensionNumber.Part(rawValue: answers["part"]) }

    var addedDigits: Int? { Self.number(answers["digits"]) }

    /// All that is wrong, the night's window included; nil where nothing is.
    func problems(_ kind: OrderKind, of contract: SmartPBXContent?, at now: Moment) -> ContentProblems? {
        guard let contract else {
            if case .failure(let problems) = content() { return problems }
            return nil
        }
        switch change(kind, of: contract) {
        case .failure(let problems): return problems
        case .success(let outcome):
            guard outcome.night != .none, window.map(NightWindow.open(at: now).contains) != true else { return nil }
            return ContentProblems(ofForm: [.window])
        }
    }

    /// What would come of it, or all that is wrong.
    func change(_ kind: OrderKind, of contract: SmartPBXContent) -> Result<SmartPBXOutcome, ContentProblems> {
        switch wished(kind, of: contract) {
        case .failure(let problems): return .failure(problems)
        case .success(let change):
            return change.applied(to: contract).mapError { problems in
                ContentProblems(ofForm: problems.all.map { .change($0, kind) })
            }
        }
    }

    private func wished(_ kind: OrderKind, of contract: SmartPBXContent) -> Result<SmartPBXChange, ContentProblems> {
        switch kind {
        case .new, .addNumbers, .changeFeatures, .endNumbers, .dated:
            return .failure(ContentProblems(ofForm: [.change(.nothing, kind)]))
        case .add:
            return comingRows(of: contract).map { .add($0, channels: changesChannels ? addedChannels : 0) }
        case .delete:
            if changesNumbers, gone.isEmpty { return .failure(ContentProblems(ofForm: [.noneChosen])) }
            return .success(
                .delete(changesNumbers ? gone.sorted() : [], channels: changesChannels ? addedChannels : 0))
        case .lengthen:
            guard let part else { return .failure(ContentProblems(ofForm: [.part])) }
            return .success(.lengthen(part, by: addedDigits ?? 0))
        case .end: return wishedEnd()
        case .addFeature, .endFeature: return wishedFeature(kind, of: contract)
        }
    }

    private func wishedEnd() -> Result<SmartPBXChange, ContentProblems> {
        var problems: [SmartPBXFormProblem] = []
        if answers["end"] != "yes" { problems.append(.endNotTicked) }
        if PastedText(answers["endedContract"]).text.uppercased() != contract?.text { problems.append(.endedContract) }
        return problems.isEmpty ? .success(.end) : .failure(ContentProblems(ofForm: problems))
    }

    /// The consent bears the day on which it was said.
    private func wishedFeature(
        _ kind: OrderKind, of contract: SmartPBXContent
    ) -> Result<SmartPBXChange, ContentProblems> {
        // What cannot be had at all is told alone.
        if let problem = SmartPBXChange.featureProblem(isAdding: kind == .addFeature, contract) {
            return .failure(ContentProblems(ofForm: [.change(problem, kind)]))
        }
        guard kind == .addFeature else {
            return answers["endFeature"] == "yes"
                ? .success(.endFeature) : .failure(ContentProblems(ofForm: [.featureEndNotTicked]))
        }
        let contractor = PlainName(answers["contractor"])
        var problems = contractor.faults(limit: OfficeLink.Consent.longestContractor, isRequired: true)
            .map { SmartPBXFormProblem.contractor($0) }
        let day = Int(answers["consentDay"]).map { CivilDate(daysSince1970: $0) }
        if day == nil { problems.append(.consentNotTicked) }
        guard problems.isEmpty, let day else { return .failure(ContentProblems(ofForm: problems)) }
        return .success(.addFeature(OfficeLink.Consent(contractor.text, on: day)))
    }

    private func comingRows(of contract: SmartPBXContent) -> Result<[Extension], ContentProblems> {
        guard changesNumbers else { return .success([]) }
        if rows.withoutEmpty.all.isEmpty { return .failure(ContentProblems(ofForm: [.noExtension])) }
        return rows.read(in: contract.plan).mapError { ContentProblems(ofRows: $0.all) }
    }
}
