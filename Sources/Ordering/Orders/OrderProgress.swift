/// Where an order stands (ORD-8). The raw value is what is stored.
package enum OrderState: String, Sendable, CaseIterable {
    case draft
    /// 受付完了
    case acknowledged
    /// 受付完了（工事予定 …）
    case scheduled
    /// 受付完了（工事中）
    case inProgress
    /// 受付完了（取消確認中）
    case assessingCancellation
    /// 工事完了
    case completed
    /// 一部工事完了
    case partial
    /// エラー
    case failed
    /// 取消
    case cancelled

    /// HOURS-5: no other order of its contract is taken meanwhile.
    package var isOpen: Bool {
        switch self {
        case .acknowledged, .scheduled, .inProgress, .assessingCancellation: true
        case .draft, .completed, .partial, .failed, .cancelled: false
        }
    }
}

/// What happens to an order: by its people, by the exchange.
package enum OrderEvent: String, Sendable, CaseIterable {
    /// 申し込む
    case submitted
    /// The exchange has set a window or a day for the work.
    case planned
    case begun
    case completed
    /// Some of its numbers only.
    case completedPartly
    case failed
    /// 取消 was pressed, where it is allowed (ORD-11).
    case cancellationAsked
    /// The exchange has the last word (EXCH-5).
    case cancellationGranted, cancellationRefused
    /// 設備工事, which followed what was ordered, has ended (PBX-11).
    case equipmentCompleted
    /// 日時変更: where it stands is as before.
    case dayMoved
    /// A number that another carrier has not let go is asked for once more.
    case numberCorrected
}

/// 設備工事 that follows an order in the night: a milestone of its own, no state (ORD-8).
package enum EquipmentWork: Sendable, Hashable {
    case none, waiting, done
}

/// What a move has to bring about, in its own transaction (ORD-9).
package enum OrderEffect: Sendable, Hashable {
    /// The exchange takes the order from now on.
    case handOver
    /// What was ordered becomes true of the contract: all of it, or those of its numbers that are done.
    case apply
    case askExchangeToCancel
    /// ORD-13.
    case mail(OrderMail)
}

/// ORD-13: the mails of an order.
package enum OrderMail: String, Sendable, CaseIterable {
    case received, completed, completedPartly, failed, cancelled, equipmentCompleted
    /// PORT-4: another carrier has let a number go, or not; the business day before the work.
    case numberDated, numberRefused, dayBefore
    /// 日時変更
    case moved
}

/// An order on its way: one pure function of where it stands and what happens.
package struct OrderProgress: Sendable, Hashable {
    package let state: OrderState
    /// Where it goes back to when a cancellation is refused.
    package let before: OrderState?
    /// Whether it can be done in part: orders of several numbers, each with its own fate (PORT).
    package let isDivisible: Bool
    package let equipment: EquipmentWork

    package enum Move: Sendable, Equatable {
        case to(OrderProgress, [OrderEffect])
        /// Reported once more: what it says is so already.
        case again
        /// There is no such arrow: it is refused and noted.
        case refused
    }

    /// A draft.
    package init(isDivisible: Bool, equipment: EquipmentWork = .none) {
        self.init(.draft, before: nil, isDivisible: isDivisible, equipment: equipment)
    }

    package init(
        _ state: OrderState, before: OrderState?, isDivisible: Bool, equipment: EquipmentWork = .none
    ) {
        (self.state, self.before, self.isDivisible, self.equipment) = (state, before, isDivisible, equipment)
    }

    package func after(_ event: OrderEvent) -> Move {
        switch (event, state) {
        case (.submitted, .draft): return to(.acknowledged, [.handOver, .mail(.received)])
        case (.planned, .acknowledged): return to(.scheduled, [])
        case (.begun, .acknowledged), (.begun, .scheduled): return to(.inProgress, [])
        case (.completed, .inProgress): return to(.completed, [.apply, .mail(.completed)])
        case (.completedPartly, .inProgress) where isDivisible:
            return to(.partial, [.apply, .mail(.completedPartly)])
        case (.failed, .acknowledged), (.failed, .scheduled), (.failed, .inProgress):
            return to(.failed, [.mail(.failed)])
        case (.cancellationAsked, .acknowledged), (.cancellationAsked, .scheduled):
            return .to(moved(to: .assessingCancellation, before: state), [.askExchangeToCancel])
        // It was on its way when 取消 was asked.
        case (.planned, .assessingCancellation) where before == .acknowledged:
            return .to(moved(to: .assessingCancellation, before: .scheduled), [])
        case (.cancellationGranted, .assessingCancellation): return to(.cancelled, [.mail(.cancelled)])
        case (.cancellationRefused, .assessingCancellation): return to(before ?? .acknowledged, [])
        // The work that refused it was heard of before the answer.
        case (.cancellationRefused, .inProgress), (.cancellationRefused, .completed), (.cancellationRefused, .partial),
            (.cancellationRefused, .failed):
            return .again
        case (.equipmentCompleted, .completed): return afterEquipment()
        default: return state == event.result ? .again : .refused
        }
    }

    private func afterEquipment() -> Move {
        switch equipment {
        case .none: .refused
        case .done: .again
        case .waiting:
            .to(
                OrderProgress(state, before: nil, isDivisible: isDivisible, equipment: .done),
                [.mail(.equipmentCompleted)])
        }
    }

    private func to(_ state: OrderState, _ effects: [OrderEffect]) -> Move { .to(moved(to: state), effects) }

    private func moved(to state: OrderState, before: OrderState? = nil) -> OrderProgress {
        OrderProgress(state, before: before, isDivisible: isDivisible, equipment: equipment)
    }
}

extension OrderEvent {
    /// An exchange that is at work, or has ended it, cancels nothing more: said before it has heard the question, or instead of an
    /// answer.
    package var refusesCancellation: Bool {
        switch self {
        case .begun, .completed, .completedPartly, .failed: true
        default: false
        }
    }
}

extension OrderEvent {
    /// The state that only this event leads to: who is there has heard it. A refused cancellation leads back to where other events
    /// lead too.
    fileprivate var result: OrderState? {
        switch self {
        case .submitted: .acknowledged
        case .planned: .scheduled
        case .begun: .inProgress
        case .completed: .completed
        case .completedPartly: .partial
        case .failed: .failed
        case .cancellationAsked: .assessingCancellation
        case .cancellationGranted: .cancelled
        case .cancellationRefused, .equipmentCompleted, .dayMoved, .numberCorrected: nil
        }
    }
}
