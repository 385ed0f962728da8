import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2: how many digits and extensions, and how they are typed (PBX-5).
struct NewSmartPBXPlanPage: Sendable {
    let flow: SmartPBXOrderFlow

    private static let fields = ["siteDigits", "deviceDigits", "count", "method"]

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.plan, opened)
        return try page(visit, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        var answers = opened.answers
        for field in Self.fields { answers[field] = visit.form[field] ?? "" }
        let problems = answers.planProblems()
        guard problems.isEmpty else { return try page(visit, opened.draft.reference, answers, problems) }
        if answers.rows.all.isEmpty { answers.rows = blank(answers) }
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            let path = flow.path(of: .extensions, draft)
            let isFileNext = answers.isByFile && answers.rows.withoutEmpty.all.isEmpty
            return .redirect(to: isFileNext ? "\(flow.path)/import?draft=\(draft.id)" : path)
        }
    }

    /// Rows to fill in, as many as were said.
    private func blank(_ answers: SmartPBXOrderAnswers) -> ExtensionRows {
        guard !answers.isByFile, let count = answers.count, count <= ExtensionRows.mostOnScreen else {
            return ExtensionRows()
        }
        return ExtensionRows(
            Array(repeating: .init(site: "", device: "", kind: DeviceKind.smartphone.rawValue), count: count))
    }

    private func page(
        _ visit: Visit<Employee>, _ draft: OrderDraft.Reference, _ answers: SmartPBXOrderAnswers,
        _ problems: [SmartPBXFormProblem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        let problems = problems.map { $0.problem(in: visit.language) }
        let view = NewSmartPBXPlanView(
            frame: flow.frame(.plan, draft, nil, visit, isOvertaken: isOvertaken),
            answers: answers, problems: problems)
        return try flow.services.page(
            "SmartPBX/plan", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct NewSmartPBXPlanView: ViewModel {
    let frame: OrderFrame
    let answers: SmartPBXOrderAnswers
    let problems: [Problem]

    static let fields: ViewFields<NewSmartPBXPlanView> = [
        "frame": { .object($0.frame) },
        "siteDigits": { $0.field("siteDigits") },
        "deviceDigits": { $0.field("deviceDigits") },
        "count": { $0.field("count") },
        "method": { $0.field("method") },
        "isByScreen": { .flag($0.answers["method"] == "screen") },
        "isByFile": { .flag($0.answers["method"] == "file") },
    ]

    private func field(_ name: String) -> TemplateValue { .object(FieldView(name, answers[name], problems)) }
}
