import Telephony

/// The monitor's pure steps over lines that are not there, in virtual time: no database, no network. What chance does follows from
/// a seed. Tests and the demonstration run it, and what is measured of detection.
struct MonitorSimulation: Sendable {
    /// What happens to the network; times in milliseconds from the start.
    struct World: Sendable {
        /// Of so many calls one is lost by chance, whatever was called; 0: none.
        var loses = 0
        /// Lines that are dark, by contract: from when until when.
        var dark: [Int: Range<Int64>] = [:]
        /// When nothing comes back from the proxy.
        var silence: Range<Int64>?
        /// When the proxy refuses everything by itself, at once.
        var refusal: Range<Int64>?
        /// When reference lines do not answer.
        var referencesDark: [Range<Int64>] = []
        /// When the machine's clock stands still and then jumps, as in a program that was held up: by how much.
        var heldUp: (at: Int64, for: Int64)?
    }

    struct Verdict: Sendable {
        let contract: Int
        let at: Int64
        let turn: LineState.Turn
    }

    private struct Ending: Sendable {
        let call: LineWatch.Call
        let outcome: LineCallOutcome
    }

    let policy: LineMonitorPolicy
    var world = World()
    private(set) var watch: LineWatch
    private(set) var states: [Int: LineState] = [:]
    private(set) var verdicts: [Verdict] = []
    private(set) var turns: [(turn: MassFailureGuard.Turn, at: Int64)] = []
    private(set) var callCount = 0
    /// The most calls that began within a second.
    private(set) var mostInASecond = 0
    private var inSecond = 0
    private(set) var time: Int64 = 0
    private var held: Int64 = 0
    private var endings: [Int64: [Ending]] = [:]
    private var dice: SimulationDice

    /// - Parameter districts: the lines, so many in each exchange.
    init(_ policy: LineMonitorPolicy = LineMonitorPolicy(), districts: [Int], seed: UInt64) {
        self.policy = policy
        watch = LineWatch(policy)
        dice = SimulationDice(seed)
        var contract = 0
        for (district, count) in districts.enumerated() {
            for line in 0..<count {
                contract += 1
                let digits = "0" + String(31_000 + district) + String(10_000 + line).dropFirst()
                guard let number = PhoneNumber(digits) else { continue }
                states[contract] = LineState(condition: .normal)
                watch.set(number, for: contract, LineState(condition: .normal))
            }
        }
    }

    /// Goes on until then, a tenth of a second a step.
    mutating func run(until end: Int64) {
        while time < end { step() }
    }

    /// The program is killed and started: what is in the database is all that is left.
    mutating func restart() {
        let numbers = watch.schedule.lines.mapValues(\.number)
        watch = LineWatch(
            policy, guard: MassFailureGuard(policy.massFailure, state: watch.massFailure.state))
        for (contract, number) in numbers.sorted(by: { $0.key < $1.key }) {
            watch.set(number, for: contract, states[contract] ?? LineState())
        }
        endings = [:]
    }

    private mutating func step() {
        time += CallTimes.slotLength
        if let heldUp = world.heldUp, heldUp.at == time { held += heldUp.for }
        var group: [(contract: Int, reached: Bool, isWitnessed: Bool)] = []
        for ending in endings.removeValue(forKey: time) ?? [] { note(ending, &group) }
        let (calls, turn) = watch.take(at: .milliseconds(time + held))
        if let turn { take(turn) }
        for call in calls { place(call) }
        conclude(group)
        inSecond += calls.count
        if time % 1000 == 0 { (mostInASecond, inSecond) = (max(mostInASecond, inSecond), 0) }
    }

    private mutating func note(
        _ ending: Ending, _ group: inout [(contract: Int, reached: Bool, isWitnessed: Bool)]
    ) {
        switch ending.call {
        case .reference: watch.noteReference(ending.outcome)
        case .line(let call):
            guard let isWitnessed = watch.note(call, ending.outcome), let reached = ending.outcome.reached else {
                return
            }
            group.append((call.contract, reached, isWitnessed))
        }
    }

    private mutating func take(_ turn: MassFailureGuard.Turn) {
        turns.append((turn, time))
        guard turn.forgetsFailures else { return }
        for (contract, state) in states where state.failures > 0 && state.condition != .faulty {
            states[contract]?.failures = 0
        }
    }

    /// As it is written; at once, where the program takes half a second for a group.
    private mutating func conclude(_ group: [(contract: Int, reached: Bool, isWitnessed: Bool)]) {
        for line in group {
            let called = LineMonitorRound.Line(
                contract: line.contract, state: states[line.contract] ?? LineState(), reached: line.reached,
                isWitnessed: line.isWitnessed)
            for change in LineMonitorRound([called], holdingFaults: watch.massFailure.holdsFaults).changes {
                states[change.contract] = change.state
                watch.note(change.turn, of: change.contract)
                if let turn = change.turn, turn != .held {
                    verdicts.append(Verdict(contract: change.contract, at: time, turn: turn))
                }
            }
        }
    }

    // MARK: The network

    private mutating func place(_ call: LineWatch.Call) {
        callCount += 1
        let isDark: Bool
        let patience: Duration
        switch call {
        case .line(let line):
            isDark = world.dark[line.contract]?.contains(time) ?? false
            patience = line.patience
        case .reference(_, let given):
            isDark = world.referencesDark.contains { $0.contains(time) }
            patience = given
        }
        let isLost = world.loses > 0 && dice.roll(world.loses) == 0
        if world.refusal?.contains(time) == true {
            end(call, .failed("503", isInDoubt: true), after: 100)
        } else if isDark || isLost || world.silence?.contains(time) == true {
            end(call, .failed("no answer", isInDoubt: true), after: patience.milliseconds)
        } else {
            end(call, .reached("180"), after: 200 + Int64(dice.roll(9)) * 100)
        }
    }

    private mutating func end(_ call: LineWatch.Call, _ outcome: LineCallOutcome, after wait: Int64) {
        let slot = CallTimes.slotLength
        endings[time + max((wait + slot - 1) / slot, 1) * slot, default: []].append(
            Ending(call: call, outcome: outcome))
    }
}

/// The same for the same seed everywhere.
struct SimulationDice: Sendable {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// 0 to one less than `sides`.
    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mix = state
        mix = (mix ^ mix >> 30) &* 0xBF58_476D_1CE4_E5B9
        mix = (mix ^ mix >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mix ^ mix >> 31).multipliedFullWidth(by: UInt64(sides)).high)
    }
}
