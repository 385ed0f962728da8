import CivilCalendar
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 1: お申し込みにあたってのご確認 (ORD-3). The draft begins with its 次へ.
struct OrderAgreementPage<Flow: OrderFlow>: Sendable {
    let flow: Flow

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        guard visit.query["draft"] != nil else {
            return try page(visit, nil, try contract(visit.query["contract"], visit), isAgreed: false)
        }
        let opened = try flow.open(visit)
        let missing = try flow.missingConsents(opened.answers)
        let hasAgreed = !opened.answers.consents(flow.documents).isEmpty
        return try page(
            visit, opened.draft.reference, opened.answers.contract, isAgreed: missing.isEmpty,
            renewed: hasAgreed ? missing : [])
    }

    /// Which one is to be changed; nil for a new one.
    private func contract(_ name: String?, _ visit: Visit<Employee>) throws -> ContractCode? {
        guard flow.kind != .new else { return nil }
        guard let code = name.flatMap({ ContractCode($0) }) else { throw PageRefusal.notFound }
        _ = try flow.contract(code, visit)
        return code
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let versions = try versions()
        let isBegun = visit.form["draft"]?.isEmpty == false
        let opened = isBegun ? try flow.open(visit) : nil
        let reference = opened?.draft.reference
        let contract = try opened?.answers.contract ?? contract(visit.form["contract"], visit)
        guard visit.form["agree"] == "yes" else {
            let problem = Problem("agree", Self.notAgreed(in: visit.language))
            return try page(visit, reference, contract, isAgreed: false, [problem])
        }
        // What the person has seen is what is agreed to: another version asks again.
        let seen = (visit.form["seen"] ?? "").split(separator: "-").map(String.init)
        let renewed = versions.filter { !seen.contains(Self.mark($0)) }.map(\.document)
        guard renewed.isEmpty else {
            return try page(visit, reference, contract, isAgreed: false, renewed: renewed, status: .conflict)
        }
        var answers = opened?.answers ?? flow.beginning(of: visit.person)
        answers.contract = contract
        answers.agree(to: versions.map(\.consent))
        guard let opened else { return .redirect(to: next(try await flow.begin(answers, visit))) }
        switch try await flow.keep(answers, opened, visit) {
        case .kept(let draft):
            // Who is asked again has typed the rest before.
            let isAgain =
                try !opened.answers.consents(flow.documents).isEmpty && !flow.missingConsents(opened.answers).isEmpty
            return .redirect(to: isAgain ? flow.path(of: .check, draft) : next(draft))
        case .changed(let draft): return try page(visit, draft.reference, contract, isAgreed: true, isOvertaken: true)
        }
    }

    private func next(_ draft: OrderDraft.Reference) -> String { flow.path(of: flow.steps[1], draft) }

    private func versions() throws -> [ConsentVersion] {
        let today = flow.desk.clock.now().day
        let book = try services.database.read(flow.desk.consents.book)
        return flow.documents.compactMap { book.version(of: $0, on: today) }
    }

    private static func mark(_ version: ConsentVersion) -> String { String(version.consent.sha256.prefix(16)) }

    private func page(
        _ visit: Visit<Employee>, _ draft: OrderDraft.Reference?, _ contract: ContractCode?, isAgreed: Bool,
        _ problems: [Problem] = [], renewed: [ConsentDocument] = [], isOvertaken: Bool = false, status: Status? = nil
    ) throws -> Response {
        let versions = try versions()
        let view = OrderAgreementView(
            frame: flow.frame(.agreement, draft, contract, visit, isOvertaken: isOvertaken),
            conditions: flow.conditions(in: visit.language), versions: versions,
            seen: versions.map(Self.mark).joined(separator: "-"), isAgreed: isAgreed, renewed: renewed,
            contact: services.site.contact, agree: FieldView("agree", "", problems), language: visit.language)
        return try services.page(
            "OrderFlows/agreement", view, for: visit, problems: problems, status: isOvertaken ? .conflict : status)
    }
}

private struct OrderAgreementView: ViewModel {
    let frame: OrderFrame
    let conditions: OrderConditions
    let versions: [ConsentVersion]
    let seen: String
    let isAgreed: Bool
    /// Another version of them is in force than the person has seen, or agreed to.
    let renewed: [ConsentDocument]
    let contact: String
    let agree: FieldView
    let language: Language

    static let fields: ViewFields<OrderAgreementView> = [
        "frame": { .object($0.frame) },
        "documents": { view in
            .list(
                view.versions.map {
                    DocumentView(
                        version: $0, isNew: view.renewed.contains($0.document), language: view.language)
                })
        },
        "seen": { .text($0.seen) },
        "isAgreed": { .flag($0.isAgreed) },
        "isNew": { .flag(!$0.renewed.isEmpty) },
        "renewed": { view in .list(view.renewed.map { $0.name(in: view.language) }) },
        "introduction": { .text(ifAny: $0.conditions.introduction) },
        "conditions": { .list($0.conditions.notes) },
        "contact": { .text($0.contact) },
        "agree": { .object($0.agree) },
    ]
}

private struct DocumentView: ViewModel {
    let version: ConsentVersion
    let isNew: Bool
    let language: Language

    static let fields: ViewFields<DocumentView> = [
        "name": { .text($0.version.document.name(in: $0.language)) },
        "version": { .text($0.version.version) },
        "isNew": { .flag($0.isNew) },
        "from": { .text($0.version.from.text(in: $0.language)) },
        "paragraphs": { .list($0.version.paragraphs) },
    ]
}
