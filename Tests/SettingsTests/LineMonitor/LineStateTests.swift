import Testing

@testable import Settings

@Suite struct LineStateTests {
    private func turns(_ calls: String, from state: LineState = LineState()) -> (LineState, [LineState.Turn?]) {
        var state = state
        let turns = calls.map { call in
            state.note(reached: call == "o")
            return state.conclude(holdingFaults: false)
        }
        return (state, turns)
    }

    @Test func `FAULT-2 three failures are no fault, the fourth is, and the fifth is no second one`() {
        let (state, turns) = turns("xxxxx")
        #expect(turns == [nil, nil, nil, .fault, nil])
        #expect(state.condition == .faulty)
    }

    @Test func `FAULT-2 a success between failures begins the count anew`() {
        let (state, turns) = turns("xxxoxxx")
        #expect(turns.allSatisfy { $0 == nil })
        #expect(state == LineState(condition: .undecided, successes: 0, failures: 3))
    }

    @Test func `FAULT-2 after a fault the fourth success in a row is the recovery`() {
        let (_, turns) = turns("oooxooooo", from: LineState(condition: .faulty, failures: 4))
        #expect(turns == [nil, nil, nil, nil, nil, nil, nil, .recovery, nil])
    }

    @Test func `FAULT-2 coming to 正常 from 未判定 is no news`() {
        let (state, turns) = turns("oooo")
        #expect(turns.allSatisfy { $0 == nil })
        #expect(state.condition == .normal)
    }

    @Test func `FAULT-2 a line that was never well can be faulty, and its recovery is told`() {
        let (_, turns) = turns("xxxxoooo")
        #expect(turns == [nil, nil, nil, .fault, nil, nil, nil, .recovery])
    }

    @Test func `FAULT-7 a fault that is held is declared at the next failure after that, or forgotten with a success`()
    {
        var state = LineState(condition: .normal, failures: 3)
        state.note(reached: false)
        #expect(state.conclude(holdingFaults: true) == .held)
        #expect(state.condition == .normal)
        var well = state
        well.note(reached: true)
        #expect(well.conclude(holdingFaults: false) == nil)
        state.note(reached: false)
        #expect(state.conclude(holdingFaults: false) == .fault)
    }
}
