@testable import Settings
import Testing

@Suite struct MassFailureTests {
    private let silence = LineCallOutcome.failed("no answer", isInDoubt: true)
    private let rings = LineCallOutcome.reached("180")
    private let many = LineCounts(suspects: 40, lines: 100)
    private let none = LineCounts(suspects: 0, lines: 100)

    private func suspicious(hasReferences: Bool = true) -> MassFailureGuard {
        var massFailure = MassFailureGuard(.init(hasReferences: hasReferences))
        _ = massFailure.step(many, at: 1000)
        return massFailure
    }

    /// A second a step; whenever the references are asked, they answer so.
    private func run(
        _ massFailure: inout MassFailureGuard, from: Int, until end: Int, _ counts: LineCounts,
        _ answer: (Int) -> LineCallOutcome
    ) -> [MassFailureGuard.Turn] {
        (from..<end).compactMap { second in
            let time = Int64(second) * 1000
            let turn = massFailure.step(counts, at: time)
            if massFailure.asks(2, at: time) {
                massFailure.noteReference(silence, at: time)
                massFailure.noteReference(answer(second), at: time)
            }
            return turn
        }
    }

    @Test(arguments: [
        (30, 100, false), (31, 100, true), (9, 9, false), (10, 10, true), (10, 34, false), (10, 33, true),
    ])
    func `FAULT-7 more than 30 per cent, and at least 10`(suspects: Int, lines: Int, isSuspected: Bool) {
        var massFailure = MassFailureGuard()
        #expect(massFailure.step(LineCounts(suspects: suspects, lines: lines), at: 1000) == nil)
        #expect(massFailure.holdsFaults == isSuspected)
    }

    @Test(arguments: [(9, 0, false), (10, 0, true), (10, 30, false)])
    func `FAULT-7 more than 30 per cent of the calls that ended in the last ten seconds, and at least 10`(
        silent: Int, ringing: Int, isSuspected: Bool
    ) {
        var massFailure = MassFailureGuard()
        for _ in 0..<silent { massFailure.note(silence, isOfRound: true, at: 50_000) }
        for _ in 0..<ringing { massFailure.note(rings, isOfRound: true, at: 52_000) }
        _ = massFailure.step(LineCounts(suspects: silent, lines: 1000), at: 53_000)
        #expect(massFailure.holdsFaults == isSuspected)
    }

    @Test func `FAULT-7 what has come back through the proxy is no doubt of it`() {
        var massFailure = MassFailureGuard()
        for _ in 0..<100 { massFailure.note(.failed("480", isInDoubt: false), isOfRound: true, at: 50_000) }
        _ = massFailure.step(none, at: 50_000)
        #expect(!massFailure.holdsFaults)
    }

    @Test func `FAULT-7 the reference lines answer: faults are declared, and the operator is told once`() {
        var massFailure = suspicious()
        #expect(massFailure.holdsFaults)
        #expect(run(&massFailure, from: 1, until: 4, many) { _ in rings }.isEmpty)
        #expect(massFailure.state == .dark && !massFailure.holdsFaults)
        let turns = run(&massFailure, from: 4, until: 1500, many) { _ in rings }
        #expect(turns == [.dark])
        // Another part goes dark within the hour: that is the same disaster.
        _ = run(&massFailure, from: 1500, until: 1700, none) { _ in rings }
        #expect(massFailure.state == .off)
        #expect(run(&massFailure, from: 1700, until: 1900, many) { _ in rings }.isEmpty)
        #expect(massFailure.state == .dark)
    }

    @Test func `FAULT-7 none answers: faults are held, which is told within 20 seconds of the suspicion`() {
        var massFailure = suspicious()
        #expect(run(&massFailure, from: 1, until: 24, many) { _ in silence } == [.held])
        #expect(massFailure.holdsFaults)
    }

    @Test func `FAULT-7 held faults are judged anew when a reference has answered three times`() {
        var massFailure = suspicious()
        _ = run(&massFailure, from: 1, until: 60, many) { _ in silence }
        #expect(run(&massFailure, from: 60, until: 100, many) { _ in rings } == [.over])
    }

    @Test func `FAULT-7 a reference that flaps changes nothing`() {
        var massFailure = suspicious()
        let turns = run(&massFailure, from: 1, until: 3600, many) { second in second / 10 % 2 == 0 ? rings : silence }
        #expect(turns.count { $0 == .dark } == 1)
        #expect(!turns.contains(.held) && !turns.contains(.over))
        var held = suspicious()
        _ = run(&held, from: 1, until: 60, many) { _ in silence }
        #expect(run(&held, from: 60, until: 3600, many) { $0 / 10 % 3 == 0 ? silence : rings }.isEmpty)
        #expect(held.state == .held)
    }

