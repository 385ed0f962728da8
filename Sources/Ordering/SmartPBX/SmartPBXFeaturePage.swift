import CivilCalendar
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2 of 付加機能の追加 and 廃止 (LINK-1, 3): who has consented, or the person's word that it ends.
struct SmartPBXFeaturePage: Sendable {
    let flow: SmartPBXOrderFlow

    private static let fields = ["contractor", "endFeature"]

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        let problem = opened.contract.flatMap {
            SmartPBXChange.featureProblem(isAdding: flow.kind == .addFeature, $0)
        }
        let problems = problem.map { [SmartPBXFormProblem.change($0, flow.kind)] } ?? []
        return try page(visit, opened, opened.draft.reference, opened.answers, problems)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let (opened, now) = (try flow.open(visit), flow.desk.clock.now())
        var answers = opened.answers
        for field in Self.fields { answers[field] = visit.form[field] ?? "" }
        // The consent is of the day on which it was said last.
        answers["consentDay"] = visit.form["consent"] == "yes" ? "\(now.day.daysSince1970)" : ""
        let problems = answers.problems(flow.kind, of: opened.contract, at: now)?.ofForm ?? []
        return try await flow.goOn(answers, opened, visit, unless: problems) { [answers] draft, problems, isOvertaken in
            try page(visit, opened, draft, answers, problems, isOvertaken: isOvertaken)
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: SmartPBXOrderAnswers, _ problems: [SmartPBXFormProblem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let problems = problems.map { $0.problem(in: visit.language) }
        let view = SmartPBXFeatureView(
            frame: flow.frame(.extensions, draft, answers.contract, visit, isOvertaken: isOvertaken),
            isAdding: flow.kind == .addFeature, contract: contract,
            use: try flow.use(ofFeatureOf: answers.contract, contract), answers: answers, problems: problems,
            language: visit.language)
        return try flow.services.page(
            flow.kind == .addFeature ? "SmartPBX/feature" : "SmartPBX/feature-end", view, for: visit,
            problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct SmartPBXFeatureView: ViewModel {
    let frame: OrderFrame
    let isAdding: Bool
    let contract: SmartPBXContent
    /// What goes with the feature.
    let use: ExtensionUse
    let answers: SmartPBXOrderAnswers
    let problems: [Problem]
    let language: Language

    /// Nil where it cannot be had, or ended, whatever is typed.
    private var form: SmartPBXFeatureView? {
        SmartPBXChange.featureProblem(isAdding: isAdding, contract) == nil ? self : nil
    }

    static let fields: ViewFields<SmartPBXFeatureView> = [
        "frame": { .object($0.frame) },
        "existing": { .object(SmartPBXPresentView(content: $0.contract, language: $0.language)) },
        "form": { .object(ifAny: $0.form) },
        "feature": { view in .object(FieldView("feature", "", view.problems)) },
        "contractor": { .object(FieldView("contractor", $0.answers["contractor"], $0.problems)) },
        "consent": { .object(FieldView("consent", "", $0.problems)) },
        "isConsentTicked": { .flag(!$0.answers["consentDay"].isEmpty) },
        "endFeature": { .object(FieldView("endFeature", "", $0.problems)) },
        "isEndTicked": { .flag($0.answers["endFeature"] == "yes") },
        "uses": { .object(ifAny: ExtensionUseView($0.use, in: $0.language)) },
        "numbers": { view in .object(ifAny: CountView(view.contract.officeLink?.numbers.count ?? 0)) },
        "present": { view in .text(ifAny: view.contract.officeLink?.consent.contractor) },
    ]
}
