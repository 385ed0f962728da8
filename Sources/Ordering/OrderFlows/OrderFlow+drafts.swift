import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// Opening and keeping drafts, and which page can be shown.
extension OrderFlow {
    var services: Services { desk.services }
    var path: String { kind.flowPath }

    func number(of step: Step) -> Int { (steps.firstIndex(of: step) ?? 0) + 1 }

    func path(of step: Step) -> String { "\(path)/\(step.rawValue)" }

    func path(of step: Step, _ draft: OrderDraft.Reference) -> String { "\(path(of: step))?draft=\(draft.id)" }

    func done(_ order: OrderNumber) -> String { "\(path(of: .done))?order=\(order)" }

    /// Whether there may be anything for the person to order so.
    var isOpen: @Sendable (Employee) -> Bool {
        { [kind, service] person in
            kind == .new ? person.rights.may(.order(service)) : person.rights.mayChangeAny(of: service)
        }
    }

    // MARK: Opening

    func open(_ visit: Visit<Employee>) throws -> Opened {
        let name = visit.request.method == .post ? visit.form["draft"] : visit.query["draft"]
        return try open(name.flatMap { Int($0) }, visit)
    }

    func open(_ id: Int?, _ visit: Visit<Employee>) throws -> Opened {
        guard let id,
            let draft = try services.database.read({ try OrderDraftStore.find(id, of: visit.person.company, $0) }),
            draft.service == service, draft.kind == kind
        else { throw PageRefusal.notFound }
        if let order = draft.order { throw Elsewhere(path: done(order)) }
        let answers = Answers(draft.answers)
        guard kind != .new else { return Opened(draft: draft, answers: answers, contract: nil) }
        guard let code = answers.contract else { throw PageRefusal.notFound }
        return Opened(draft: draft, answers: answers, contract: try contract(code, visit))
    }

    func contract(_ code: ContractCode, _ visit: Visit<Employee>) throws -> Contract {
        try contract(code, for: visit.person)
    }

    /// What a contract has that is in use: another company's is none; one that the person may only look at is forbidden (RIGHT-4).
    func contract(_ code: ContractCode, for person: Employee) throws -> Contract {
        let found = try services.database.read { database -> (ServiceContract, Contract)? in
            guard let contract = try ServiceContractStore.find(code, of: person.company, database),
                contract.service == service, contract.state == .open, let content = try content(of: code, database)
            else { return nil }
            return (contract, content)
        }
        guard let (contract, content) = found, person.mayUse(contract) else { throw PageRefusal.notFound }
        guard person.rights.may(.change(.init(code, of: service))) else { throw PageRefusal.notAllowed }
        return content
    }

    /// Answers with a redirect where a page cannot be shown yet, or not any more.
    func answering(
        _ handler: @escaping @Sendable (Visit<Employee>) async throws -> Response
    ) -> @Sendable (Visit<Employee>) async throws -> Response {
        { visit in
            do { return try await handler(visit) } catch let elsewhere as Elsewhere {
                return .redirect(to: elsewhere.path)
            }
        }
    }

    /// A page comes after those before it: the first that lacks something is shown instead.
    func require(_ step: Step, _ opened: Opened) throws {
        guard let missing = try missing(opened), number(of: missing) < number(of: step) else { return }
        throw Elsewhere(path: path(of: missing, opened.draft.reference))
    }

    private func missing(_ opened: Opened) throws -> Step? {
        if try !missingConsents(opened.answers).isEmpty { return .agreement }
        if let step = try firstMissing(opened) { return step }
        if case .failure = details(opened.answers) { return .customer }
        return nil
    }

    /// What has not been agreed to as it is in force.
    func missingConsents(_ answers: Answers) throws -> [ConsentDocument] {
        try services.database.read(desk.consents.book).changed(
            documents, since: answers.consents(documents), on: desk.clock.now().day)
    }

    /// お客様情報
    func details(_ answers: Answers) -> Result<CustomerDetails, CustomerProblems> {
        CustomerForm(usualChannel: desk.policy.salesChannel, isOfNewContract: kind == .new) { answers[$0] }.read()
    }

    /// What would be handed in; nil where something is missing or wrong.
    func order(_ opened: Opened, _ draft: OrderDraft.Reference) throws -> (any OrderSubmission)? {
        guard case .success(let details) = details(opened.answers) else { return nil }
        return try services.database.read {
            try order(opened.answers, draft, of: opened.contract, details, $0)
        }
    }

    // MARK: Keeping

    /// With what a draft of the person begins: filled from the account (ORD-4).
    func beginning(of person: Employee) -> Answers {
        let applicant = OrderAnswers([
            CustomerForm.field(.company, of: .contact): person.companyName,
            CustomerForm.field(.person, of: .contact): person.name,
            CustomerForm.field(.telephone, of: .contact): person.telephone.display,
            CustomerForm.field(.mail, of: .contact): person.mailAddress.text,
        ])
        return Answers(applicant.merging(OrderAnswers(beginning)))
    }

    /// Where the draft is still as the form was drawn from it.
    /// - Parameter more: what else is kept with it, in its transaction.
    func keep(
        _ answers: Answers, _ opened: Opened, _ visit: Visit<Employee>,
        with more: @escaping @Sendable (Connection) throws -> Void = { _ in }
    ) async throws -> KeptDraft {
        let (id, company, now) = (opened.draft.reference.id, visit.person.company, visit.now)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let seen = OrderDraft.Reference(id: id, version: version)
        let kept = try await services.database.write { [kept = answers.answers] database in
            let draft = try OrderDraftStore.keep(kept, in: seen, of: company, at: now, database)
            if draft != nil { try more(database) }
            return draft
        }
        if let kept { return .kept(kept) }
        return .changed(try open(id, visit).draft)
    }

    func begin(_ answers: Answers, _ visit: Visit<Employee>) async throws -> OrderDraft.Reference {
        let (service, kind, applicant, now) = (service, kind, visit.applicant, visit.now)
        return try await services.database.write {
            try OrderDraftStore.begin(service, kind, answers.answers, by: applicant, at: now, $0)
        }
    }

    // MARK: Files

    /// The draft that the form names; a download of wrong lines names none, and is about the one last worked on.
    func openForImport(_ visit: Visit<Employee>) throws -> Opened {
        if let named = visit.form["draft"] ?? visit.query["draft"] { return try open(Int(named), visit) }
        let (person, service, kind) = (visit.person, service, kind)
        let newest = try services.database.read {
            try OrderDraftStore.newest(of: person.account, in: person.company, service, kind, $0)
        }
        return try open(newest, visit)
    }

    /// What a file has said, which uses it up; nil where the draft has been changed meanwhile.
    func keep(
        _ answers: Answers, of upload: PendingUpload, _ opened: Opened, _ visit: Visit<Employee>
    ) async throws -> OrderDraft.Reference? {
        let (kept, now, company) = (answers.answers, visit.now, visit.person.company)
        return try await services.database.write { database in
            let draft = try OrderDraftStore.keep(kept, in: opened.draft.reference, of: company, at: now, database)
            if draft != nil { try PendingUploadStore.markUsed(upload, database) }
            return draft
        }
    }
}

/// Whether what was typed could be kept.
enum KeptDraft {
    case kept(OrderDraft.Reference)
    /// Another tab or person has kept something else meanwhile.
    case changed(OrderDraft)
}
