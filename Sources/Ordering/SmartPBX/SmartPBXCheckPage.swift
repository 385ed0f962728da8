import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// ステップ 5: お申し込み内容確認, and 申し込む (ORD-7, HOURS).
struct SmartPBXCheckPage: Sendable {
    let flow: SmartPBXOrderFlow

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.check, opened)
        return try page(visit, opened)
    }

    func submit(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.check, opened)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        if asksForCount(opened.answers), visit.form["countAgreed"] != "yes" {
            return try page(visit, opened, [.countNotAgreed])
        }
        let seen = OrderDraft.Reference(id: opened.draft.reference.id, version: version)
        guard let order = flow.order(opened.answers, seen, of: opened.contract) else { return try page(visit, opened) }
        return try await answer(to: order, opened, visit)
    }

    private func answer(
        to order: any SmartPBXSubmission, _ opened: SmartPBXOrderFlow.Opened, _ visit: Visit<Employee>
    ) async throws -> Response {
        let (intake, now, applicant, person) = (
            flow.desk.intake, flow.desk.clock.now(), visit.applicant, visit.person.id
        )
        let (kind, contract) = (flow.kind, opened.answers.contract)
        do {
            let number = try await services.database.write { database in
                try order.submit(
                    to: intake, from: applicant, at: now,
                    mayOrder: { database in
                        SmartPBXOrderFlow.mayOrder(
                            kind, contract, try RightsStore.rights(ofAccount: person, database))
                    }, database)
            }
            return .redirect(to: flow.done(number))
        } catch let refusal as OrderRefusal {
            return try self.refuse(refusal, opened, visit)
        }
    }

    private func refuse(
        _ refusal: OrderRefusal, _ opened: SmartPBXOrderFlow.Opened, _ visit: Visit<Employee>
    ) throws -> Response {
        switch refusal {
        case .noRight: throw PageRefusal.notAllowed
        case .consentsChanged: return .redirect(to: flow.path(of: .agreement, opened.draft.reference))
        case .draftChanged: return try page(visit, opened, isOvertaken: true)
        // Where the numbers and the window are, what is wrong with them now is told.
        case .windowPassed, .contractChanged: return .redirect(to: flow.path(of: .extensions, opened.draft.reference))
        default:
            let view = OrderRefusalView(
                refusal: refusal, draft: opened.draft.reference,
                back: flow.path(of: .check, opened.draft.reference),
                automatic: "\(flow.path)/automatic", language: visit.language)
            return try services.page("Orders/refused", view, for: visit, status: .conflict)
        }
    }

    /// HOURS-2: 「受付開始時に自動で申し込む」.
    func submitLater(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.check, opened)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let now = flow.desk.clock.now()
        let maintenances = try services.database.read { try MaintenanceStore.all(of: .smartPBX, after: now, $0) }
        let opening = flow.desk.policy.hours.closing(at: now, maintenances)?.until ?? now
        let (draft, client) = (
            OrderDraft.Reference(id: opened.draft.reference.id, version: version), visit.request.peer
        )
        let (company, account) = (visit.person.company, visit.person.account)
        let isSet = try await services.database.write {
            try OrderDraftStore.submit(draft, of: company, by: account, at: opening, from: client, $0)
        }
        guard isSet else { return try page(visit, opened, isOvertaken: true) }
        return .done(OrderDraft.willSubmit(at: opening, in: visit.language), at: "/orders")
    }

    /// A28: what was said first and what was typed then may differ; rows decide.
    private func asksForCount(_ answers: SmartPBXOrderAnswers) -> Bool {
        guard flow.kind == .new, case .success(let content) = answers.content(), let count = answers.count else {
            return false
        }
        return content.extensions.count != count
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: SmartPBXOrderFlow.Opened, _ problems: [SmartPBXFormProblem] = [],
        isOvertaken: Bool = false
    ) throws -> Response {
        let problems = problems.map { $0.problem(in: visit.language) }
        guard let wish = opened.answers.wish(flow.kind, of: opened.contract),
            case .success(let details) = opened.answers.details(flow.kind, flow.desk.policy)
        else {
            try flow.require(.check, opened)
            throw PageRefusal.notFound
        }
        let view = SmartPBXCheckView(
            frame: flow.frame(.check, opened, visit, isOvertaken: isOvertaken), wish: wish,
            use: try flow.use(of: wish.gone, in: opened.answers.contract),
            window: opened.answers.window, now: flow.desk.clock.now(), details: details,
            said: asksForCount(opened.answers) ? opened.answers.count : nil,
            countAgreed: FieldView("countAgreed", "", problems), language: visit.language)
        return try services.page(
            "SmartPBX/check", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}
