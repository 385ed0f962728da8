package import Exchange
package import Telephony

/// What a program of the exchange says of an order: all of it holds, or nothing.
package struct OpenOrderStatement: Sendable, Equatable {
    package var state: OpenOrderState?
    /// With `failed` only.
    package var failure: WorkFailure?
    package var steps: [PhoneNumber: PortStep] = [:]
    package var isEquipmentDone = false
    package var expected: Moment?
    package var note: String?

    package init(state: OpenOrderState? = nil, failure: WorkFailure? = nil) {
        (self.state, self.failure) = (state, failure)
    }
}

/// Why it cannot be so.
package enum OpenOrderProblem: Error, Sendable, Equatable {
    /// No arrow leads there from where the order stands.
    case wrongArrow(OpenOrderState, to: OpenOrderState)
    case wrongStep(PhoneNumber)
    /// Numbers move while their order is under way, and are cut over while work goes on.
    case notUnderWay(PhoneNumber)
    /// The order has an end that its numbers have not.
    case numbersNotDone
    /// 設備工事 ends after the order, where there is any.
    case noEquipment
    case notAsked
    case answeredOtherwise
}

/// The arrows, pure: what happens when a program says something. What is so already happens no more.
extension OpenOrder {
    package func events(_ statement: OpenOrderStatement) throws(OpenOrderProblem) -> [WorkEvent] {
        let own = try event(statement.state, statement.failure)
        let reached = statement.state ?? state
        let isBeginning = own == .planned || own == .begun
        let steps = try stepEvents(statement.steps, in: isBeginning ? reached : state)
        if let own, own == .completed || own == .completedPartly { try checkNumbers(own, statement.steps) }
        var events = isBeginning ? [own].compactMap(\.self) + steps : steps + [own].compactMap(\.self)
        if statement.isEquipmentDone, !isEquipmentDone {
            guard reached == .completed, work.equipment != nil else { throw .noEquipment }
            events.append(.equipmentCompleted)
        }
        return events
    }

    /// - Returns: nil where it is so already, or nothing is said.
    private func event(_ said: OpenOrderState?, _ why: WorkFailure?) throws(OpenOrderProblem) -> WorkEvent? {
        switch (state, said) {
        case (_, nil): return nil
        case (.acknowledged, .pending): return .planned
        case (.acknowledged, .inProgress), (.pending, .inProgress): return .begun
        case (.inProgress, .completed): return .completed
        case (.inProgress, .partial): return .completedPartly
        case (.acknowledged, .failed), (.pending, .failed), (.inProgress, .failed): return .failed(why ?? .equipment)
        case (let from, .some(let to)):
            guard from == to, failure == why else { throw .wrongArrow(from, to: to) }
            return nil
        }
    }

    private func stepEvents(
        _ said: [PhoneNumber: PortStep], in state: OpenOrderState
    ) throws(OpenOrderProblem) -> [WorkEvent] {
        var events: [WorkEvent] = []
        for (number, step) in said.sorted(by: { $0.key.digits < $1.key.digits }) where steps[number] != step {
            guard step.follows(steps[number]) else { throw .wrongStep(number) }
            guard step.isCutOver ? state == .inProgress : state.isOpen else { throw .notUnderWay(number) }
            events.append(.port(number, step))
        }
        return events
    }

    /// What is complete has all of its numbers, what is so partly has given some up.
    private func checkNumbers(_ end: WorkEvent, _ said: [PhoneNumber: PortStep]) throws(OpenOrderProblem) {
        let last = ported.map { said[$0] ?? steps[$0] }
        let areEnded = last.allSatisfy { $0 == .done || $0 == .cancelled }
        guard areEnded, last.contains(.cancelled) == (end == .completedPartly) else { throw .numbersNotDone }
    }

    /// - Returns: nil where it was answered so already.
    package func answer(_ isGranted: Bool) throws(OpenOrderProblem) -> WorkEvent? {
        switch (cancellation, isGranted) {
        case (nil, _): throw .notAsked
        case (.asked, true): return .cancellationGranted
        case (.asked, false): return .cancellationRefused
        case (.granted, true), (.refused, false): return nil
        case (.granted, false), (.refused, true): throw .answeredOtherwise
        }
    }
}

extension PortStep {
    /// 切替 happens while the exchange is at work.
    fileprivate var isCutOver: Bool { self == .switching || self == .done }

    /// Whether an arrow leads there (PORT-3). Nil: nothing has been said of the number since it was asked for, for the first time or again.
    package func follows(_ step: PortStep?) -> Bool {
        switch (step, self) {
        case (nil, .confirming), (nil, .dated), (.confirming, .dated), (.dated, .dated): true
        case (nil, .refused), (.confirming, .refused), (.dated, .refused): true
        case (.dated, .switching), (.switching, .done): true
        case (nil, .cancelled), (.confirming, .cancelled), (.dated, .cancelled), (.switching, .cancelled),
            (.refused, .cancelled):
            true
        default: false
        }
    }
}
