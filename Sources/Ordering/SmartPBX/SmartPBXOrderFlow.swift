import CivilCalendar
import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// An order of Smart PBX from ご確認 to 完了 (ORD-2): what all its pages share. What is typed is kept as a draft from the first 次へ on; nothing
/// is an order before 申し込む.
struct SmartPBXOrderFlow: Sendable {
    let desk: OrderDesk
    let kind: OrderKind

    static let path = "/smart-pbx/orders"

    var services: Services { desk.services }
    var path: String { "\(Self.path)/\(kind.pathPart)" }

    enum Step: String, CaseIterable {
        case agreement, plan, extensions, customer, check, done
    }

    /// A contract that is there has its plan.
    var steps: [Step] { Step.allCases.filter { $0 != .plan || kind == .new } }

    func number(of step: Step) -> Int { (steps.firstIndex(of: step) ?? 0) + 1 }

    func path(of step: Step) -> String { "\(path)/\(step.rawValue)" }

    func path(of step: Step, _ draft: OrderDraft.Reference) -> String { "\(path(of: step))?draft=\(draft.id)" }

    /// Whether there may be anything for the person to order so.
    static func isOpen(_ kind: OrderKind) -> @Sendable (Employee) -> Bool {
        { person in kind == .new ? person.rights.may(.order(.smartPBX)) : person.rights.mayChangeAny(of: .smartPBX) }
    }

    /// The draft that a page is about; nil where it is an order by now.
    struct Opened {
        let draft: OrderDraft
        var answers: SmartPBXOrderAnswers
        /// What the contract has now; nil for a new one.
        let contract: SmartPBXContent?

        var plan: NumberPlan? { contract?.plan ?? answers.plan }
    }

    func open(_ visit: Visit<Employee>) throws -> Opened {
        let name = visit.request.method == .post ? visit.form["draft"] : visit.query["draft"]
        return try open(name.flatMap { Int($0) }, visit)
    }

    func open(_ id: Int?, _ visit: Visit<Employee>) throws -> Opened {
        guard let id,
            let draft = try services.database.read({ try OrderDraftStore.find(id, of: visit.person.company, $0) }),
            draft.service == .smartPBX, draft.kind == kind
        else { throw PageRefusal.notFound }
        if let order = draft.order { throw Elsewhere(path: done(order)) }
        let answers = SmartPBXOrderAnswers(draft.answers)
        guard kind != .new else { return Opened(draft: draft, answers: answers, contract: nil) }
        guard let code = answers.contract else { throw PageRefusal.notFound }
        return Opened(draft: draft, answers: answers, contract: try contract(code, visit))
    }

    /// Another company's is none; one that the person may only look at is forbidden (RIGHT-4).
    func contract(_ code: ContractCode, _ visit: Visit<Employee>) throws -> SmartPBXContent {
        let found = try services.database.read { database -> (ServiceContract, SmartPBXContent)? in
            guard let contract = try ServiceContractStore.find(code, of: visit.person.company, database),
                contract.service == .smartPBX, contract.state == .open,
                let content = try SmartPBXContent.ofOrders(code, database)
            else { return nil }
            return (contract, content)
        }
        guard let (contract, content) = found, visit.person.mayUse(contract) else { throw PageRefusal.notFound }
        guard visit.person.rights.may(.change(.init(code, of: .smartPBX))) else { throw PageRefusal.notAllowed }
        return content
    }

    /// PBX-8: what would go with the numbers.
    func use(
        of numbers: some Sequence<ExtensionNumber>, in contract: ContractCode?
    ) throws -> ExtensionUse {
        guard let contract else { return ExtensionUse() }
        return try services.database.read { try ExtensionUseStore.use(of: numbers, in: contract, $0) }
    }

    func done(_ order: OrderNumber) -> String { "\(path(of: .done))?order=\(order)" }

    /// The page to go to instead.
    struct Elsewhere: Error {
        let path: String
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
        let missing = firstMissing(opened)
        if number(of: missing) < number(of: step) { throw Elsewhere(path: path(of: missing, opened.draft.reference)) }
    }

