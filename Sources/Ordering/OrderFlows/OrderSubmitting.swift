import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// お申し込み内容確認, whoever draws it, and 申し込む (ORD-7, HOURS).
struct OrderSubmitting<Flow: OrderFlow>: Sendable {
    let flow: Flow
    /// Draws the page; it may ask something before 申し込む.
    let page:
        @Sendable (_ visit: Visit<Employee>, _ opened: Flow.Opened, _ shown: OrderCheckShown) async throws -> Response
    /// Whether what the page asks is answered.
    var isAnswered: @Sendable (_ visit: Visit<Employee>, _ opened: Flow.Opened) throws -> Bool = { _, _ in true }

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.check, opened)
        return try await page(visit, opened, .shown)
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: Flow.Opened, _ state: OrderCheckState
    ) async throws -> Response {
        let fees = try await flow.fees(opened, visit, isRepriced: state == .repriced)
        return try await page(visit, opened, OrderCheckShown(state: state, fees: fees))
    }

    func submit(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.check, opened)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        guard try isAnswered(visit, opened) else { return try await page(visit, opened, .unanswered) }
        let seen = OrderDraft.Reference(id: opened.draft.reference.id, version: version)
        guard let order = try flow.order(opened, seen) else { return try await page(visit, opened, .shown) }
        return try await answer(to: order, opened, visit)
    }

    private func answer(
        to order: any OrderSubmission, _ opened: Flow.Opened, _ visit: Visit<Employee>
    ) async throws -> Response {
        let (intake, now, applicant, person) = (
            flow.desk.intake.seeing(visit.form["fees"]), flow.desk.clock.now(), visit.applicant, visit.person.id
        )
        let (service, kind, contract) = (flow.service, flow.kind, opened.answers.contract)
        let trueTime = visit.now
        do {
            try await services.database.write {
                try order.prepare(by: applicant, at: now, trueTime: trueTime, $0)
            }
            let number = try await services.database.write { database in
                try order.submit(
                    to: intake, from: applicant, at: now,
                    mayOrder: { database in
                        try RightsStore.rights(ofAccount: person, database).mayOrder(kind, contract, of: service)
                    }, database)
            }
            return .redirect(to: flow.done(number))
        } catch let refusal as OrderRefusal {
            return try await refuse(refusal, opened, visit)
        }
    }

    private func refuse(
        _ refusal: OrderRefusal, _ opened: Flow.Opened, _ visit: Visit<Employee>
    ) async throws -> Response {
        switch refusal {
        case .noRight: throw PageRefusal.notAllowed
        case .consentsChanged: return .redirect(to: flow.path(of: .agreement, opened.draft.reference))
        case .draftChanged: return try await page(visit, opened, .overtaken)
        case .feesChanged: return try await page(visit, opened, .repriced)
        // There, what is wrong with it now is told.
        case .windowPassed, .contractChanged:
            return .redirect(to: flow.path(of: flow.changedStep, opened.draft.reference))
        default:
            let view = OrderRefusalView(
                refusal: refusal, draft: opened.draft.reference,
                back: flow.path(of: .check, opened.draft.reference),
                automatic: "\(flow.path)/automatic", fees: visit.form["fees"] ?? "", language: visit.language)
            return try services.page("Orders/refused", view, for: visit, status: .conflict)
        }
    }

    /// HOURS-2: 「受付開始時に自動で申し込む」.
    func submitLater(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.check, opened)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let opening = try flow.opening()
        let seen = visit.form["fees"]
        // What is seen is what it costs then.
        if let seen, let fees = try await flow.fees(opened, visit), fees.sheet.mark != seen {
            return try await page(visit, opened, .repriced)
        }
        let (draft, client) = (
            OrderDraft.Reference(id: opened.draft.reference.id, version: version), visit.request.peer
        )
        let (company, account) = (visit.person.company, visit.person.account)
        let isSet = try await services.database.write {
            try OrderDraftStore.submit(draft, of: company, by: account, at: opening, from: client, seeing: seen, $0)
        }
        guard isSet else { return try await page(visit, opened, .overtaken) }
        return .done(OrderDraft.willSubmit(at: opening, in: visit.language), at: OrderListPage.path)
    }
}

/// How お申し込み内容確認 is drawn.
enum OrderCheckState: Sendable {
    case shown
    /// Something that the page asks is not answered.
    case unanswered
    /// Another tab or person has kept something else meanwhile.
    case overtaken
    /// It costs something else by now than was shown.
    case repriced

    /// Where it is none of a page that is asked for.
    var status: Status? { self == .overtaken || self == .repriced ? .conflict : nil }
}

/// With what a check page is drawn.
struct OrderCheckShown: Sendable {
    let state: OrderCheckState
    /// Nil where nothing can be handed in.
    let fees: FeeSheetView?
}
