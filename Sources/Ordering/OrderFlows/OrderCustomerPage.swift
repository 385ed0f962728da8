import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// お客様情報 (ORD-4 to 6).
struct OrderCustomerPage<Flow: OrderFlow>: Sendable {
    let flow: Flow

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = try flow.open(visit)
        try flow.require(.customer, opened)
        return try page(visit, opened.draft.reference, opened.answers)
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try flow.open(visit)
        var answers = opened.answers
        for field in CustomerForm.fields { answers[field] = visit.form[field] ?? "" }
        let isCopying = flow.kind == .new && visit.form["act"] == "address"
        if isCopying { try copyAddress(of: visit.person.company, into: &answers, visit.language) }
        let problems = isCopying ? [] : problems(answers)
        switch try await flow.keep(answers, opened, visit) {
        case .changed(let draft): return try page(visit, draft.reference, answers, isOvertaken: true)
        case .kept(let draft):
            if isCopying { return .redirect(to: flow.path(of: .customer, draft) + "&at=billing") }
            guard problems.isEmpty else { return try page(visit, draft, answers, problems) }
            return .redirect(to: flow.path(of: .check, draft))
        }
    }

    private func problems(_ answers: Flow.Answers) -> [CustomerProblem] {
        if case .failure(let problems) = flow.details(answers) { problems.all } else { [] }
    }

    /// ORD-5: ご契約者住所と同じ.
    private func copyAddress(of company: Int, into answers: inout Flow.Answers, _ language: Language) throws {
        guard let company = try flow.services.database.read({ try CompanyStore.find(company, $0) }) else { return }
        let prefecture = Prefecture.all.first { company.address.text.hasPrefix($0.name(in: language)) }
        let city = company.address.text.dropFirst(prefecture?.name(in: language).count ?? 0)
        answers["billing-postalCode"] = company.address.postalCode
        answers["billing-prefecture"] = prefecture.map { "\($0.number)" } ?? ""
        answers["billing-city"] = String(city.prefix(CustomerLabel.city.limit ?? 0))
        answers["billing-building"] = String(company.address.building.prefix(CustomerLabel.building.limit ?? 0))
        if answers["billing-addressee"].isEmpty { answers["billing-addressee"] = company.name }
    }

    private func page(
        _ visit: Visit<Employee>, _ draft: OrderDraft.Reference, _ answers: Flow.Answers,
        _ problems: [CustomerProblem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        let sentences = problems.map { $0.problem(in: visit.language) }
        let company = try flow.services.database.read { try CompanyStore.find(visit.person.company, $0) }
        let view = OrderCustomerView(
            frame: flow.frame(.customer, draft, answers.contract, visit, isOvertaken: isOvertaken),
            form: CustomerFormView(
                answers: answers.answers, isOfNewContract: flow.kind == .new, asksForSales: flow.service == .smartPBX,
                problems: sentences, company: visit.person.companyName, address: company?.address ?? Company.Address(),
                usualChannel: flow.desk.policy.salesChannel, language: visit.language))
        return try flow.services.page(
            "OrderFlows/customer", view, for: visit, problems: sentences, status: isOvertaken ? .conflict : nil)
    }
}

private struct OrderCustomerView: ViewModel {
    let frame: OrderFrame
    let form: CustomerFormView

    static let fields: ViewFields<OrderCustomerView> = [
        "frame": { .object($0.frame) },
        "form": { .object($0.form) },
    ]
}
