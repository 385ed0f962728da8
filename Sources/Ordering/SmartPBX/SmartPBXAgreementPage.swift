import CivilCalendar
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 1: お申し込みにあたってのご確認 (ORD-3). The draft begins with its 次へ.
struct NewSmartPBXAgreementPage: Sendable {
    let flow: NewSmartPBXFlow

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let opened = visit.query["draft"] == nil ? nil : try flow.open(visit)
        return try page(visit, opened?.draft.reference, isAgreed: opened.map { isAgreed($0.answers) } ?? false)
    }

    private func isAgreed(_ answers: NewSmartPBXAnswers) -> Bool {
        flow.desk.consents.changed(SmartPBXOrders.documents, since: answers.consents, on: flow.desk.clock.now().day)
            .isEmpty
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let versions = versions()
        let isBegun = visit.form["draft"]?.isEmpty == false
        let opened = isBegun ? try flow.open(visit) : nil
        let reference = opened?.draft.reference
        guard visit.form["agree"] == "yes" else {
            return try page(visit, reference, isAgreed: false, [.notAgreed])
        }
        // What the person has seen is what is agreed to: another version asks again.
        guard visit.form["seen"] == Self.seen(versions) else {
            return try page(visit, reference, isAgreed: false, isNew: true)
        }
        var answers = opened?.answers ?? NewSmartPBXAnswers(first(visit))
        answers.agree(to: versions.map(\.consent))
        guard let opened else {
            let (kept, applicant, now) = (answers, visit.applicant, visit.now)
            let draft = try await services.database.write {
                try OrderDraftStore.begin(.smartPBX, .new, kept.answers, by: applicant, at: now, $0)
            }
            return .redirect(to: NewSmartPBXFlow.Step.plan.path(of: draft))
        }
        switch try await flow.keep(answers, opened, visit) {
        case .kept(let draft): return .redirect(to: NewSmartPBXFlow.Step.plan.path(of: draft))
        case .changed(let draft): return try page(visit, draft.reference, isAgreed: true, isOvertaken: true)
        }
    }

    /// Filled from the account (ORD-4).
    private func first(_ visit: Visit<Employee>) -> OrderAnswers {
        let person = visit.person
        return OrderAnswers([
            CustomerForm.field(.company, of: .contact): person.companyName,
            CustomerForm.field(.person, of: .contact): person.name,
            CustomerForm.field(.telephone, of: .contact): person.telephone.display,
            CustomerForm.field(.mail, of: .contact): person.mailAddress.text,
            CustomerForm.sameTechnical: "yes", "sales-channel": flow.desk.policy.salesChannel, "method": "screen",
        ])
    }

    private func versions() -> [ConsentVersion] {
        let today = flow.desk.clock.now().day
        return SmartPBXOrders.documents.compactMap { flow.desk.consents.version(of: $0, on: today) }
    }

    private static func seen(_ versions: [ConsentVersion]) -> String {
        versions.map { $0.consent.sha256.prefix(16) }.joined(separator: "-")
    }

    private func page(
        _ visit: Visit<Employee>, _ draft: OrderDraft.Reference?, isAgreed: Bool,
        _ problems: [NewSmartPBXFormProblem] = [], isNew: Bool = false, isOvertaken: Bool = false
    ) throws -> Response {
        let versions = versions()
        let problems = problems.map { $0.problem(in: visit.language) }
        let view = NewSmartPBXAgreementView(
            frame: NewSmartPBXFrame(step: .agreement, draft: draft, isOvertaken: isOvertaken, language: visit.language),
            versions: versions, seen: Self.seen(versions), isAgreed: isAgreed, isNew: isNew,
            contact: services.site.contact, agree: FieldView("agree", "", problems), language: visit.language)
        return try services.page(
            "SmartPBX/agreement", view, for: visit, problems: problems,
            status: isOvertaken || isNew ? .conflict : nil)
    }
}

private struct NewSmartPBXAgreementView: ViewModel {
    let frame: NewSmartPBXFrame
    let versions: [ConsentVersion]
    let seen: String
    let isAgreed: Bool
    let isNew: Bool
    let contact: String
    let agree: FieldView
    let language: Language

    static let fields: ViewFields<NewSmartPBXAgreementView> = [
        "frame": { .object($0.frame) },
        "documents": { view in .list(view.versions.map { DocumentView(version: $0, language: view.language) }) },
        "seen": { .text($0.seen) },
        "isAgreed": { .flag($0.isAgreed) },
        "isNew": { .flag($0.isNew) },
        "contact": { .text($0.contact) },
        "agree": { .object($0.agree) },
    ]
}

private struct DocumentView: ViewModel {
    let version: ConsentVersion
    let language: Language

    static let fields: ViewFields<DocumentView> = [
        "name": { .text($0.version.document.name(in: $0.language)) },
        "version": { .text($0.version.version) },
        "from": { .text($0.version.from.text(in: $0.language)) },
        "paragraphs": { .list($0.version.text.split(separator: "\n").map(String.init)) },
    ]
}
