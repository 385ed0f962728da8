import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2 of 契約廃止 (PBX-10): what ends, and the person's word for it, twice.
struct SmartPBXTerminationPage: Sendable {
    let flow: SmartPBXOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        var answers = opened.answers
        for field in ["end", "endedContract"] { answers[field] = visit.form[field] ?? "" }
        let problems = answers.problems(flow.kind, of: opened.contract, at: flow.desk.clock.now())?.ofForm ?? []
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
        let view = SmartPBXTerminationView(
            frame: flow.frame(.extensions, draft, answers.contract, visit, isOvertaken: isOvertaken),
            contract: contract, answers: answers, problems: problems, language: visit.language)
        return try flow.services.page(
            "SmartPBX/termination", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct SmartPBXTerminationView: ViewModel {
    let frame: OrderFrame
    let contract: SmartPBXContent
    let answers: SmartPBXOrderAnswers
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<SmartPBXTerminationView> = [
        "frame": { .object($0.frame) },
        "existing": { .object(SmartPBXPresentView(content: $0.contract, language: $0.language)) },
        "end": { .object(FieldView("end", $0.answers["end"], $0.problems)) },
        "isTicked": { .flag($0.answers["end"] == "yes") },
        "endedContract": { .object(FieldView("endedContract", $0.answers["endedContract"], $0.problems)) },
    ]
}
