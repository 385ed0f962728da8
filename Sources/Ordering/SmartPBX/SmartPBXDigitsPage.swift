import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 2 of 内線番号桁数追加 (PBX-9): which part, how many digits, and in which night's window; what would become of every number.
struct SmartPBXDigitsPage: Sendable {
    let flow: SmartPBXOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        var answers = opened.answers
        for field in ["part", "digits", "window"] { answers[field] = visit.form[field] ?? "" }
        let isNext = visit.form["act"] != "preview"
        let problems = answers.problems(flow.kind, of: opened.contract, at: flow.desk.clock.now())?.ofForm ?? []
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            guard isNext else {
                return try page(visit, opened, draft, answers, problems.filter { $0 != .window })
            }
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, problems) }
            return .redirect(to: flow.path(of: .customer, draft))
        }
    }

    /// Every number before and after, as a file.
    func download(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract,
            case .success(let outcome) = opened.answers.change(flow.kind, of: contract)
        else { throw Elsewhere(path: flow.path(of: .extensions, opened.draft.reference)) }
        return .csv(
            SmartPBXRenaming.file(outcome.record, in: visit.language), SmartPBXRenaming.name(in: visit.language),
            plainName: "smart-pbx-new-numbers.csv")
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: SmartPBXOrderAnswers, _ problems: [SmartPBXFormProblem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let problems = problems.map { $0.problem(in: visit.language) }
        let view = SmartPBXDigitsView(
            frame: flow.frame(.extensions, draft, answers.contract, visit, isOvertaken: isOvertaken),
            contract: contract, answers: answers, night: NightChoice(answers, flow, contract), problems: problems,
            language: visit.language)
        return try flow.services.page(
            "SmartPBX/digits", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

/// 桁数追加, number by number.
enum SmartPBXRenaming {
    static func file(_ record: SmartPBXChangeRecord, in language: Language) -> [UInt8] {
        var writer = CSVWriter(reserving: 256 + 80 * record.extensions.count)
        writer.line(headings(in: language))
        for line in record.extensions {
            let new = record.renamed(line.number)
            writer.line(
                line.number.site, line.number.device, new.site, new.device, line.device.name(in: language))
        }
        return writer.bytes
    }
}

private struct SmartPBXDigitsView: ViewModel {
    let frame: OrderFrame
    let contract: SmartPBXContent
    let answers: SmartPBXOrderAnswers
    let night: NightChoice
    let problems: [Problem]
    let language: Language

    private var record: SmartPBXChangeRecord? {
        guard case .success(let outcome) = answers.change(.lengthen, of: contract) else { return nil }
        return outcome.record
    }

    static let fields: ViewFields<SmartPBXDigitsView> = [
        "frame": { .object($0.frame) },
        "existing": { .object(SmartPBXPresentView(content: $0.contract, language: $0.language)) },
        "night": { .object($0.night.view($0.problems, in: $0.language)) },
        "part": { .object(FieldView("part", "", $0.problems)) },
        "isSite": { .flag($0.answers.part == .site) },
        "isDevice": { .flag($0.answers.part == .device) },
        "hasGateway": { .flag($0.contract.hasGateway) },
        "digits": { .object(FieldView("digits", $0.answers["digits"], $0.problems)) },
        "preview": { view in
            .object(
                ifAny: view.record.map {
                    SmartPBXChangeView(record: $0, kind: .lengthen, night: .none, language: view.language)
                })
        },
        "downloadPath": { view in
            .text("\(view.frame.flowPath)/new-numbers.csv?draft=\(view.frame.draft?.id ?? 0)")
        },
    ]
}
