import CivilCalendar
package import Exchange
package import SQLite
package import Shell
package import Telephony

/// 申し込む: the one transaction in which an application becomes an order, or is refused and changes nothing (HOURS, RIGHT-4, ORD-9).
package struct OrderIntake: Sendable {
    let policy: OrderPolicy
    let consents: ConsentShelf
    let mails: MailTemplates
    /// Of mails and the trail, which know no business clock.
    let trueTime: @Sendable () -> Moment
    /// What the applicant has seen of the fees (`FeeSheet.mark`); nil: nothing that could be another.
    private var seenFees: String?

    package init(
        _ policy: OrderPolicy, _ consents: ConsentShelf, mails: MailTemplates,
        trueTime: @escaping @Sendable () -> Moment
    ) {
        (self.policy, self.consents, self.mails, self.trueTime) = (policy, consents, mails, trueTime)
    }

    /// For an applicant who has seen these fees: others are refused.
    func seeing(_ fees: String?) -> OrderIntake {
        var intake = self
        intake.seenFees = fees
        return intake
    }

    /// - Parameters:
    ///   - now: the business clock's.
    ///   - mayOrder: asked here and now, whatever was so when the form was drawn.
    ///   - keep: writes what the service has to say of the order.
    package func take(
        _ application: OrderApplication, from applicant: Applicant, at now: Moment,
        mayOrder: (Connection) throws -> Bool, keep: (OrderNumber, ContractCode, Connection) throws -> Void,
        _ database: Connection
    ) throws -> OrderNumber {
        if let refusal = try refusal(of: application, from: applicant, at: now, mayOrder: mayOrder, database) {
            throw refusal
        }
        let contract =
            try application.contract
            ?? ServiceContractStore.add(of: applicant.company, application.service, at: now, database)
        guard
            case .to(let progress, let effects) = OrderProgress(
                isDivisible: application.isDivisible, equipment: application.night.equipment == nil ? .none : .waiting
            ).after(.submitted)
        else {
            throw OrderRefusal.draftGone
        }
        let number = try OrderStore.add(
            application, of: contract, by: applicant, progress, at: now, database)
        try OrderDetailStore.add(application.details, to: number, database)
        try OrderDetailStore.add(application.consents, to: number, by: applicant, at: now, database)
        try keep(number, contract, database)
        try keepFees(of: application, number, at: now, database)
        try OrderDraftStore.become(number, application.draft.id, database)
        let line = OrderHistoryLine(
            at: now, event: .submitted, state: progress.state, by: .account(applicant.account), isRefused: false)
        try OrderDetailStore.add(line, to: number, database)
        try applicant.actor(at: trueTime()).audit(
            "order.submitted", subject: number.text, after: contract.text, database)
        guard let order = try OrderStore.find(number, database) else { throw OrderRefusal.draftGone }
        try OrderMails(mails, policy).send(effects, about: order, at: trueTime(), database)
        return number
    }

    /// The price is that of the 開通日 (FEE-4).
    private func keepFees(
        of application: OrderApplication, _ number: OrderNumber, at now: Moment, _ database: Connection
    ) throws {
        let sheet = try PriceStore.book(database).sheet(
            application.fees, on: application.openingDay ?? now.day, policy.fees)
        if let seenFees, seenFees != sheet.mark { throw OrderRefusal.feesChanged }
        try OrderFeeStore.keep(sheet, of: number, database)
    }

    /// Asked in the order in which a person can do something about it.
    private func refusal(
        of application: OrderApplication, from applicant: Applicant, at now: Moment,
        mayOrder: (Connection) throws -> Bool, _ database: Connection
    ) throws -> OrderRefusal? {
        guard let draft = try OrderDraftStore.find(application.draft.id, of: applicant.company, database) else {
            return .draftGone
        }
        if let order = draft.order { return .alreadyOrdered(order) }
        guard try mayOrder(database) else { return .noRight }
        guard draft.reference == application.draft else { return .draftChanged }
        let maintenances = try MaintenanceStore.all(of: application.service, after: now, database)
        if let closing = policy.closing(of: application.kind, at: now, maintenances) { return .closed(closing) }
        let changed = try consents.book(database).changed(
            application.documents, since: application.consents, on: now.day)
        if !changed.isEmpty { return .consentsChanged(changed) }
        guard let contract = application.contract else { return nil }
        var facts = try OrderStore.facts(of: contract, on: now.day, database)
        // Orders of numbers repeat freely; what stands against them their own rules say (HOURS-4, VOICE-2).
        if application.service == .ipVoice { facts = OrderRules.Facts(hold: facts.hold) }
        return OrderRules.refusal(for: contract, facts, on: now.day, policy.calendar)
    }
}

extension Applicant {
    func actor(at now: Moment) -> Actor {
        Actor(site: .ordering, tenant: company, account: account, client: client, at: now)
    }
}
