import Testing

@testable import Settings

@Suite struct MassFailureTests {
    private let policy = MassFailureGuard.Policy()

    @Test(arguments: [
        (30, 100, false), (31, 100, true), (9, 9, false), (10, 10, true), (10, 34, false), (10, 33, true),
    ])
    func `FAULT-7 more than 30 per cent, and at least 10`(suspects: Int, lines: Int, isOn: Bool) {
        var massFailure = MassFailureGuard()
        #expect(massFailure.weigh(LineCounts(suspects: suspects, lines: lines), policy) == (isOn ? .on : nil))
    }

    @Test func `FAULT-7 it goes off at half of that, and not before`() {
        var massFailure = MassFailureGuard(isOn: true)
        #expect(massFailure.weigh(LineCounts(suspects: 29, lines: 100), policy) == nil)
        #expect(massFailure.weigh(LineCounts(suspects: 16, lines: 100), policy) == nil)
        #expect(massFailure.weigh(LineCounts(suspects: 15, lines: 100), policy) == .off)
    }

    private func round(
        _ reached: [Bool], _ state: LineState, suspects: Int, others: Int, isOn: Bool = false
    ) -> LineMonitorRound {
        LineMonitorRound(
            reached.enumerated().map { LineMonitorRound.Line(contract: $0 + 1, state: state, reached: $1) },
            LineCounts(suspects: suspects, lines: others), guard: MassFailureGuard(isOn: isOn), policy)
    }

    @Test func `FAULT-7 when all lines fail at once none is declared faulty, however long it lasts`() {
        var (state, suspects, isOn) = (LineState(condition: .normal), 0, false)
        for turn in 1...6 {
            let round = round(Array(repeating: false, count: 50), state, suspects: suspects, others: 50, isOn: isOn)
            #expect(round.changes.allSatisfy { $0.turn == (turn < 4 ? nil : .held) })
            #expect(round.guardTurn == (turn == 1 ? .on : nil))
            (state, suspects, isOn) = (round.changes[0].state, round.counts.suspects, round.massFailure.isOn)
        }
        let back = round(Array(repeating: true, count: 50), state, suspects: suspects, others: 50, isOn: isOn)
        #expect(back.guardTurn == .off)
        #expect(back.changes.allSatisfy { $0.turn == nil && $0.state.condition == .normal })
    }

    @Test func `FAULT-7 nine lines of nine may be the customers' own faults`() {
        let round = round(
            Array(repeating: false, count: 9), LineState(condition: .normal, failures: 3), suspects: 9, others: 9)
        #expect(round.changes.allSatisfy { $0.turn == .fault })
        #expect(round.counts.suspects == 0)
    }

    @Test func `FAULT-7 the recovery of a line is told while faults are held`() {
        let round = round([true], LineState(condition: .faulty, successes: 3), suspects: 50, others: 60, isOn: true)
        #expect(round.changes[0].turn == .recovery)
    }
}
