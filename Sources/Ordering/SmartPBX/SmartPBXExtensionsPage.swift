import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// ステップ 3: the extensions and the channels (PBX-5). Every button keeps what was typed, without script too.
struct NewSmartPBXExtensionsPage: Sendable {
    let flow: NewSmartPBXFlow

    /// A paste of as many rows as a contract may have.
    static let bodyLimit = 512 * 1024

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.extensions, opened)
        return try page(visit, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        guard let plan = opened.answers.plan else { try flow.require(.extensions, opened); throw FormProblem.malformed }
        var answers = typed(visit.form, over: opened.answers)
        let change: Change
        switch visit.form["act"] ?? "" {
        case "next": change = try next(&answers, plan)
        case "add": change = add(&answers)
        case "series": change = series(visit.form, &answers)
        case "paste": change = paste(visit.form["paste"] ?? "", &answers, plan, visit.language)
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
        var formProblems: [NewSmartPBXFormProblem] = []
        var reports: [LineReport] = []
        var isNext = false
        /// The row to type into next.
        var focus: Int?

        var isRefused: Bool { !problems.isEmpty || !formProblems.isEmpty || !reports.isEmpty }
    }

    private func keep(
        _ answers: NewSmartPBXAnswers, _ change: Change, _ opened: NewSmartPBXFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> Response {
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            if change.isRefused { return try page(visit, draft, answers, change) }
            let step: NewSmartPBXFlow.Step = change.isNext ? .customer : .extensions
            return .redirect(to: step.path(of: draft) + (change.focus.map { "&row=\($0)" } ?? ""))
        }
    }

    /// The rows that the form shows; more than it can show stay as they are.
    private func typed(_ form: Form, over answers: NewSmartPBXAnswers) -> NewSmartPBXAnswers {
        var answers = answers
        answers["addedChannels"] = form["addedChannels"] ?? answers["addedChannels"]
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

    private func next(_ answers: inout NewSmartPBXAnswers, _ plan: NumberPlan) throws -> Change {
        answers.rows = answers.rows.withoutEmpty
        switch answers.content() {
        case .success: return Change(isNext: true)
        case .failure(let problems): return Change(problems: problems.ofRows, formProblems: problems.ofForm)
        }
    }

    private func add(_ answers: inout NewSmartPBXAnswers) -> Change {
        guard answers.rows.all.count < ExtensionRows.mostOnScreen else { return Change(formProblems: [.screenIsFull]) }
        answers.rows.all.append(.init(site: "", device: "", kind: DeviceKind.smartphone.rawValue))
        return Change(focus: answers.rows.all.count - 1)
    }

    /// 「22 の 001 から 45 件, スマートフォン」
    private func series(_ form: Form, _ answers: inout NewSmartPBXAnswers) -> Change {
        let count = PastedText(form["series-count"] ?? "").digits.flatMap { $0.utf8.count <= 6 ? Int($0) : nil }
        guard let count,
            let rows = ExtensionRows.series(
                site: form["series-site"] ?? "", from: form["series-device"] ?? "", count: count,
                kind: form["series-kind"] ?? "")
        else { return Change(formProblems: [.series]) }
        return append(rows, &answers)
    }

    /// Judged at once, because more than a hundred rows cannot be mended on the screen.
    private func paste(
        _ text: String, _ answers: inout NewSmartPBXAnswers, _ plan: NumberPlan, _ language: Language
    ) -> Change {
        guard case .success(let table) = SmartPBXFile.Column.read(Array(text.utf8)) else {
            return Change(formProblems: [.pasteEmpty])
        }
        let file = SmartPBXFile(table, plan: plan)
        guard file.wrong.isEmpty else { return Change(reports: file.wrong.map { $0.report(in: language) }) }
        return append(file.rows, &answers)
    }

    private func append(_ rows: [ExtensionRows.Row], _ answers: inout NewSmartPBXAnswers) -> Change {
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
            NewSmartPBXImportKind.downloadName(in: visit.language), plainName: "smart-pbx-extensions.csv")
    }

    // MARK: The page

    private func page(
        _ visit: Visit<Employee>, _ draft: OrderDraft.Reference, _ answers: NewSmartPBXAnswers,
        _ change: Change = Change(),
        isOvertaken: Bool = false
    ) throws -> Response {
        let problems =
            change.problems.map { $0.problem(in: visit.language) }
            + change.formProblems.map { $0.problem(in: visit.language) }
            + (change.reports.isEmpty
                ? [] : [NewSmartPBXExtensionsView.pasted(change.reports.count, in: visit.language)])
        let view = NewSmartPBXExtensionsView(
            frame: NewSmartPBXFrame(
                step: .extensions, draft: draft, isOvertaken: isOvertaken, language: visit.language),
            answers: answers, problems: problems, reports: change.reports, typed: visit.form,
            page: visit.query.pageNumber, focus: visit.query["row"].flatMap { Int($0) }, language: visit.language)
        return try services.page(
            "SmartPBX/extensions", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}
