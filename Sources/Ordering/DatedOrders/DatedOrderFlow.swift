import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// 工事日を指定するお申し込み, from ご確認 to 完了: several items in one order (DATED-1).
struct DatedOrderFlow: OrderFlow {
    typealias Answers = DatedOrderAnswers
    typealias Contract = DatedContract

    let desk: OrderDesk
    let policy: DatedPolicy

    enum Step: String, CaseIterable, OrderStep {
        case agreement, menu, wish, customer, check, done
    }

    var service: OrderedService { .ipVoice }
    var kind: OrderKind { .dated }
    var steps: [Step] { Step.allCases }
    var contentStep: Step { .menu }
    var documents: [ConsentDocument] { VoiceOrder.documents(of: kind) }
    var beginning: [String: String] { [:] }

    func menuPath(of contract: ContractCode?) -> String { DatedOrderStartPage.path }

    func path(of item: DatedItem) -> String { "\(path)/\(item.rawValue)" }

    func path(of item: DatedItem, _ draft: OrderDraft.Reference) -> String {
        "\(path(of: item))?draft=\(draft.id)"
    }

    func content(of code: ContractCode, _ database: Connection) throws -> DatedContract? {
        guard let voice = try VoiceContractStore.find(code, database) else { return nil }
        let most = DatedContract.mostOffered
        let bases = try VoiceNumberStore.bases(of: [code], atMost: most + 1, database).map(\.number)
        let numbers = try VoiceNumberStore.numbers(of: code, atMost: most + 1, database).map(\.number)
        return DatedContract(
            voice: voice, networks: try NetworkAddressStore.registered(code, database),
            bases: bases.count > most ? [] : bases, numbers: numbers.count > most ? [] : numbers)
    }

    /// As they are now: the numbers whose features change.
    func present(_ items: DatedItems, of contract: ContractCode) throws -> [PhoneNumber: VoiceNumber] {
        let changing = items.items.compactMap { if case .change(let number, _) = $0 { number } else { nil } }
        guard !changing.isEmpty else { return [:] }
        return try services.database.read { try VoiceNumberStore.find(changing, of: contract, $0) }
    }

    /// What ends with the numbers that end.
    func uses(_ items: DatedItems, of contract: ContractCode) throws -> [NumberUse] {
        let ending = items.items.compactMap { if case .end(let number) = $0 { number } else { nil } }
        return try services.database.read {
            try NumberUseStore.uses(of: ending.prefix(NumberPickView.mostNamed), in: contract, $0)
        }
    }

    func questions(_ answers: DatedOrderAnswers, _ contract: DatedContract) -> DatedQuestions {
        DatedQuestions(
            items: DatedItems(answers), contract: contract, today: desk.clock.now(), policy: policy,
            calendar: desk.policy.calendar)
    }

    func firstMissing(_ opened: Opened) -> Step? {
        guard let contract = opened.contract, DatedItems(opened.answers).isSound else { return .menu }
        if case .failure = questions(opened.answers, contract).read(opened.answers) { return .wish }
        return nil
    }

    /// What would come of it, and all that stands against it; of everything that can be read.
    func check(_ answers: DatedOrderAnswers, _ contract: VoiceContract, _ visit: Visit<Employee>) async throws
        -> VoiceOrderCheck
    {
        let items = DatedItems(answers).items
        let codes = try await desk.enter(items, visit)
        return try services.database.read { try VoiceOrderCheck(items, of: contract, .dated, codes: codes, $0) }
    }

    func order(
        _ answers: DatedOrderAnswers, _ draft: OrderDraft.Reference, of contract: DatedContract?,
        _ details: CustomerDetails, _ database: Connection
    ) -> (any OrderSubmission)? {
        guard let contract else { return nil }
        let (items, now) = (DatedItems(answers), desk.clock.now())
        guard items.isSound, case .success(let wish) = questions(answers, contract).read(answers) else { return nil }
        let order = VoiceOrder(
            kind, items.items, of: contract.voice.code, begins: wish.work.begins(questions(answers, contract).windows),
            details,
            consents: answers.consents(documents), draft: draft
        ) { number, database in
            try DatedOrderStore.add(wish, to: number, database)
            try EvidenceStore.become(number, draft.id, at: now, database)
        }
        return VoiceOrderSubmission(
            order: order, settlement: policy.settlement, now: now, trueTime: desk.services.now())
    }

