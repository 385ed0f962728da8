import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// ステップ 3: the extensions and the channels (PBX-5). Every button keeps what was typed, without script too.
struct SmartPBXExtensionsPage: Sendable {
    let flow: SmartPBXOrderFlow

    /// A paste of as many rows as a contract may have.
    static let bodyLimit = 512 * 1024

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        return try page(visit, opened.draft.reference, opened, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let plan = opened.plan else { try flow.require(.extensions, opened); throw FormProblem.malformed }
        var answers = typed(visit.form, over: opened.answers)
        let change: Change
        switch visit.form["act"] ?? "" {
        case "next": change = next(&answers, opened)
        case "add": change = add(&answers)
        case "series": change = series(visit.form, &answers)
        case "paste":
            change = paste(visit.form["paste"] ?? "", &answers, plan, opened.contract, visit.language)
        case "clear":
            answers.rows = ExtensionRows()
            change = Change()
        case let act:
            guard act.hasPrefix("remove-"), let row = Int(act.dropFirst(7)), answers.rows.all.indices.contains(row)
            else {
                throw FormProblem.malformed
            }
            answers.rows.all.remove(at: row)
            change = Change()
        }
        return try await keep(answers, change, opened, visit)
    }

    /// What a button has come to.
    private struct Change {
        var problems: [ExtensionRows.Problem] = []
        var formProblems: [SmartPBXFormProblem] = []
        var reports: [LineReport] = []
        var isNext = false
        /// The row to type into next.
        var focus: Int?

        var isRefused: Bool { !problems.isEmpty || !formProblems.isEmpty || !reports.isEmpty }
    }

    private func keep(
        _ answers: SmartPBXOrderAnswers, _ change: Change, _ opened: SmartPBXOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> Response {
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, draft.reference, opened, answers, isOvertaken: true)
        case .kept(let draft):
            if change.isRefused { return try page(visit, draft, opened, answers, change) }
            let path = flow.path(of: change.isNext ? .customer : .extensions, draft)
            return .redirect(to: path + (change.focus.map { "&row=\($0)" } ?? ""))
        }
    }

    /// The rows that the form shows; more than it can show stay as they are.
    private func typed(_ form: Form, over answers: SmartPBXOrderAnswers) -> SmartPBXOrderAnswers {
        var answers = answers
        for field in ["addedChannels", "numbers", "channels", "window"] {
            answers[field] = form[field] ?? answers[field]
        }
        guard let count = form["rowCount"].flatMap({ Int($0) }), (0...ExtensionRows.mostOnScreen).contains(count) else {
            return answers
        }
        answers.rows = ExtensionRows(
            (0..<count).map { row in
                .init(
                    site: form["site-\(row)"] ?? "", device: form["device-\(row)"] ?? "",
                    kind: form["kind-\(row)"] ?? "")
            })
        return answers
    }

    // MARK: Buttons

    private func next(_ answers: inout SmartPBXOrderAnswers, _ opened: SmartPBXOrderFlow.Opened) -> Change {
        answers.rows = answers.rows.withoutEmpty
        let problems = answers.problems(flow.kind, of: opened.contract, at: flow.desk.clock.now())
        guard let problems else { return Change(isNext: true) }
        return Change(problems: problems.ofRows, formProblems: problems.ofForm)
    }

    private func add(_ answers: inout SmartPBXOrderAnswers) -> Change {
        guard answers.rows.all.count < ExtensionRows.mostOnScreen else { return Change(formProblems: [.screenIsFull]) }
        answers.rows.all.append(.init(site: "", device: "", kind: DeviceKind.smartphone.rawValue))
        return Change(focus: answers.rows.all.count - 1)
    }

    /// 「22 の 001 から 45 件, スマートフォン」
    private func series(_ form: Form, _ answers: inout SmartPBXOrderAnswers) -> Change {
        let count = PastedText(form["series-count"] ?? "").count
        guard let count,
            let rows = ExtensionRows.series(
                site: form["series-site"] ?? "", from: form["series-device"] ?? "", count: count,
                kind: form["series-kind"] ?? "")
        else { return Change(formProblems: [.series]) }
        return append(rows, &answers)
    }

    /// Judged at once, because more than a hundred rows cannot be mended on the screen.
    private func paste(
        _ text: String, _ answers: inout SmartPBXOrderAnswers, _ plan: NumberPlan, _ contract: SmartPBXContent?,
        _ language: Language
    ) -> Change {
        guard case .success(let table) = SmartPBXFile.Column.read(Array(text.utf8)) else {
            return Change(formProblems: [.pasteEmpty])
        }
        let file = SmartPBXFile(table, plan: plan, beside: contract)
        guard file.wrong.isEmpty else { return Change(reports: file.wrong.map { $0.report(in: language) }) }
        return append(file.rows, &answers)
    }

    private func append(_ rows: [ExtensionRows.Row], _ answers: inout SmartPBXOrderAnswers) -> Change {
        let all = answers.rows.withoutEmpty.all + rows
        guard all.count <= Extension.limit else { return Change(formProblems: [.tooMany(all.count)]) }
        answers.rows = ExtensionRows(all)
        return Change()
    }

    // MARK: The file that goes out

    func download(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        return .csv(
            SmartPBXFile.download(opened.answers.rows, in: visit.language),
            SmartPBXFile.downloadName(in: visit.language), plainName: "smart-pbx-extensions.csv")
    }

    // MARK: The page

    private func page(
        _ visit: Visit<Employee>, _ draft: OrderDraft.Reference, _ opened: SmartPBXOrderFlow.Opened,
        _ answers: SmartPBXOrderAnswers, _ change: Change = Change(), isOvertaken: Bool = false
    ) throws -> Response {
        let problems =
            change.problems.map { $0.problem(in: visit.language) }
            + change.formProblems.map { $0.problem(in: visit.language) }
            + (change.reports.isEmpty
                ? [] : [SmartPBXExtensionsView.pasted(change.reports.count, in: visit.language)])
        let view = SmartPBXExtensionsView(
            frame: flow.frame(.extensions, draft, answers.contract, visit, isOvertaken: isOvertaken),
            contract: opened.contract, night: NightChoice(answers, flow, opened.contract), answers: answers,
            problems: problems, reports: change.reports, typed: visit.form,
            page: visit.query.pageNumber, focus: visit.query["row"].flatMap { Int($0) }, language: visit.language)
        return try services.page(
            "SmartPBX/extensions", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}