    @Test
    func `FAULT-7 a proxy that refuses for a moment: what was counted meanwhile is forgotten, and nobody is told`() {
        var massFailure = suspicious()
        let turns = run(&massFailure, from: 1, until: 40, many) { $0 < 18 ? silence : rings }
        #expect(turns.first == .again && !turns.contains(.held))
    }

    @Test func `FAULT-7 without reference lines faults are held, until the lines answer`() {
        var massFailure = suspicious(hasReferences: false)
        #expect(run(&massFailure, from: 1, until: 24, many) { _ in rings } == [.held])
        #expect(run(&massFailure, from: 24, until: 60, LineCounts(suspects: 16, lines: 100)) { _ in rings }.isEmpty)
        #expect(run(&massFailure, from: 60, until: 80, LineCounts(suspects: 15, lines: 100)) { _ in rings } == [.over])
    }

    @Test func `FAULT-7 the proxy dies in the middle of a disaster: faults wait at once, and are held within a minute`()
    {
        var massFailure = suspicious()
        _ = run(&massFailure, from: 1, until: 100, many) { _ in rings }
        #expect(run(&massFailure, from: 100, until: 120, many) { _ in silence }.isEmpty)
        #expect(massFailure.state == .dark && massFailure.holdsFaults)
        #expect(run(&massFailure, from: 120, until: 165, many) { _ in silence } == [.held])
    }

    @Test func `FAULT-7 no fault is declared in doubt while nobody else has been reached since`() {
        var massFailure = MassFailureGuard()
        var tally = LineTally()
        for begin in [10_000, 30_000, 38_000, 46_000] as [Int64] { tally.noteFailed(begin: begin, isInDoubt: true) }
        massFailure.note(rings, isOfRound: true, at: 29_000)
        #expect(!massFailure.isWitnessed(tally, ofLines: 30))
        // Few lines: there may be nobody to be reached.
        #expect(massFailure.isWitnessed(tally, ofLines: 9))
        massFailure.note(rings, isOfRound: true, at: 31_000)
        #expect(massFailure.isWitnessed(tally, ofLines: 30))
    }

    @Test(arguments: [true, false])
    func `FAULT-7 a lone line that nobody could speak for at first is no disaster and holds nothing`(
        hasReferences: Bool
    ) {
        var massFailure = MassFailureGuard(.init(hasReferences: hasReferences))
        let lone = LineCounts(suspects: 1, lines: 30)
        var turns: [MassFailureGuard.Turn] = []
        for minute in 0..<5 {
            massFailure.noteUnwitnessed(at: Int64(minute) * 60_000)
            turns += run(&massFailure, from: minute * 60, until: minute * 60 + 4, lone) { _ in rings }
            massFailure.note(rings, isOfRound: true, at: Int64(minute) * 60_000 + 4000)
            turns += run(&massFailure, from: minute * 60 + 4, until: minute * 60 + 60, lone) { _ in rings }
        }
        #expect(turns.isEmpty && !massFailure.holdsFaults)
    }

    @Test func `FAULT-7 the operator holds, and releases until the suspicion is over`() {
        var massFailure = MassFailureGuard()
        massFailure.override = .hold
        _ = massFailure.step(none, at: 1000)
        #expect(massFailure.holdsFaults)
        massFailure.override = .release
        _ = massFailure.step(none, at: 2000)
        #expect(massFailure.override == nil && !massFailure.holdsFaults)
        var held = suspicious()
        _ = run(&held, from: 1, until: 60, many) { _ in silence }
        held.override = .release
        _ = run(&held, from: 60, until: 90, many) { _ in silence }
        #expect(!held.holdsFaults)
        _ = run(&held, from: 90, until: 120, none) { _ in rings }
        #expect(held.override == nil && held.state == .off)
    }

    private func round(_ reached: [Bool], _ state: LineState, isOn: Bool = false) -> LineMonitorRound {
        LineMonitorRound(
            reached.enumerated().map {
                LineMonitorRound.Line(contract: $0 + 1, state: state, reached: $1, isWitnessed: true)
            }, holdingFaults: isOn)
    }

    @Test func `FAULT-7 while faults are held none is declared, however long it lasts`() {
        var state = LineState(condition: .normal)
        for turn in 1...6 {
            let round = round([false], state, isOn: true)
            #expect(round.changes[0].turn == (turn < 4 ? nil : .held))
            state = round.changes[0].state
        }
        #expect(round([false], state).changes[0].turn == .fault)
    }

    @Test func `FAULT-7 the recovery of a line is told while faults are held`() {
        let round = round([true], LineState(condition: .faulty, successes: 3), isOn: true)
        #expect(round.changes[0].turn == .recovery)
    }
}
