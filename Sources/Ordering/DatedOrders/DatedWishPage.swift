import CivilCalendar
import Exchange
import HTTP
import Mustache
import Shell
import Telephony

/// その他ご確認事項 and 工事希望日のご指定 (DATED-2 to 4). Every button keeps what was typed, without script too.
struct DatedWishPage: Sendable {
    let flow: DatedOrderFlow

    private static let fields = ["day", "time", "reason", "link-day"] + TransactionConfirmation.fields

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.wish, opened)
        return try page(visit, opened, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.wish, opened)
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let act = visit.form["act"] ?? ""
        var answers = try typed(visit.form, over: opened.answers)
        try change(&answers, act)
        let file = try await flow.file(TransactionConfirmation.file, .confirmation, visit)
        if case .success(let file) = file { answers[TransactionConfirmation.file] = file.name }
        switch try await flow.keep(answers, try? file?.get(), for: .confirmation, opened, visit) {
        case .changed(let draft): return try page(visit, opened, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            if case .failure(let problem) = file {
                let problem = problem.problem(TransactionConfirmation.file, of: .confirmation, in: visit.language)
                return try page(visit, opened, draft, answers, [problem])
            }
            return try answer(act, answers, contract, opened, draft, visit)
        }
    }

    private func answer(
        _ act: String, _ answers: DatedOrderAnswers, _ contract: DatedContract, _ opened: DatedOrderFlow.Opened,
        _ draft: OrderDraft.Reference, _ visit: Visit<Employee>
    ) throws -> Response {
        let here = flow.path(of: .wish, draft)
        if act.hasPrefix("month-") { return .redirect(to: "\(here)&month=\(act.dropFirst(6))") }
        guard act == "next" else { return .redirect(to: act.hasPrefix("day-") ? "\(here)&at=calendar" : here) }
        switch flow.questions(answers, contract).read(answers) {
        case .failure(let problems):
            return try page(visit, opened, draft, answers, problems.all.map { $0.problem(in: visit.language) })
        case .success: return .redirect(to: flow.path(of: .customer, draft))
        }
    }

    private func typed(_ form: Form, over answers: DatedOrderAnswers) throws -> DatedOrderAnswers {
        var answers = answers
        for field in Self.fields { answers[field] = form[field] ?? answers[field] }
        guard let count = form["network-rows"].flatMap({ Int($0) }), (0...NetworkAddressRows.most).contains(count)
        else { throw FormProblem.malformed }
        answers.networks = NetworkAddressRows(
            (0..<count).map { row in
                .init(
                    action: form["network-action-\(row)"] ?? "", address: form["network-address-\(row)"] ?? "",
                    mask: form["network-mask-\(row)"] ?? "")
            })
        return answers
    }

    private func change(_ answers: inout DatedOrderAnswers, _ act: String) throws {
        if act == "next" || act.hasPrefix("month-") { return }
        if act.hasPrefix("day-"), CivilDate(typed: String(act.dropFirst(4))) != nil {
            answers["day"] = String(act.dropFirst(4))
        } else if act == "add-network", answers.networks.all.count < NetworkAddressRows.most {
            answers.networks.all.append(.init(action: NetworkAddressChange.Action.add.rawValue))
        } else if act.hasPrefix("remove-network-"), let row = Int(act.dropFirst(15)),
            answers.networks.all.indices.contains(row)
        {
            answers.networks.all.remove(at: row)
        } else {
            throw FormProblem.malformed
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ draft: OrderDraft.Reference,
        _ answers: DatedOrderAnswers, _ problems: [Problem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        let questions = flow.questions(answers, contract)
        guard let days = questions.days(answers) else { throw PageRefusal.notFound }
        let view = DatedWishView(
            frame: flow.frame(.wish, draft, answers.contract, visit, isOvertaken: isOvertaken), questions: questions,
            answers: answers, calendar: WorkCalendarView(days, answers.wish, visit, problems),
            problems: problems, language: visit.language)
        return try flow.services.page(
            "DatedOrders/wish", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct DatedWishView: ViewModel {
    let frame: OrderFrame
    let questions: DatedQuestions
    let answers: DatedOrderAnswers
    let calendar: WorkCalendarView
    let problems: [Problem]
    let language: Language

    private var networks: DatedSectionView {
        let rows =
            answers.networks.all.isEmpty
            ? [NetworkAddressRows.Row(action: NetworkAddressChange.Action.add.rawValue)] : answers.networks.all
        return DatedSectionView(
            section: "network", title: "", notes: [],
            rows: rows.enumerated().map { place, row in
                DatedRowView(place: place, section: "network", cells: row.cells(place, problems, in: language))
            }, most: NetworkAddressRows.most)
    }

    static let fields: ViewFields<DatedWishView> = [
        "frame": { .object($0.frame) },
        "networks": { .object($0.networks) },
        "networksError": { view in .text(ifAny: view.problems.first { $0.field == "networks" }?.sentence) },
        "needsNetwork": { .flag($0.questions.needsNetwork && $0.questions.contract.networks.isEmpty) },
        "registered": { .list($0.questions.contract.networks.map(\.text)) },
        "hasRegistered": { .flag(!$0.questions.contract.networks.isEmpty) },
        "confirmation": { view in
            view.questions.asksForConfirmation
                ? .object(ConfirmationView(answers: view.answers, problems: view.problems, language: view.language))
                : .absent
        },
        "link": { view in
            view.questions.asksForLinkDay
                ? .object(FieldView("link-day", view.answers["link-day"], view.problems)) : .absent
        },
        "windows": { view in .text(ifAny: view.questions.windows?.sentence(in: view.language)) },
        "calendar": { .object($0.calendar) },
    ]
}

private struct ConfirmationView: ViewModel {
    let answers: DatedOrderAnswers
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<ConfirmationView> = [
        "changed": { view in .object(FieldView(TransactionConfirmation.changed, "", view.problems)) },
        "isChanged": { .flag($0.answers[TransactionConfirmation.changed] == "yes") },
        "isUnchanged": { .flag($0.answers[TransactionConfirmation.changed] == "no") },
        "person": { $0.field(.person) },
        "department": { $0.field(.destinationDepartment) },
        "destination": { $0.field(.destinationPerson) },
        "file": { view in
            .object(
                FieldView(TransactionConfirmation.file, view.answers[TransactionConfirmation.file], view.problems))
        },
        "hasFile": { .flag(!$0.answers[TransactionConfirmation.file].isEmpty) },
        "endings": { .text(EvidenceFile.endings(in: $0.language)) },
    ]

    private func field(_ label: TransactionConfirmation.Label) -> TemplateValue {
        .object(FieldView(label.rawValue, answers[label.rawValue], problems))
    }
}

extension NetworkAddressRows.Row {
    fileprivate func cells(_ row: Int, _ problems: [Problem], in language: Language) -> [DatedCellView] {
        let names = DatedOrders.networkLabels(in: language)
        return [
            DatedCellView(
                name: "network-action-\(row)", label: names.action, value: action,
                options: NetworkAddressChange.Action.allCases.map {
                    OptionView(value: $0.rawValue, name: $0.name(in: language), isChosen: action == $0.rawValue)
                }, problems: problems),
            DatedCellView(name: "network-address-\(row)", label: names.address, value: address, problems: problems),
            DatedCellView(
                name: "network-mask-\(row)", label: names.mask, value: mask, isNumeric: true, problems: problems),
        ]
    }
}
