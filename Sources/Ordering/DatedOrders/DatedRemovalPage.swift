import Exchange
import HTTP
import Mustache
import Shell
import Telephony

/// ダイヤルイン番号の廃止: which numbers, and the person's word for it (VOICE-13).
struct DatedRemovalPage: Sendable {
    let flow: DatedOrderFlow

    static let bodyLimit = 128 * 1024

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.menu, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        for field in DatedItem.removal.fields { answers[field] = visit.form[field] ?? "" }
        answers.note(.removal)
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            let problems = try flow.problems(answers, of: .removal, contract.voice, visit)
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, problems) }
            return .redirect(to: flow.path(of: .menu, draft))
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: DatedOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        let view = DatedRemovalView(
            frame: flow.frame(.menu, draft, answers.contract, visit, isOvertaken: isOvertaken),
            here: flow.path(of: .removal), back: flow.path(of: .menu, draft), answers: answers, problems: problems)
        return try flow.services.page(
            "DatedOrders/removal", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct DatedRemovalView: ViewModel {
    let frame: OrderFrame
    let here: String
    let back: String
    let answers: DatedOrderAnswers
    let problems: [Problem]

    static let fields: ViewFields<DatedRemovalView> = [
        "frame": { .object($0.frame) },
        "here": { .text($0.here) },
        "back": { .text($0.back) },
        "numbers": { view in
            .object(FieldView(DatedRemoval.numbers, view.answers[DatedRemoval.numbers], view.problems))
        },
        "ticked": { view in .object(FieldView(DatedRemoval.ticked, "", view.problems)) },
        "isTicked": { .flag($0.answers[DatedRemoval.ticked] == "yes") },
    ]
}
