import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2 of 内線番号・チャネル削除 (PBX-8): what is ticked stays ticked over searches and pages, without script too.
struct SmartPBXDeletionPage: Sendable {
    let flow: SmartPBXOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        return try page(
            visit, opened, opened.draft.reference, opened.answers, ExtensionTicks(opened.answers.gone, at: visit.query))
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        for field in ["numbers", "channels", "addedChannels", "window"] {
            answers[field] = visit.form[field] ?? answers[field]
        }
        let act = visit.form["act"] ?? "next"
        var ticks = ExtensionTicks(answers.gone, sent: visit.form, among: contract.extensions.map(\.number))
        ticks.carryOut(
            act, Self.found(ticks, in: contract).filter { act != "all" || $0.device.isDeletable }.map(\.number))
        answers.gone = ticks.chosen
        let problems =
            act == "next" ? answers.problems(flow.kind, of: contract, at: flow.desk.clock.now())?.ofForm ?? [] : []
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, ticks, isOvertaken: true)
        case .kept(let draft):
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, ticks, problems) }
            return .redirect(to: act == "next" ? flow.path(of: .customer, draft) : address(draft, ticks))
        }
    }

    private static func found(_ ticks: ExtensionTicks, in contract: SmartPBXContent) -> [Extension] {
        ticks.words.isEmpty
            ? contract.extensions : contract.extensions.filter { $0.number.digits.contains(ticks.words) }
    }

    private func address(_ draft: OrderDraft.Reference, _ ticks: ExtensionTicks) -> String {
        flow.path(of: .extensions, draft) + "&" + ticks.query
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: SmartPBXOrderAnswers, _ ticks: ExtensionTicks, _ problems: [SmartPBXFormProblem] = [],
        isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let problems = problems.map { $0.problem(in: visit.language) }
        let use = try flow.use(of: answers.gone, in: answers.contract)
        let view = SmartPBXDeletionView(
            frame: flow.frame(.extensions, draft, answers.contract, visit, isOvertaken: isOvertaken),
            contract: contract, answers: answers, night: NightChoice(answers, flow, contract), ticks: ticks,
            found: Self.found(ticks, in: contract), use: use, problems: problems, language: visit.language)
        return try flow.services.page(
            "SmartPBX/deletion", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct SmartPBXDeletionView: ViewModel {
    let frame: OrderFrame
    let contract: SmartPBXContent
    let answers: SmartPBXOrderAnswers
    let night: NightChoice
    let ticks: ExtensionTicks
    let found: [Extension]
    /// What goes with those that are ticked.
    let use: ExtensionUse
    let problems: [Problem]
    let language: Language

    private var shown: ArraySlice<Extension> { ticks.shown(found) }

    static let fields: ViewFields<SmartPBXDeletionView> = [
        "frame": { .object($0.frame) },
        "existing": { .object(SmartPBXPresentView(content: $0.contract, language: $0.language)) },
        "change": { .object(ChangeChoiceView(answers: $0.answers, problems: $0.problems)) },
        "night": { .object($0.night.view($0.problems, in: $0.language)) },
        "q": { .text($0.ticks.words) },
        "found": { .text($0.found.count.inGroups) },
        "isNarrowed": { .flag(!$0.ticks.words.isEmpty) },
        "chosen": { .text($0.answers.gone.count.inGroups) },
        "uses": { .object(ifAny: ExtensionUseView($0.use, in: $0.language)) },
        "goneError": { view in .text(ifAny: view.problems.first { $0.field == "gone" }?.sentence) },
        "shown": { view in .text(view.shown.map(\.number.hyphenated).joined(separator: " ")) },
        "rows": { view in
            .list(
                view.shown.map { line in
                    TickedExtensionView(
                        line: line, isTicked: view.answers.gone.contains(line.number), language: view.language)
                })
        },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "pages": { .list($0.ticks.pages(of: $0.found.count)) },
        "mayDeleteChannels": { .flag($0.contract.channels.added > 0) },
        "addedChannels": { view in .object(FieldView("addedChannels", "", view.problems)) },
        "channelChoices": { view in
            .list(ChannelChoice.all(upTo: view.contract.channels.added, chosen: view.answers.addedChannels))
        },
        "importPath": { view in .text("\(view.frame.flowPath)/import?draft=\(view.frame.draft?.id ?? 0)") },
    ]
}

private struct TickedExtensionView: ViewModel {
    let line: Extension
    let isTicked: Bool
    let language: Language

    static let fields: ViewFields<TickedExtensionView> = [
        "name": { .text($0.line.number.hyphenated) },
        "site": { .text($0.line.number.site) },
        "device": { .text($0.line.number.device) },
        "kind": { .text($0.line.device.name(in: $0.language)) },
        "isTicked": { .flag($0.isTicked) },
        "isDeletable": { .flag($0.line.device.isDeletable) },
    ]
}
