/// What calls have found of a line since it last rang: what the schedule and the guard must know at once, before it is written.
struct LineTally: Sendable, Equatable {
    /// In a row, counted as far as `LineState.callsToDecide`.
    private(set) var failures: Int
    var isFaulty: Bool
    /// Whether the latest failure may be a fault of ours.
    private(set) var isInDoubt = true
    /// When the calls began that failed first and second, in milliseconds.
    private var begins: (first: Int64, second: Int64)

    init(_ state: LineState = LineState(), at time: Int64 = 0) {
        (failures, isFaulty) = (state.failures, state.condition == .faulty)
        begins = (time, time)
    }

    /// Failing, and neither decided nor known to be faulty: it is called again at once.
    var isUndecided: Bool { !isFaulty && failures > 0 && failures < LineState.callsToDecide }

    /// What a fault of ours would look like (FAULT-7).
    var isSuspect: Bool { !isFaulty && failures > 0 && isInDoubt }

    /// Somebody's answer must have come since, or the fault may be ours: since the second failure, which no call that was lost by
    /// chance before precedes.
    var witnessedFrom: Int64 { failures > 2 ? begins.second : begins.first }

    mutating func noteReached() { failures = 0 }

    mutating func noteFailed(begin: Int64, isInDoubt: Bool) {
        failures = min(failures + 1, LineState.callsToDecide)
        self.isInDoubt = isInDoubt
        if failures == 1 { begins.first = begin }
        if failures == 2 { begins = (min(begins.first, begin), max(begins.first, begin)) }
    }

    mutating func forget() { failures = 0 }

    static func == (one: LineTally, other: LineTally) -> Bool {
        one.failures == other.failures && one.isFaulty == other.isFaulty && one.isInDoubt == other.isInDoubt
            && one.begins == other.begins
    }
}

extension LineCounts {
    /// Counts a line in, or out with -1.
    mutating func add(_ tally: LineTally, _ sign: Int) {
        guard !tally.isFaulty else { return }
        lines += sign
        if tally.isSuspect { suspects += sign }
    }
}
