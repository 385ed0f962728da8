package import Exchange
package import SQLite
package import Shell
package import Telephony

/// What the exchange reports, heard: in one transaction with its effects, its mail and how far was heard (ORD-9).
package struct OrderHearing: Sendable {
    let services: [any ServiceOrders]
    let policy: OrderPolicy
    let mails: MailTemplates
    /// Of mails and the trail, which know no business clock.
    let trueTime: @Sendable () -> Moment

    package init(
        _ services: [any ServiceOrders], _ policy: OrderPolicy, mails: MailTemplates,
        trueTime: @escaping @Sendable () -> Moment
    ) {
        (self.services, self.policy, self.mails, self.trueTime) = (services, policy, mails, trueTime)
    }

    package enum Outcome: Sendable, Equatable {
        case moved(OrderState)
        /// It says what was so already, or was heard before.
        case again
        /// No arrow leads from where the order stands: noted, and nothing has changed.
        case refused(OrderState)
        case unknownOrder
        /// One before it of the same order could not be applied: it waits behind that.
        case setAside
    }

    /// - Parameter now: the business clock's.
    package func hear(_ report: WorkReport, at now: Moment, _ database: Connection) throws -> Outcome {
        guard report.sequence > (try OrderStore.cursor(database)) else { return .again }
        try OrderStore.setCursor(report.sequence, database)
        if try SetAsideReportStore.has(report.order, database) {
            try SetAsideReportStore.add(report, "", database)
            return .setAside
        }
        return try apply(report, at: now, database)
    }

    /// It cannot be applied as the world is: later reports of other orders go on, those of its own wait behind it.
    func setAside(_ report: WorkReport, because reason: String, _ database: Connection) throws {
        try OrderStore.setCursor(report.sequence, database)
        try SetAsideReportStore.add(report, reason, database)
    }

    /// The first of its order that was set aside, once more.
    func hearAgain(_ report: WorkReport, at now: Moment, _ database: Connection) throws -> Outcome {
        try SetAsideReportStore.remove(report, database)
        return try apply(report, at: now, database)
    }

    private func apply(_ report: WorkReport, at now: Moment, _ database: Connection) throws -> Outcome {
        guard var order = try OrderStore.find(report.order, database) else { return .unknownOrder }
        guard let event = OrderEvent(report.event) else { return try hearPort(report, of: order, at: now, database) }
        // The question whether it can be cancelled and this report have met on the way.
        if event.refusesCancellation, case .to(let back, _) = order.progress.after(.cancellationRefused) {
            try move(order, to: back, report, .cancellationRefused, at: now, database)
            order = try OrderStore.find(report.order, database) ?? order
        }
        switch order.progress.after(event) {
        case .again: return .again
        case .refused:
            try note(event, of: order, in: order.state, isRefused: true, at: now, database)
            return .refused(order.state)
        case .to(let progress, let effects):
            try move(order, to: progress, report, event, at: now, database)
            try carryOut(effects, of: order.number, at: now, database)
            return .moved(progress.state)
        }
    }

    /// A number on its way moves by itself; the order stays where it stands.
    private func hearPort(
        _ report: WorkReport, of order: Order, at now: Moment, _ database: Connection
    ) throws -> Outcome {
        guard case .port(let number, let step) = report.event else { return .again }
        guard order.state.isOpen else { return .refused(order.state) }
        if let mail = try service(of: order)?.hear(step, of: number, order, at: now, database) {
            try OrderMails(mails, policy).send([.mail(mail)], about: order, at: trueTime(), database)
        }
        return .moved(order.state)
    }

    private func move(
        _ order: Order, to progress: OrderProgress, _ report: WorkReport, _ event: OrderEvent, at now: Moment,
        _ database: Connection
    ) throws {
        let failure: WorkFailure? = if case .failed(let failure) = report.event { failure } else { nil }
        try OrderStore.move(
            order.number, to: progress, failure: failure, isSimulated: report.isSimulated || order.isSimulated, at: now,
            database)
        try note(event, of: order, in: progress.state, isRefused: false, at: now, database)
        try Actor.automaticOrdering(company: order.company, at: trueTime()).audit(
            "order.moved", subject: order.number.text, before: order.state.rawValue, after: progress.state.rawValue,
            database)
        if event == .cancellationRefused { try OrderStore.forgetCancellation(order.number, database) }
        if progress.state == .failed || progress.state == .cancelled {
            try service(of: order)?.drop(order, at: now, database)
        }
    }

    private func carryOut(
        _ effects: [OrderEffect], of number: OrderNumber, at now: Moment, _ database: Connection
    ) throws {
        guard let order = try OrderStore.find(number, database) else { return }
        if effects.contains(.apply) { try service(of: order)?.apply(order, at: now, database) }
        try OrderMails(mails, policy).send(effects, about: order, at: trueTime(), database)
    }

    private func service(of order: Order) -> (any ServiceOrders)? {
        services.first { $0.service == order.service }
    }

    private func note(
        _ event: OrderEvent, of order: Order, in state: OrderState, isRefused: Bool, at now: Moment,
        _ database: Connection
    ) throws {
        let line = OrderHistoryLine(at: now, event: event, state: state, by: .exchange, isRefused: isRefused)
        try OrderDetailStore.add(line, to: order.number, database)
    }
}

extension OrderEvent {
    /// Nil: nothing happens to the order as a whole.
    fileprivate init?(_ event: WorkEvent) {
        switch event {
        case .planned: self = .planned
        case .begun: self = .begun
        case .completed: self = .completed
        case .completedPartly: self = .completedPartly
        case .failed: self = .failed
        case .cancellationGranted: self = .cancellationGranted
        case .cancellationRefused: self = .cancellationRefused
        case .equipmentCompleted: self = .equipmentCompleted
        case .port: return nil
        }
    }
}
