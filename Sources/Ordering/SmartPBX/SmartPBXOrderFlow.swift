import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// An order of Smart PBX from ご確認 to 完了.
struct SmartPBXOrderFlow: OrderFlow {
    typealias Answers = SmartPBXOrderAnswers
    typealias Contract = SmartPBXContent

    let desk: OrderDesk
    let kind: OrderKind

    enum Step: String, CaseIterable, OrderStep {
        case agreement, plan, extensions, customer, check, done
    }

    var service: OrderedService { .smartPBX }
    /// A contract that is there has its plan.
    var steps: [Step] { Step.allCases.filter { $0 != .plan || kind == .new } }
    var contentStep: Step { .extensions }
    var documents: [ConsentDocument] { SmartPBXOrders.documents }

    var beginning: [String: String] {
        [
            CustomerForm.sameTechnical: "yes", "sales-channel": desk.policy.salesChannel, "method": "screen",
            "numbers": "yes", "channels": "no",
        ]
    }

    func menuPath(of contract: ContractCode?) -> String {
        contract.map(SmartPBXOrderMenuPage.path) ?? OrderListPage.newPath
    }

    func content(of code: ContractCode, _ database: Connection) throws -> SmartPBXContent? {
        try SmartPBXContent.ofOrders(code, featureClosing: featureClosing, database)
    }

    /// Why 付加機能 cannot be ordered now.
    var featureClosing: OfficeLink.Closing? { desk.policy.officeLink.closing(on: desk.clock.now().day) }

    /// PBX-8: what would go with the numbers.
    func use(
        of numbers: some Sequence<ExtensionNumber>, in contract: ContractCode?
    ) throws -> ExtensionUse {
        guard let contract else { return ExtensionUse() }
        return try services.database.read { try ExtensionUseStore.use(of: numbers, in: contract, $0) }
    }

    /// LINK-3: what would go with the feature that ends.
    func use(ofFeatureOf contract: ContractCode?, _ content: SmartPBXContent?) throws -> ExtensionUse {
        guard kind == .endFeature, let contract, let link = content?.officeLink else { return ExtensionUse() }
        return try services.database.read {
            try OfficeLinkUseStore.use(of: link.numbers, in: contract, $0)
        }
    }

    func firstMissing(_ opened: Opened) -> Step? {
        if kind == .new, !opened.answers.planProblems().isEmpty { return .plan }
        return opened.answers.wish(kind, of: opened.contract) == nil ? .extensions : nil
    }

    func order(
        _ answers: SmartPBXOrderAnswers, _ draft: OrderDraft.Reference, of contract: SmartPBXContent?,
        _ details: CustomerDetails, _ database: Connection
    ) -> (any OrderSubmission)? {
        guard let wish = answers.wish(kind, of: contract) else { return nil }
        let consents = answers.consents(documents)
        switch wish {
        case .new(let content): return NewSmartPBXOrder(content, details, consents: consents, draft: draft)
        case .change(let outcome):
            guard let code = answers.contract else { return nil }
            return SmartPBXChangeOrder(
                outcome.change, of: code, in: answers.window, details, consents: consents, draft: draft,
                officeLink: desk.policy.officeLink)
        }
    }

    func answers(of order: Order, _ database: Connection) throws -> OrderAnswers? {
        guard order.kind != .new else { return try SmartPBXOrderStore.ordered(order.number, database)?.answers }
        return try SmartPBXChangeStore.find(order.number, database)?.answers(order.kind, of: order.contract)
    }

    /// From ステップ 2 to お客様情報, or the same page again with what was typed.
    /// - Parameter page: of the draft as it is kept now, with what is wrong; or overtaken by another tab.
    func goOn(
        _ answers: SmartPBXOrderAnswers, _ opened: Opened, _ visit: Visit<Employee>,
        unless problems: [SmartPBXFormProblem],
        page: (OrderDraft.Reference, _ problems: [SmartPBXFormProblem], _ isOvertaken: Bool) throws -> Response
    ) async throws -> Response {
        switch try await keep(answers, opened, visit) {
        case .changed(let draft): try page(draft.reference, [], true)
        case .kept(let draft):
            problems.isEmpty ? .redirect(to: path(of: .customer, draft)) : try page(draft, problems, false)
        }
    }

    /// What would be handed in of a draft, by itself (HOURS-2).
    static func order(_ draft: OrderDraft, _ desk: OrderDesk) throws -> (any OrderSubmission)? {
        let answers = SmartPBXOrderAnswers(draft.answers)
        let flow = SmartPBXOrderFlow(desk: desk, kind: draft.kind)
        let content = try answers.contract.flatMap { code in
            try desk.services.database.read { try flow.content(of: code, $0) }
        }
        return try flow.order(
            Opened(draft: draft, answers: answers, contract: content), draft.reference)
    }
}

extension NewSmartPBXOrder: OrderSubmission {}
extension SmartPBXChangeOrder: OrderSubmission {}

extension OpenedDraft<SmartPBXOrderAnswers, SmartPBXContent> {
    var plan: NumberPlan? { contract?.plan ?? answers.plan }
}
