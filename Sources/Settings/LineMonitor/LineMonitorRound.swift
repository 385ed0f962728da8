/// The pure step of the monitor: what some results of test calls mean. States in, turns out; what follows from a turn (mails,
/// forwarding) is carried out in the transaction that the states are written in.
struct LineMonitorRound: Sendable, Equatable {
    /// A line that has been called.
    struct Line: Sendable, Equatable {
        let contract: Int
        var state: LineState
        /// Whether the call reached the device. Calls that were given up are not among them: they count neither way.
        let reached: Bool
        /// Whether others have been reached while it was not (FAULT-7).
        let isWitnessed: Bool
    }

    struct Change: Sendable, Equatable {
        let contract: Int
        let state: LineState
        let turn: LineState.Turn?
    }

    /// In the order of the results.
    let changes: [Change]

    init(_ called: [Line], holdingFaults: Bool) {
        changes = called.map { line in
            var state = line.state
            state.note(reached: line.reached)
            let turn = state.conclude(holdingFaults: holdingFaults || !line.isWitnessed)
            return Change(contract: line.contract, state: state, turn: turn)
        }
    }
}
