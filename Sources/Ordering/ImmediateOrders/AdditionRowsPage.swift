import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 3 of ダイヤルイン番号の追加: how many numbers of which kind, or which codes (VOICE-7, 9).
struct AdditionRowsPage: Sendable {
    let flow: ImmediateOrderFlow

    /// Two lists of fifty rows.
    static let bodyLimit = 64 * 1024

    func show(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.content, opened)
        return try await page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.content, opened)
        var answers = opened.answers
        var rows = Self.sent(visit.form)
        let act = visit.form["act"] ?? "next"
        Self.carryOut(act, on: &rows)
        answers.rows = rows
        if act == "split", let split = try await flow.split(with(answers, opened), visit) {
            return try await answer(to: split, with(answers, opened), visit)
        }
        let problems = act == "next" ? try await problems(answers, opened, visit) : []
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try await page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            guard problems.isEmpty else { return try await page(visit, opened, draft, answers, problems) }
            return .redirect(to: flow.path(of: act == "next" ? .customer : .content, draft))
        }
    }

    private func with(
        _ answers: ImmediateOrderAnswers, _ opened: ImmediateOrderFlow.Opened
    ) -> ImmediateOrderFlow.Opened {
        var opened = opened
        opened.answers = answers
        return opened
    }

    private func answer(
        to split: AdditionSplit, _ opened: ImmediateOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> Response {
        switch try await flow.carryOut(split, opened, visit) {
        case .changed(let draft):
            return try await page(visit, opened, draft.reference, opened.answers, isOvertaken: true)
        case .kept(let draft):
            return .done(ImmediateOrderWords.split(in: visit.language), at: flow.path(of: .content, draft))
        }
    }

    /// ［＋］ and ［－］
    private static func carryOut(_ act: String, on rows: inout AdditionRows) {
        let parts = act.split(separator: "-").map(String.init)
        let place = parts.last.flatMap { Int($0) } ?? -1
        switch parts.first {
        case "add" where rows.plain.count < AdditionRows.most: rows.plain.append(.init())
        case "addcode" where rows.coded.count < AdditionRows.most: rows.coded.append(.init())
        case "remove" where rows.plain.indices.contains(place): rows.plain.remove(at: place)
        case "removecode" where rows.coded.indices.contains(place): rows.coded.remove(at: place)
        default: break
        }
    }

    private static func sent(_ form: Form) -> AdditionRows {
        func count(_ field: String) -> Int { min(form[field].flatMap { Int($0) } ?? 0, AdditionRows.most) }
        return AdditionRows(
            plain: (0..<max(0, count("rowCount"))).map {
                .init(base: form["base-\($0)"] ?? "", kind: form["kind-\($0)"] ?? "", count: form["count-\($0)"] ?? "")
            },
            coded: (0..<max(0, count("codeCount"))).map {
                .init(base: form["codebase-\($0)"] ?? "", code: form["code-\($0)"] ?? "")
            })
    }

    /// All that is wrong.
    private func problems(
        _ answers: ImmediateOrderAnswers, _ opened: ImmediateOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> [Problem] {
        if case .failure(let problems) = answers.rows.read(among: answers.chosen) {
            return problems.all.map { $0.problem(in: visit.language) }
        }
        return try await flow.check(with(answers, opened), visit).problems.map { item, problem in
            Problem(item.map(answers.rows.field) ?? "rows", problem.sentence(in: visit.language))
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: ImmediateOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: ImmediateOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) async throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        var rows = answers.rows
        let maySplit = problems.isEmpty ? false : try await flow.split(with(answers, opened), visit) != nil
        // Something to type into.
        if rows.plain.isEmpty { rows.plain = [.init(base: answers.chosen.first?.digits ?? "")] }
        if rows.coded.isEmpty { rows.coded = [.init(base: answers.chosen.first?.digits ?? "")] }
        let view = AdditionRowsView(
            frame: flow.frame(.content, draft, contract.code, visit, isOvertaken: isOvertaken), contract: contract,
            bases: answers.chosen, rows: rows,
            maySplit: maySplit, problems: problems, language: visit.language)
        return try flow.services.page(
            "ImmediateOrders/rows", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct AdditionRowsView: ViewModel {
    let frame: OrderFrame
    let contract: VoiceContract
    let bases: [PhoneNumber]
    let rows: AdditionRows
    /// Some of them can be had at once, and others not.
    let maySplit: Bool
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<AdditionRowsView> = [
        "frame": { .object($0.frame) },
        "contract": { .text($0.contract.code.text) },
        "group": { .text($0.contract.group.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "emergency": { .list($0.contract.emergencyNotes(in: $0.language)) },
        "rowsError": { view in .text(ifAny: view.problems.first { $0.field == "rows" }?.sentence) },
        "maySplit": { .flag($0.maySplit) },
        "rowCount": { .integer($0.rows.plain.count) },
        "codeCount": { .integer($0.rows.coded.count) },
        "mayAdd": { .flag($0.rows.plain.count < AdditionRows.most) },
        "mayAddCode": { .flag($0.rows.coded.count < AdditionRows.most) },
        "rows": { view in .list(view.rows.plain.enumerated().map { view.row($0, $1) }) },
        "codes": { view in .list(view.rows.coded.enumerated().map { view.row($0, $1) }) },
    ]

    private func row(_ place: Int, _ row: AdditionRows.Plain) -> AdditionRowView {
        AdditionRowView(
            place: place, bases: bases, base: row.base, baseField: FieldView("base-\(place)", "", problems),
            kind: row.kind, kindField: FieldView("kind-\(place)", "", problems),
            typed: FieldView("count-\(place)", row.count, problems), language: language)
    }

    private func row(_ place: Int, _ row: AdditionRows.Coded) -> AdditionRowView {
        AdditionRowView(
            place: place, bases: bases, base: row.base, baseField: FieldView("codebase-\(place)", "", problems),
            kind: "", kindField: FieldView("", "", []), typed: FieldView("code-\(place)", row.code, problems),
            language: language)
    }
}

private struct AdditionRowView: ViewModel {
    let place: Int
    let bases: [PhoneNumber]
    let base: String
    let baseField: FieldView
    let kind: String
    let kindField: FieldView
    /// 追加番号数, or 予約コード.
    let typed: FieldView
    let language: Language

    static let fields: ViewFields<AdditionRowView> = [
        "place": { .integer($0.place) },
        "number": { .text(($0.place + 1).inGroups) },
        "base": { .object($0.baseField) },
        "bases": { view in
            .list(
                view.bases.map {
                    OptionView(
                        value: $0.digits, name: $0.display, isChosen: $0.digits == view.base || view.bases.count == 1)
                })
        },
        "kind": { .object($0.kindField) },
        "kinds": { view in
            .list(
                VoiceNumberKind.allCases.map {
                    OptionView(value: $0.rawValue, name: $0.name(in: view.language), isChosen: $0.rawValue == view.kind)
                })
        },
        "typed": { .object($0.typed) },
    ]
}
