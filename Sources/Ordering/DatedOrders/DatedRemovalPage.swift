import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ダイヤルイン番号の廃止: which numbers, ticked, typed or pasted; what ends with them; and the person's word for it (VOICE-13).
struct DatedRemovalPage: Sendable {
    let flow: DatedOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.menu, opened)
        return try page(
            visit, opened, opened.draft.reference, opened.answers, Ticks(Set(opened.answers.ending), at: visit.query))
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract?.voice else { throw PageRefusal.notFound }
        var (answers, act) = (opened.answers, visit.form["act"] ?? "save")
        var ticks = try flow.services.database.read {
            try Ticks(sent: visit.form, over: answers.ending, .endNumbers, of: contract.code, $0)
        }
        let typed = DatedRemoval.read(visit.form[DatedRemoval.typed] ?? "")
        ticks.chosen.formUnion(typed.numbers)
        answers.ending = Array(ticks.chosen)
        answers[DatedRemoval.typed] = typed.others.joined(separator: "\n")
        answers[DatedRemoval.ticked] = visit.form[DatedRemoval.ticked] ?? ""
        // What is no number is told of at once, whatever was pressed.
        if !typed.others.isEmpty { act = "save" }
        if act == "save" { answers.note(.removal) }
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, ticks, isOvertaken: true)
        case .kept(let draft):
            guard act == "save" else { return .redirect(to: "\(flow.path(of: .removal, draft))&\(ticks.query)") }
            let problems = try await flow.problems(answers, of: .removal, contract, visit)
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, ticks, problems) }
            return .redirect(to: flow.path(of: .menu, draft))
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: DatedOrderAnswers, _ ticks: Ticks<PhoneNumber>, _ problems: [Problem] = [],
        isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract?.voice else { throw PageRefusal.notFound }
        let picked = try flow.services.database.read {
            try NumberPickView(
                .endNumbers, of: contract.code, ticks, isEndTicked: answers[DatedRemoval.ticked] == "yes", problems,
                visit.language, $0)
        }
        let view = DatedRemovalView(
            frame: flow.frame(.menu, draft, answers.contract, visit, isOvertaken: isOvertaken),
            here: flow.path(of: .removal), back: flow.path(of: .menu, draft),
            importPath: "\(DatedRemovalImportKind.path)?draft=\(draft.id)", picked: picked,
            typed: answers[DatedRemoval.typed], problems: problems)
        return try flow.services.page(
            "DatedOrders/removal", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct DatedRemovalView: ViewModel {
    let frame: OrderFrame
    let here: String
    let back: String
    let importPath: String
    let picked: NumberPickView
    let typed: String
    let problems: [Problem]

    static let fields: ViewFields<DatedRemovalView> = [
        "frame": { .object($0.frame) },
        "here": { .text($0.here) },
        "back": { .text($0.back) },
        "importPath": { .text($0.importPath) },
        "picked": { .object($0.picked) },
        "typed": { view in .object(FieldView(DatedRemoval.typed, view.typed, view.problems)) },
    ]
}
