/// The pure step of the monitor: what some results of test calls mean. States and counts in, turns out; what follows from a turn
/// (mails, forwarding) is carried out in the transaction that the states are written in.
struct LineMonitorRound: Sendable, Equatable {
    /// A line that has been called.
    struct Line: Sendable, Equatable {
        let contract: Int
        var state: LineState
        /// Whether the call reached the device. Calls that were given up are not among them: they count neither way.
        let reached: Bool
    }

    struct Change: Sendable, Equatable {
        let contract: Int
        let state: LineState
        let turn: LineState.Turn?
    }

    /// In the order of the results.
    private(set) var changes: [Change] = []
    /// What becomes of the guard.
    private(set) var massFailure: MassFailureGuard
    private(set) var guardTurn: MassFailureGuard.Turn?
    private(set) var counts: LineCounts

    /// - Parameter counts: before the results, these lines included.
    init(
        _ called: [Line], _ counts: LineCounts, guard massFailure: MassFailureGuard, _ policy: MassFailureGuard.Policy
    ) {
        (self.massFailure, self.counts) = (massFailure, counts)
        var noted: [Line] = []
        for line in called {
            var line = line
            let wasSuspect = line.state.isSuspect
            line.state.note(reached: line.reached)
            if line.state.isSuspect != wasSuspect { self.counts.suspects += wasSuspect ? -1 : 1 }
            noted.append(line)
        }
        guardTurn = self.massFailure.weigh(self.counts, policy)
        for line in noted {
            var state = line.state
            let turn = state.conclude(holdingFaults: self.massFailure.isOn)
            if line.state.isSuspect, !state.isSuspect { self.counts.suspects -= 1 }
            changes.append(Change(contract: line.contract, state: state, turn: turn))
        }
    }
}
