import CivilCalendar
import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// 契約新規 from ご確認 to 完了 (ORD-2): what all its pages share. What is typed is kept as a draft from the first 次へ on; nothing is an order
/// before 申し込む.
struct NewSmartPBXFlow: Sendable {
    let desk: OrderDesk

    static let path = "/smart-pbx/orders/new"

    var services: Services { desk.services }

    enum Step: String, CaseIterable {
        case agreement, plan, extensions, customer, check, done

        var path: String { "\(NewSmartPBXFlow.path)/\(rawValue)" }
        var number: Int { (Step.allCases.firstIndex(of: self) ?? 0) + 1 }

        func path(of draft: OrderDraft.Reference) -> String { "\(path)?draft=\(draft.id)" }
    }

    static func isOpen(to person: Employee) -> Bool { person.rights.may(.order(.smartPBX)) }

    /// The draft that a page is about; nil where it is an order by now.
    struct Opened {
        let draft: OrderDraft
        var answers: NewSmartPBXAnswers
    }

    func open(_ visit: Visit<Employee>) throws -> Opened {
        let name = visit.request.method == .post ? visit.form["draft"] : visit.query["draft"]
        return try open(name.flatMap { Int($0) }, visit)
    }

    func open(_ id: Int?, _ visit: Visit<Employee>) throws -> Opened {
        guard let id,
            let draft = try services.database.read({ try OrderDraftStore.find(id, of: visit.person.company, $0) })
        else { throw PageRefusal.notFound }
        if let order = draft.order { throw Elsewhere(path: Self.done(order)) }
        return Opened(draft: draft, answers: NewSmartPBXAnswers(draft.answers))
    }

    static func done(_ order: OrderNumber) -> String { "\(Step.done.path)?order=\(order)" }

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
        let missing = firstMissing(opened.answers)
        if missing.number < step.number { throw Elsewhere(path: missing.path(of: opened.draft.reference)) }
    }

    private func firstMissing(_ answers: NewSmartPBXAnswers) -> Step {
        let today = desk.clock.now().day
        if !desk.consents.changed(SmartPBXOrders.documents, since: answers.consents, on: today).isEmpty {
            return .agreement
        }
        if !answers.planProblems().isEmpty { return .plan }
        if case .failure = answers.content() { return .extensions }
        if case .failure = answers.details(desk.policy) { return .customer }
        return .check
    }

    // MARK: Keeping

    /// Whether what was typed could be kept.
    enum Kept {
        case kept(OrderDraft.Reference)
        /// Another tab or person has kept something else meanwhile.
        case changed(OrderDraft)
    }

    /// - Parameter version: of what the form was drawn from.
    func keep(_ answers: NewSmartPBXAnswers, _ opened: Opened, _ visit: Visit<Employee>) async throws -> Kept {
        let (id, company, now) = (opened.draft.reference.id, visit.person.company, visit.now)
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let seen = OrderDraft.Reference(id: id, version: version)
        let kept = try await services.database.write {
            try OrderDraftStore.keep(answers.answers, in: seen, of: company, at: now, $0)
        }
        if let kept { return .kept(kept) }
        return .changed(try open(id, visit).draft)
    }
}

extension Visit<Employee> {
    /// Who applies.
    var applicant: Applicant { Applicant(company: person.company, account: person.account, client: request.peer) }
}
