package import Exchange
package import SQLite
package import Telephony

/// An order of telephone numbers as it is handed in.
package struct VoiceOrder: Sendable {
    package let contract: ContractCode
    package let kind: OrderKind
    package let items: [VoiceOrderItem]
    /// 工事日: when the work begins; nil: at once.
    package let begins: Moment?
    package let details: CustomerDetails
    package let consents: [Consent]
    package let draft: OrderDraft.Reference
    /// What else is to be kept with it, in its transaction.
    private let keepMore: @Sendable (OrderNumber, Connection) throws -> Void

    package init(
        _ kind: OrderKind, _ items: [VoiceOrderItem], of contract: ContractCode, begins: Moment? = nil,
        _ details: CustomerDetails, consents: [Consent], draft: OrderDraft.Reference,
        keepMore: @escaping @Sendable (OrderNumber, Connection) throws -> Void = { _, _ in }
    ) {
        (self.kind, self.items, self.contract, self.begins) = (kind, items, contract, begins)
        (self.details, self.consents, self.draft, self.keepMore) = (details, consents, draft, keepMore)
    }

    /// ORD-3.
    package static func documents(of kind: OrderKind) -> [ConsentDocument] {
        kind == .dated ? [.privacy, .importantMatters] : [.privacy]
    }

    private var way: VoiceOrderWay { kind == .dated ? .dated : .immediate }

    /// Throws an `OrderRefusal` when it is not taken: what was checked is judged once more, and numbers are held from now on.
    package func submit(
        to intake: OrderIntake, _ settlement: VoiceSettlement, from applicant: Applicant, at now: Moment,
        mayOrder: (Connection) throws -> Bool, _ database: Connection
    ) throws -> OrderNumber {
        let application = OrderApplication(
            service: .ipVoice, kind: kind, contract: contract, draft: draft, details: details,
            documents: Self.documents(of: kind), consents: consents, night: OrderNight(begins: begins),
            openingDay: begins?.day, isDivisible: items.contains { $0.ported != nil },
            fees: try fees(by: applicant.company, at: now, missedAt: intake.trueTime(), database))
        return try intake.take(
            application, from: applicant, at: now, mayOrder: mayOrder,
            keep: { number, _, database in
                if kind != .dated,
                    let refusal = try settlement.refusal(of: contract, intake.policy, at: now, database)
                {
                    throw refusal
                }
                try keep(number, applicant, at: now, missedAt: intake.trueTime(), database)
            }, database)
    }

    /// What it costs; wrong codes are counted.
    func fees(
        by company: Int, at now: Moment, missedAt trueTime: Moment, _ database: Connection
    ) throws -> [FeeItem] {
        let codes = try EnteredCodes(
            items.compactMap(\.code), of: company, at: now, missedAt: trueTime, database)
        return try VoiceOrderFees(items, of: contract, codes, database).items(way)
    }

    /// Its 予約コード: wrong ones are counted, which has to last though the order is refused.
    @discardableResult
    package func enter(
        by applicant: Applicant, at now: Moment, missedAt trueTime: Moment, _ database: Connection
    ) throws -> EnteredCodes {
        try EnteredCodes(
            items.compactMap(\.code), of: applicant.company, at: now, missedAt: trueTime, database)
    }

    private func keep(
        _ order: OrderNumber, _ applicant: Applicant, at now: Moment, missedAt trueTime: Moment,
        _ database: Connection
    ) throws {
        guard let voice = try VoiceContractStore.find(contract, of: applicant.company, database) else {
            throw OrderRefusal.contractChanged
        }
        let codes = try enter(by: applicant, at: now, missedAt: trueTime, database)
        let check = try VoiceOrderCheck(items, of: voice, way, codes: codes, database)
        guard check.problems.isEmpty else { throw OrderRefusal.contractChanged }
        let taken = try take(check, for: order, applicant, at: now, database)
        try VoiceOrderStore.keep(check.lines(taken), of: order, database)
        for case .port(let line, _, let leavesOthers, _) in items {
            try PortStore.keep(line, leavesOthers: leavesOthers, of: order, at: now, database)
        }
        try keepMore(order, database)
    }

    /// By the place of the item: the numbers that are held now.
    private func take(
        _ check: VoiceOrderCheck, for order: OrderNumber, _ applicant: Applicant, at now: Moment,
        _ database: Connection
    ) throws -> [Int: [PhoneNumber]] {
        var taken: [Int: [PhoneNumber]] = [:]
        let wishes = items.enumerated().compactMap { place, item -> (place: Int, wish: NumberWish)? in
            if case .add(let wish, _) = item { (place, wish) } else { nil }
        }
        for (wish, offer) in zip(wishes, try NumberBlockStore.hold(wishes.map(\.wish), for: order, database)) {
            taken[wish.place] = offer.numbers
        }
        for (place, item) in items.enumerated() {
            guard case .reserved(let code, _, _) = item else { continue }
            guard
                let found = try NumberReservationStore.use(
                    code, of: applicant.company, for: order, at: now, database)
            else { throw OrderRefusal.contractChanged }
            taken[place] = found.numbers
        }
        return taken
    }
}
