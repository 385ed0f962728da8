#if !DETECTION_BENCH
    @testable import Settings
#endif
import Telephony

/// What is measured of detection, each from a seed: seconds from the cut to the verdict, and what must not happen.
enum DetectionScenarios {
    struct Result {
        /// From the cut to the verdict, of each line that went dark and was declared, in seconds.
        var seconds: [Double] = []
        /// Lines that went dark and were not declared.
        var undeclared = 0
        /// Faults of lines that were alive.
        var falseFaults = 0
        var toldHeldAfter: Double?
        var isDisaster = false
        var mostCallsInASecond = 0

        mutating func add(_ other: Result) {
            seconds += other.seconds
            undeclared += other.undeclared
            falseFaults += other.falseFaults
            mostCallsInASecond = max(mostCallsInASecond, other.mostCallsInASecond)
        }

        var mean: Double { seconds.reduce(0, +) / Double(max(seconds.count, 1)) }

        func percentile(_ part: Double) -> Double {
            seconds.isEmpty ? 0 : seconds.sorted()[min(Int(Double(seconds.count) * part), seconds.count - 1)]
        }
    }

    static var policy: LineMonitorPolicy {
        var policy = LineMonitorPolicy()
        policy.referenceNumbers = ["0398765432", "0698765432"].compactMap { PhoneNumber($0) }
        return policy
    }

    /// Some contracts go dark at a moment of their own each and stay so.
    static func dark(
        _ contracts: some Collection<Int>, of districts: [Int], seed: UInt64, for length: Int64 = 300_000,
        spread: Int64 = 0, _ policy: LineMonitorPolicy = policy,
        _ change: (inout MonitorSimulation.World) -> Void = { _ in }
    ) -> Result {
        var simulation = MonitorSimulation(policy, districts: districts, seed: seed)
        var dice = SimulationDice(seed &+ 77)
        var cuts: [Int: Int64] = [:]
        let first = 150_000 + Int64(dice.roll(1200)) * 100
        for contract in contracts.sorted() {
            let cut = first + (spread > 0 ? Int64(dice.roll(Int(spread / 100))) * 100 : 0)
            cuts[contract] = cut
            simulation.world.dark[contract] = cut..<Int64.max
        }
        change(&simulation.world)
        simulation.run(until: first + spread + length)
        return result(simulation, cuts, from: first)
    }

    static func result(_ simulation: MonitorSimulation, _ cuts: [Int: Int64], from first: Int64) -> Result {
        var result = Result()
        var declared: Set<Int> = []
        for verdict in simulation.verdicts where verdict.turn == .fault {
            if let cut = cuts[verdict.contract], verdict.at >= cut {
                if declared.insert(verdict.contract).inserted {
                    result.seconds.append(Double(verdict.at - cut) / 1000)
                }
            } else {
                result.falseFaults += 1
            }
        }
        result.undeclared = cuts.count - declared.count
        result.toldHeldAfter = simulation.turns.first { $0.turn == .held }.map { Double($0.at - first) / 1000 }
        result.isDisaster = simulation.turns.contains { $0.turn == .dark }
        result.mostCallsInASecond = simulation.mostInASecond
        return result
    }

    /// Nothing but calls lost by chance: how many calls there were, and how many faults.
    static func noise(lines: Int, hours: Int, oneIn loses: Int, seed: UInt64) -> (calls: Int, rounds: Int, faults: Int)
    {
        var simulation = MonitorSimulation(policy, districts: spread(lines, over: 20), seed: seed)
        simulation.world.loses = loses
        simulation.run(until: Int64(hours) * 3_600_000)
        return (
            simulation.callCount, lines * hours * 30, simulation.verdicts.count { $0.turn == .fault }
        )
    }

    static func spread(_ lines: Int, over districts: Int) -> [Int] {
        (0..<districts).map { lines / districts + ($0 < lines % districts ? 1 : 0) }
    }
}
