import Exchange
import HTTP
import Mustache
import Shell
import Telephony

/// ダイヤルイン番号追加（番号ポータビリティ）: the numbers that come from other carriers (PORT-1, 2).
struct DatedPortsPage: Sendable {
    let flow: DatedOrderFlow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.menu, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let act = visit.form["act"] ?? ""
        var answers = try typed(visit.form, over: opened.answers)
        if act == "save" { answers.note(.ports) } else { try change(&answers, act) }
        let file = try await flow.file(DatedPorts.file, .remainingLines, visit)
        if case .success(let file) = file { answers[DatedPorts.file] = file.name }
        switch try await flow.keep(answers, try? file?.get(), for: .remainingLines, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            var problems: [Problem] = []
            if case .failure(let problem) = file {
                problems = [problem.problem(DatedPorts.file, of: .remainingLines, in: visit.language)]
            }
            if act == "save", problems.isEmpty {
                problems = try await flow.problems(answers, of: .ports, contract.voice, visit)
            }
            guard problems.isEmpty else { return try page(visit, opened, draft, answers, problems) }
            return .redirect(to: act == "save" ? flow.path(of: .menu, draft) : flow.path(of: .ports, draft))
        }
    }

    /// The rows that the form shows; more than it can show stay as they are.
    private func typed(_ form: Form, over answers: DatedOrderAnswers) throws -> DatedOrderAnswers {
        var answers = answers
        for field in [DatedPorts.base, DatedPorts.remaining] + DatedRow.Column.features.map(DatedPorts.field) {
            answers[field] = form[field] ?? answers[field]
        }
        guard let count = form["port-rows"].flatMap({ Int($0) }) else { return answers }
        guard (0...PortRows.mostOnScreen).contains(count) else { throw FormProblem.malformed }
        answers.ports = PortRows(
            (0..<count).map { row in PortRow(PortRow.Column.allCases.map { form[$0.field(row)] ?? "" }) })
        return answers
    }

    private func change(_ answers: inout DatedOrderAnswers, _ act: String) throws {
        var rows = answers.ports
        if act == "add-port", rows.all.count < PortRows.mostOnScreen {
            rows.all.append(.blank)
        } else if act == "clear" {
            rows = PortRows()
        } else if act.hasPrefix("remove-port-"), let row = Int(act.dropFirst(12)), rows.all.indices.contains(row) {
            rows.all.remove(at: row)
        } else {
            throw FormProblem.malformed
        }
        answers.ports = rows
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: DatedOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        let view = DatedPortsView(
            frame: flow.frame(.menu, draft, answers.contract, visit, isOvertaken: isOvertaken),
            here: flow.path(of: .ports), back: flow.path(of: .menu, draft),
            importPath: "\(DatedPortImportKind.path)?draft=\(draft.id)", answers: answers,
            contract: opened.contract, problems: problems,
            language: visit.language)
        return try flow.services.page(
            "DatedOrders/ports", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

extension PortRow {
    fileprivate static var blank: PortRow {
        var row = PortRow()
        row[.holder] = Likeness.same.rawValue
        row[.address] = Likeness.same.rawValue
        row[.wiring] = Wiring.unsaid.rawValue
        return row
    }
}

private struct DatedPortsView: ViewModel {
    let frame: OrderFrame
    let here: String
    let back: String
    let importPath: String
    let answers: DatedOrderAnswers
    let contract: DatedContract?
    let problems: [Problem]
    let language: Language

    private var rows: PortRows { answers.ports }
    private var isTyped: Bool { rows.all.count <= PortRows.mostOnScreen }

    private var rowViews: [DatedRowView] {
        (rows.all.isEmpty ? [.blank] : rows.all).enumerated().map { place, row in
            DatedRowView(
                place: place, section: "port",
                cells: PortRow.Column.allCases.map { $0.cell(place, row[$0], problems, in: language) })
        }
    }

    static let fields: ViewFields<DatedPortsView> = [
        "frame": { .object($0.frame) },
        "here": { .text($0.here) },
        "back": { .text($0.back) },
        "importPath": { .text($0.importPath) },
        "isTyped": { .flag($0.isTyped) },
        "count": { .text($0.rows.all.count.inGroups) },
        "section": { view in
            view.isTyped
                ? .object(
                    DatedSectionView(
                        section: "port", title: DatedItem.ports.name(in: view.language), notes: [],
                        rows: view.rowViews, most: PortRows.mostOnScreen)) : .absent
        },
        "listed": { view in .list(view.isTyped ? [] : view.rows.all.prefix(ImportState.mostShown).map { $0[.number] })
        },
        "base": { view in
            let typed = view.answers[DatedPorts.base]
            let base = typed.isEmpty ? view.contract?.onlyBase?.display ?? "" : typed
            return .object(
                DatedRow.Column.base.cell(
                    DatedPorts.base, base, offered: view.contract?.bases ?? [], view.problems, in: view.language))
        },
        "features": { view in
            .list(
                DatedRow.Column.features.map {
                    $0.cell(DatedPorts.field($0), view.answers[DatedPorts.field($0)], view.problems, in: view.language)
                })
        },
        "remaining": { view in .object(FieldView(DatedPorts.remaining, "", view.problems)) },
        "isRemaining": { .flag($0.answers[DatedPorts.remaining] == "yes") },
        "isNotRemaining": { .flag($0.answers[DatedPorts.remaining] == "no") },
        "file": { view in .object(FieldView(DatedPorts.file, view.answers[DatedPorts.file], view.problems)) },
        "hasFile": { .flag(!$0.answers[DatedPorts.file].isEmpty) },
        "endings": { .text(EvidenceFile.endings(in: $0.language)) },
        "rowsError": { view in .text(ifAny: view.problems.first { $0.field == "rows" }?.sentence) },
    ]
}
