import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// お申し込み直後に開通するお申し込み, from ご確認 to 完了: numbers come, go, or get other features, each in an order of its own kind.
struct ImmediateOrderFlow: OrderFlow {
    typealias Answers = ImmediateOrderAnswers
    typealias Contract = VoiceContract

    let desk: OrderDesk
    let settlement: VoiceSettlement
    let kind: OrderKind

    static let kinds: [OrderKind] = [.addNumbers, .changeFeatures, .endNumbers]

    enum Step: String, CaseIterable, OrderStep {
        case agreement, numbers, content, customer, check, done
    }

    var service: OrderedService { .ipVoice }
    /// Of numbers that end nothing more is to be said.
    var steps: [Step] { Step.allCases.filter { $0 != .content || kind != .endNumbers } }
    var contentStep: Step { kind == .endNumbers ? .numbers : .content }
    /// Why numbers cannot be had by now stands beside them.
    var changedStep: Step { .check }
    var documents: [ConsentDocument] { VoiceOrder.documents(of: kind) }
    var beginning: [String: String] { [:] }

    func menuPath(of contract: ContractCode?) -> String { VoiceOrderMenuPage.path(of: contract) }

    func content(of code: ContractCode, _ database: Connection) throws -> VoiceContract? {
        try VoiceContractStore.find(code, database)
    }

    func firstMissing(_ opened: Opened) -> Step? {
        let answers = opened.answers
        if answers.chosen.isEmpty { return .numbers }
        if kind == .endNumbers, !answers.isEndTicked { return .numbers }
        if kind == .changeFeatures, answers.featureChange.isNothing { return .content }
        if kind == .addNumbers, case .failure = answers.rows.read(among: answers.chosen) { return .content }
        return nil
    }

    /// What is wished; empty where something is missing.
    func items(
        _ answers: ImmediateOrderAnswers, of contract: ContractCode, _ database: Connection
    ) throws -> [VoiceOrderItem] {
        switch kind {
        case .addNumbers:
            guard case .success(let items) = answers.rows.read(among: answers.chosen) else { return [] }
            return items
        case .changeFeatures:
            let present = try VoiceNumberStore.find(answers.chosen, of: contract, database)
            return answers.chosen.compactMap { number in
                guard let before = present[number]?.features else { return .change(number, .none) }
                let after = answers.featureChange.applied(to: before)
                return after == before ? nil : .change(number, after)
            }
        default: return answers.chosen.map { .end($0) }
        }
    }

    /// What would come of it, and all that stands against it.
    func check(_ opened: Opened, _ visit: Visit<Employee>) async throws -> VoiceOrderCheck {
        guard let contract = opened.contract else { throw PageRefusal.notFound }
        return try await check(opened.answers, of: contract, visit.person, at: visit.now)
    }

    /// - Parameter trueTime: by which wrong codes are counted.
    func check(
        _ answers: ImmediateOrderAnswers, of contract: VoiceContract, _ person: Employee, at trueTime: Moment
    ) async throws -> VoiceOrderCheck {
        let items = try services.database.read { try self.items(answers, of: contract.code, $0) }
        let codes = try await desk.enter(items, of: person.company, at: trueTime)
        return try services.database.read {
            try VoiceOrderCheck(items, of: contract, .immediate, codes: codes, $0)
        }
    }

    func order(
        _ answers: ImmediateOrderAnswers, _ draft: OrderDraft.Reference, of contract: VoiceContract?,
        _ details: CustomerDetails, _ database: Connection
    ) throws -> (any OrderSubmission)? {
        guard let code = answers.contract else { return nil }
        let items = try items(answers, of: code, database)
        return VoiceOrderSubmission(
            order: VoiceOrder(kind, items, of: code, details, consents: answers.consents(documents), draft: draft),
            settlement: settlement, now: desk.clock.now(), trueTime: desk.services.now())
    }

    func answers(of order: Order, _ database: Connection) throws -> OrderAnswers? {
        var answers = ImmediateOrderAnswers(OrderAnswers())
        answers.contract = order.contract
        let lines = try VoiceOrderStore.lines(of: order.number, database)
        switch order.kind {
        case .addNumbers:
            let codes = try VoiceOrderStore.codes(of: lines, order, at: desk.clock.now(), database)
            answers.repeatAddition(of: lines, codes)
        case .changeFeatures:
            answers.chosen = lines.map(\.number)
            if let line = lines.first { answers.featureChange = FeatureChange(from: line.before, to: line.features) }
        default: answers.chosen = lines.map(\.number)
        }
        return answers.answers
    }
}

extension ImmediateOrderFlow {
    /// What would be handed in of a draft, by itself (HOURS-2).
    static func order(
        _ draft: OrderDraft, _ desk: OrderDesk, _ settlement: VoiceSettlement
    ) throws -> (any OrderSubmission)? {
        let answers = ImmediateOrderAnswers(draft.answers)
        let contract = try answers.contract.flatMap { code in
            try desk.services.database.read { try VoiceContractStore.find(code, $0) }
        }
        let flow = ImmediateOrderFlow(desk: desk, settlement: settlement, kind: draft.kind)
        return try flow.order(Opened(draft: draft, answers: answers, contract: contract), draft.reference)
    }
}