    /// ORD-12: numbers that were given are not asked for by themselves again, files are handed in anew. A code that the order has not used
    /// up is there again.
    func answers(of order: Order, _ database: Connection) throws -> OrderAnswers? {
        var answers = DatedOrderAnswers(OrderAnswers())
        answers.contract = order.contract
        let lines = try VoiceOrderStore.lines(of: order.number, database)
        try answers.set(
            lines, PortStore.numbers(of: order.number, database),
            VoiceOrderStore.codes(of: lines, order, at: desk.clock.now(), database))
        return answers.answers
    }

    /// What would be handed in of a draft, by itself (HOURS-2).
    static func order(
        _ draft: OrderDraft, _ desk: OrderDesk, _ policy: DatedPolicy
    ) throws -> (any OrderSubmission)? {
        let (answers, flow) = (DatedOrderAnswers(draft.answers), DatedOrderFlow(desk: desk, policy: policy))
        let found = try answers.contract.flatMap { code in
            try desk.services.database.read { try flow.content(of: code, $0) }
        }
        return try flow.order(
            Opened(draft: draft, answers: answers, contract: found), draft.reference)
    }
}

extension DatedOrderAnswers {
    /// As they would have been typed.
    fileprivate mutating func set(_ lines: [VoiceOrderLine], _ ported: [PortedNumber], _ codes: RepeatedCodes) {
        let byChange = Dictionary(grouping: lines, by: \.change)
        let added = Dictionary(grouping: codes.others) { "\($0.base) \(VoiceNumberKind($0.number) == .ip)" }
        let rows = added.values.compactMap { group in
            group.first.map { first in
                var row = DatedRow(first.features)
                row[.base] = first.base.digits
                row[.kind] = (VoiceNumberKind(first.number) ?? .geographic).rawValue
                row[.count] = "\(group.count)"
                return row
            }
        }
        let coded = codes.rows.map { code, line in
            var row = DatedRow(line.features)
            (row[.base], row[.code]) = (line.base.digits, code.text)
            return row
        }
        note(.numbers, if: !rows.isEmpty || !coded.isEmpty)
        set(coded, .coded)
        areCodesOfIP = !coded.isEmpty && codes.rows.allSatisfy { VoiceNumberKind($0.line.number) == .ip }
        set(rows.sorted { $0[.base] < $1[.base] }, .new)
        let changed = (byChange[.adapt] ?? []).filter { $0.features != $0.before }.map { line in
            var row = DatedRow(line.features)
            row[.number] = line.number.digits
            return row
        }
        note(.features, if: !changed.isEmpty)
        set(changed, .features)
        let listed = (byChange[.adapt] ?? []).compactMap { line in
            line.listing.map { name in
                DatedRow([
                    .number: line.number.digits, .listed: name.isEmpty ? "no" : "yes", .listing: name,
                ])
            }
        }
        note(.directory, if: !listed.isEmpty)
        set(listed, .directory)
        let ended = byChange[.disconnect] ?? []
        note(.removal, if: !ended.isEmpty)
        ending = ended.map(\.number)
        note(.ports, if: !ported.isEmpty)
        ports = PortRows(ported.map { PortRow($0.line) })
        guard let first = byChange[.port]?.first else { return }
        self[DatedPorts.base] = first.base.digits
        portFeatures = DatedRow(first.features)
    }

    private mutating func note(_ item: DatedItem, if isThere: Bool) { if isThere { note(item) } }
}

extension DatedRow {
    fileprivate init(_ features: NumberFeatures) {
        self.init([
            .messageBox: features.messageBox ? "yes" : "no", .anonymous: features.rejectsAnonymous ? "yes" : "no",
            .nuisance: features.rejectsNuisance ? "yes" : "no", .shown: features.shownNumber?.digits ?? "",
            .forward: features.forwardNumber?.digits ?? "",
        ])
    }
}