    private func firstMissing(_ opened: Opened) -> Step {
        let (answers, today) = (opened.answers, desk.clock.now().day)
        if !desk.consents.changed(SmartPBXOrders.documents, since: answers.consents, on: today).isEmpty {
            return .agreement
        }
        if kind == .new, !answers.planProblems().isEmpty { return .plan }
        if answers.wish(kind, of: opened.contract) == nil { return .extensions }
        if case .failure = answers.details(kind, desk.policy) { return .customer }
        return .check
    }

    /// What would be handed in; nil where something is missing or wrong.
    func order(_ answers: SmartPBXOrderAnswers, _ draft: OrderDraft.Reference, of contract: SmartPBXContent?)
        -> (any SmartPBXSubmission)?
    {
        guard let wish = answers.wish(kind, of: contract),
            case .success(let details) = answers.details(kind, desk.policy)
        else { return nil }
        switch wish {
        case .new(let content):
            return NewSmartPBXOrder(content, details, consents: answers.consents, draft: draft)
        case .change(let outcome):
            guard let code = answers.contract else { return nil }
            return SmartPBXChangeOrder(
                outcome.change, of: code, in: answers.window, details, consents: answers.consents, draft: draft)
        }
    }

    /// RIGHT-4: asked of the groups as they are in the transaction.
    static func mayOrder(_ kind: OrderKind, _ contract: ContractCode?, _ rights: Rights) -> Bool {
        guard let contract else { return kind == .new && rights.may(.order(.smartPBX)) }
        return rights.may(.change(.init(contract, of: .smartPBX)))
    }

    // MARK: Keeping

    /// Whether what was typed could be kept.
    enum Kept {
        case kept(OrderDraft.Reference)
        /// Another tab or person has kept something else meanwhile.
        case changed(OrderDraft)
    }

    /// - Parameter version: of what the form was drawn from.
    func keep(_ answers: SmartPBXOrderAnswers, _ opened: Opened, _ visit: Visit<Employee>) async throws -> Kept {
        let (id, company, now) = (opened.draft.reference.id, visit.person.company, visit.now)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let seen = OrderDraft.Reference(id: id, version: version)
        let kept = try await services.database.write {
            try OrderDraftStore.keep(answers.answers, in: seen, of: company, at: now, $0)
        }
        if let kept { return .kept(kept) }
        return .changed(try open(id, visit).draft)
    }

    // MARK: Files

    /// The draft that the form names; a download of wrong lines names none, and is about the one last worked on.
    func openForImport(_ visit: Visit<Employee>) throws -> Opened {
        if let named = visit.form["draft"] ?? visit.query["draft"] { return try open(Int(named), visit) }
        let (person, kind) = (visit.person, kind)
        let newest = try services.database.read {
            try OrderDraftStore.newest(of: person.account, in: person.company, .smartPBX, kind, $0)
        }
        return try open(newest, visit)
    }

    /// What a file has said, which uses it up; nil where the draft has been changed meanwhile.
    func keep(
        _ answers: SmartPBXOrderAnswers, of upload: PendingUpload, _ opened: Opened, _ visit: Visit<Employee>
    ) async throws -> OrderDraft.Reference? {
        var answers = answers
        // Who hands in a file of numbers wishes them.
        answers["numbers"] = "yes"
        let (kept, now, company) = (answers.answers, visit.now, visit.person.company)
        return try await services.database.write { database in
            let draft = try OrderDraftStore.keep(kept, in: opened.draft.reference, of: company, at: now, database)
            if draft != nil { try PendingUploadStore.markUsed(upload, database) }
            return draft
        }
    }
}

/// What can be handed in.
protocol SmartPBXSubmission: Sendable {
    /// Throws an `OrderRefusal` when it is not taken.
    func submit(
        to intake: OrderIntake, from applicant: Applicant, at now: Moment, mayOrder: (Connection) throws -> Bool,
        _ database: Connection
    ) throws -> OrderNumber
}

extension NewSmartPBXOrder: SmartPBXSubmission {}
extension SmartPBXChangeOrder: SmartPBXSubmission {}

extension Visit<Employee> {
    /// Who applies.
    var applicant: Applicant { Applicant(company: person.company, account: person.account, client: request.peer) }
}
