import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2 of 内線番号・チャネル削除 (PBX-8): what is ticked stays ticked over searches and pages, without script too.
struct SmartPBXDeletionPage: Sendable {
    let flow: SmartPBXOrderFlow

    static let perPage = 100
    /// So many ticks, and the numbers of a page beside them.
    static let bodyLimit = 128 * 1024

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        let place = Place(words: PastedText(visit.query["q"] ?? "").text, page: visit.query.pageNumber)
        return try page(visit, opened, opened.draft.reference, opened.answers, place)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var answers = opened.answers
        for field in ["numbers", "channels", "addedChannels", "window"] {
            answers[field] = visit.form[field] ?? answers[field]
        }
        tick(visit.form, contract, &answers)
        let act = visit.form["act"] ?? "next"
        let place = Place(words: PastedText(visit.form["q"] ?? "").text, page: turned(act) ?? 1)
        switch act {
        case "all": answers.gone.formUnion(place.found(in: contract).filter(\.device.isDeletable).map(\.number))
        case "none": answers.gone.subtract(place.found(in: contract).map(\.number))
        default: break
        }
        let problems =
            act == "next" ? answers.problems(flow.kind, of: contract, at: flow.desk.clock.now())?.ofForm ?? [] : []
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, place, isOvertaken: true)
        case .kept(let draft):
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, place, problems) }
            return .redirect(to: act == "next" ? flow.path(of: .customer, draft) : address(draft, place))
        }
    }

    /// What of the contract is looked at.
    struct Place {
        let words: String
        let page: Int

        func found(in contract: SmartPBXContent) -> [Extension] {
            words.isEmpty ? contract.extensions : contract.extensions.filter { $0.number.digits.contains(words) }
        }
    }

    /// The numbers that the page showed are as they are ticked there; all others stay as they were.
    private func tick(_ form: Form, _ contract: SmartPBXContent, _ answers: inout SmartPBXOrderAnswers) {
        let shown = Set((form["shown"] ?? "").split(separator: " ").map(String.init))
        for line in contract.extensions where shown.contains(line.number.hyphenated) {
            if form["tick-\(line.number.hyphenated)"] == "yes" {
                answers.gone.insert(line.number)
            } else {
                answers.gone.remove(line.number)
            }
        }
    }

    private func turned(_ act: String) -> Int? {
        act.hasPrefix("page-") ? Int(act.dropFirst(5)).map { max(1, $0) } : nil
    }

    private func address(_ draft: OrderDraft.Reference, _ place: Place) -> String {
        flow.path(of: .extensions, draft) + "&"
            + PercentEncoding.query([("q", place.words), ("page", "\(place.page)")])
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: SmartPBXOrderAnswers, _ place: Place, _ problems: [SmartPBXFormProblem] = [],
        isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let problems = problems.map { $0.problem(in: visit.language) }
        let view = SmartPBXDeletionView(
            frame: flow.frame(.extensions, draft, answers.contract, visit, isOvertaken: isOvertaken),
            contract: contract, answers: answers, night: NightChoice(answers, flow, contract), place: place,
            found: place.found(in: contract), problems: problems, language: visit.language)
        return try flow.services.page(
            "SmartPBX/deletion", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct SmartPBXDeletionView: ViewModel {
    let frame: SmartPBXOrderFrame
    let contract: SmartPBXContent
    let answers: SmartPBXOrderAnswers
    let night: NightChoice
    let place: SmartPBXDeletionPage.Place
    let found: [Extension]
    let problems: [Problem]
    let language: Language

    private var shown: [Extension] {
        Array(
            found.dropFirst((place.page - 1) * SmartPBXDeletionPage.perPage).prefix(SmartPBXDeletionPage.perPage))
    }

    private var pages: Int { (found.count + SmartPBXDeletionPage.perPage - 1) / SmartPBXDeletionPage.perPage }

    static let fields: ViewFields<SmartPBXDeletionView> = [
        "frame": { .object($0.frame) },
        "existing": { .object(SmartPBXPresentView(content: $0.contract, language: $0.language)) },
        "change": { .object(ChangeChoiceView(answers: $0.answers, problems: $0.problems)) },
        "night": { .object($0.night.view($0.problems, in: $0.language)) },
        "q": { .text($0.place.words) },
        "found": { .text($0.found.count.inGroups) },
        "isNarrowed": { .flag(!$0.place.words.isEmpty) },
        "chosen": { .text($0.answers.gone.count.inGroups) },
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
        "pages": { view in
            .list(
                view.pages < 2
                    ? []
                    : (1...view.pages).map { ButtonPageView(number: $0, isCurrent: $0 == view.place.page) })
        },
        "mayDeleteChannels": { .flag($0.contract.channels.added > 0) },
        "addedChannels": { view in .object(FieldView("addedChannels", "", view.problems)) },
        "channelChoices": { view in
            .list(ChannelChoice.all(upTo: view.contract.channels.added, chosen: view.answers.addedChannels))
        },
        "importPath": { view in .text("\(view.frame.flow.path)/import?draft=\(view.frame.draft?.id ?? 0)") },
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

/// A page that is turned to by a button of the form, so that ticks are kept.
private struct ButtonPageView: ViewModel {
    let number: Int
    let isCurrent: Bool

    static let fields: ViewFields<ButtonPageView> = [
        "number": { .integer($0.number) },
        "isCurrent": { .flag($0.isCurrent) },
    ]
}
