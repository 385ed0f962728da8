/// What the test calls say of a line.
package enum LineCondition: String, Sendable, CaseIterable {
    /// 未判定
    case undecided
    /// 正常
    case normal
    /// 故障
    case faulty
}

/// A line as the test calls have found it so far (FAULT-2).
struct LineState: Sendable, Equatable {
    /// So many calls in a row with one result decide, the first time too.
    static let callsToDecide = 4

    var condition = LineCondition.undecided
    /// Calls in a row that reached the device; 0 after one that did not. Counted no further than `callsToDecide`.
    var successes = 0
    /// Calls in a row that did not, counted likewise.
    var failures = 0

    /// What a call may change.
    enum Turn: Sendable, Equatable {
        case fault
        case recovery
        /// It would be a fault, but the fault may be ours (FAULT-7).
        case held
    }

    mutating func note(reached: Bool) {
        successes = reached ? min(successes + 1, Self.callsToDecide) : 0
        failures = reached ? 0 : min(failures + 1, Self.callsToDecide)
    }

    /// Draws the conclusion from the counts. Coming to 正常 from 未判定 is no news (FAULT-2). A fault that is held stays to be
    /// concluded: the next failed call asks again.
    mutating func conclude(holdingFaults: Bool) -> Turn? {
        if successes == Self.callsToDecide, condition != .normal {
            defer { condition = .normal }
            return condition == .faulty ? .recovery : nil
        }
        guard failures == Self.callsToDecide, condition != .faulty else { return nil }
        if holdingFaults { return .held }
        condition = .faulty
        return .fault
    }

    /// Failing, and not known to be faulty: what a fault of ours would look like.
    var isSuspect: Bool { failures > 0 && condition != .faulty }
}
