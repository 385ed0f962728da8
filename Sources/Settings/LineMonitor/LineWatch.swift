import Telephony

/// The monitor without its database: the schedule, the guard, and what calls mean to both. Pure; a program and a simulation run
/// the same.
struct LineWatch: Sendable {
    /// A call to place.
    enum Call: Sendable, Equatable {
        case line(CallSchedule.Call)
        /// FAULT-7: to a reference line.
        case reference(PhoneNumber, patience: Duration)
    }

    private(set) var schedule: CallSchedule
    private(set) var massFailure: MassFailureGuard
    private let references: [PhoneNumber]
    private var wasHolding = false

    init(_ policy: LineMonitorPolicy, guard massFailure: MassFailureGuard? = nil) {
        schedule = CallSchedule(policy)
        self.massFailure = massFailure ?? MassFailureGuard(policy.massFailure)
        references = policy.referenceNumbers
    }

    // MARK: Lines

    mutating func set(_ number: PhoneNumber, for contract: Int, _ state: LineState = LineState()) {
        schedule.set(number, for: contract, state)
    }

    mutating func remove(_ contract: Int) { schedule.remove(contract) }

    /// What has been written of a line.
    mutating func note(_ turn: LineState.Turn?, of contract: Int) {
        switch turn {
        case .fault: schedule.change(contract) { $0.isFaulty = true }
        case .recovery: schedule.change(contract) { $0.isFaulty = false }
        case .held, nil: break
        }
    }

    mutating func say(_ override: MassFailureGuard.Override?) { massFailure.override = override }

    // MARK: Calls

    /// A call has ended. Returns whether a fault may be declared upon it, should it be one; nil for a line that is not watched.
    mutating func note(_ call: CallSchedule.Call, _ outcome: LineCallOutcome) -> Bool? {
        let time = schedule.time
        let wasFaulty = schedule.lines[call.contract]?.tally.isFaulty == true
        massFailure.note(outcome, isOfRound: !call.isOutOfTurn && !wasFaulty, at: time)
        guard schedule.end(call, outcome) else { return nil }
        guard let tally = schedule.lines[call.contract]?.tally else { return nil }
        let isWitnessed = massFailure.isWitnessed(tally, ofLines: schedule.count)
        if tally.isSuspect, !isWitnessed { massFailure.noteUnwitnessed(at: time) }
        return isWitnessed
    }

    mutating func noteReference(_ outcome: LineCallOutcome) { massFailure.noteReference(outcome, at: schedule.time) }

    /// The calls to place now, and what has become of the guard.
    mutating func take(at uptime: Duration) -> (calls: [Call], turn: MassFailureGuard.Turn?) {
        var calls = schedule.take(at: uptime).map(Call.line)
        let turn = massFailure.step(schedule.counts, at: schedule.time)
        if massFailure.asks(references.count, at: schedule.time) {
            calls += references.map { .reference($0, patience: schedule.shortPatience) }
        }
        resume(forgetting: turn?.forgetsFailures == true)
        return (calls, turn)
    }

    /// What was held, or waited for the references, is judged anew, and at once.
    private mutating func resume(forgetting: Bool) {
        let isHolding = massFailure.holdsFaults
        defer { wasHolding = isHolding }
        guard forgetting || wasHolding && !isHolding else { return }
        schedule.callSuspects(forgetting: forgetting)
    }
}
