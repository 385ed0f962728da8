import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2: 番号の選択 (VOICE-6): what is ticked stays ticked over searches and pages, without script too; what is chosen stands on top.
struct NumberPickerPage: Sendable {
    let flow: ImmediateOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.numbers, opened)
        return try page(
            visit, opened, opened.draft.reference, opened.answers, Ticks(Set(opened.answers.chosen), at: visit.query))
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        let act = visit.form["act"] ?? "next"
        let ticks = try flow.services.database.read {
            try Ticks(sent: visit.form, over: answers.chosen, flow.kind, of: contract.code, $0)
        }
        answers.chosen = Array(ticks.chosen)
        if flow.kind == .endNumbers { answers["end"] = visit.form["end"] ?? "" }
        let problems = act == "next" ? try await problems(answers, opened, visit) : []
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, ticks, isOvertaken: true)
        case .kept(let draft):
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, ticks, problems) }
            let next = flow.steps[flow.number(of: .numbers)]
            return .redirect(
                to: act == "next" ? flow.path(of: next, draft) : "\(flow.path(of: .numbers, draft))&\(ticks.query)")
        }
    }

    private func problems(
        _ answers: ImmediateOrderAnswers, _ opened: ImmediateOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> [Problem] {
        if answers.chosen.isEmpty {
            return [Problem("chosen", ImmediateOrderWords.noneChosen(flow.kind, in: visit.language))]
        }
        guard flow.kind == .endNumbers else { return [] }
        var opened = opened
        opened.answers = answers
        var problems = try await flow.check(opened, visit).problems.map {
            Problem("chosen", $0.problem.sentence(in: visit.language))
        }
        if !answers.isEndTicked {
            problems.append(Problem("end", ImmediateOrderWords.endNotTicked(in: visit.language)))
        }
        return problems
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: ImmediateOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: ImmediateOrderAnswers, _ ticks: Ticks<PhoneNumber>, _ problems: [Problem] = [],
        isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let picked = try flow.services.database.read {
            try NumberPickView(
                flow.kind, of: contract.code, ticks, isEndTicked: answers.isEndTicked, problems, visit.language, $0)
        }
        let view = NumberPickerView(
            frame: flow.frame(.numbers, draft, contract.code, visit, isOvertaken: isOvertaken), kind: flow.kind,
            contract: contract, picked: picked, language: visit.language)
        return try flow.services.page(
            "ImmediateOrders/picker", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct NumberPickerView: ViewModel {
    let frame: OrderFrame
    let kind: OrderKind
    let contract: VoiceContract
    let picked: NumberPickView
    let language: Language

    static let fields: ViewFields<NumberPickerView> = [
        "frame": { .object($0.frame) },
        "group": { .text($0.contract.group.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "isEnding": { .flag($0.kind == .endNumbers) },
        "picked": { .object($0.picked) },
        "importPath": { view in
            .text(
                ifAny: view.kind == .changeFeatures
                    ? nil : "\(view.frame.flowPath)/import?draft=\(view.frame.draft?.id ?? 0)")
        },
    ]
}
