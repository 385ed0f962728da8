// Measures detection in virtual time, with many seeds: the monitor's own pure steps (Sources/Settings/LineMonitor) in the simulation
// of its tests. Prints a figure a line. Arguments: seeds of each scenario, line-hours of noise.

import Telephony

@main
struct Detection {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (seeds, lineHours) = (numbers.first ?? 20, numbers.dropFirst().first ?? 1_000_000)
        lone(seeds)
        for lines in [1000, 200, 50] { district(lines, seeds) }
        region(max(seeds / 10, 1))
        deadProxy(seeds)
        refusingProxy(seeds)
        returningProxy(seeds)
        flappingReferences(seeds)
        reboots(seeds)
        everything()
        noise(lineHours)
    }

    static func tell(_ metric: String, _ value: Double) { print(metric, (value * 100).rounded() / 100) }

    static func lone(_ seeds: Int) {
        var all = DetectionScenarios.Result()
        for seed in 1...seeds {
            // Far apart, so that each is a lone one of its district.
            let contracts = (0..<50).map { 1 + $0 * 40 }
            all.add(
                DetectionScenarios.dark(
                    contracts, of: DetectionScenarios.spread(2000, over: 50), seed: UInt64(seed), spread: 3_600_000))
        }
        tell("lone-mean-s", all.mean)
        tell("lone-p99-s", all.percentile(0.99))
        tell("lone-undeclared", Double(all.undeclared))
    }

    static func district(_ lines: Int, _ seeds: Int) {
        var all = DetectionScenarios.Result()
        for seed in 1...seeds {
            all.add(
                DetectionScenarios.dark(
                    1...lines, of: [lines] + DetectionScenarios.spread(9000, over: 30), seed: UInt64(seed)
                ) {
                    $0.loses = 100
                })
        }
        tell("district-\(lines)-p99-s", all.percentile(0.99))
        tell("district-\(lines)-max-s", all.percentile(1))
        tell("district-\(lines)-undeclared", Double(all.undeclared))
    }

    static func region(_ seeds: Int) {
        var all = DetectionScenarios.Result()
        for seed in 1...seeds {
            all.add(
                DetectionScenarios.dark(
                    1...10_000, of: DetectionScenarios.spread(10_000, over: 30), seed: UInt64(seed)))
        }
        tell("region-10000-max-s", all.percentile(1))
        tell("region-10000-undeclared", Double(all.undeclared))
        tell("region-10000-most-calls-a-second", Double(all.mostCallsInASecond))
    }

    static func deadProxy(_ seeds: Int) {
        for lines in [10_000, 500, 100, 30, 12] {
            var (worst, faults, untold) = (0.0, 0, 0)
            for seed in 1...seeds {
                let result = DetectionScenarios.dark(
                    [], of: DetectionScenarios.spread(lines, over: min(lines, 30)), seed: UInt64(seed)
                ) {
                    $0.loses = 100
                    let cut = 150_000 + Int64(seed) * 3_700
                    $0.silence = cut..<Int64.max
                    $0.referencesDark = [cut..<Int64.max]
                }
                let cut = 150 + Double(seed) * 3.7
                let first = first(of: UInt64(seed))
                faults += result.falseFaults
                if let told = result.toldHeldAfter { worst = max(worst, told + first - cut) } else { untold += 1 }
            }
            tell("dead-proxy-\(lines)-told-after-s", worst)
            tell("dead-proxy-\(lines)-untold", Double(untold))
            tell("dead-proxy-\(lines)-faults", Double(faults))
        }
    }

    /// As `DetectionScenarios.dark` has it.
    static func first(of seed: UInt64) -> Double {
        var dice = SimulationDice(seed &+ 77)
        return 150 + Double(dice.roll(1200)) / 10
    }

    static func refusingProxy(_ seeds: Int) {
        var (faults, held, most) = (0, 0, 0)
        for seed in 1...seeds {
            for lines in [10_000, 500, 30] {
                let result = DetectionScenarios.dark(
                    [], of: DetectionScenarios.spread(lines, over: min(lines, 30)), seed: UInt64(seed)
                ) {
                    $0.loses = 100
                    $0.refusal = 200_000..<220_000
                }
                faults += result.falseFaults
                held += result.toldHeldAfter == nil ? 0 : 1
                most = max(most, result.mostCallsInASecond)
            }
        }
        tell("503-for-20-s-faults", Double(faults))
        tell("503-for-20-s-held", Double(held))
        tell("503-for-20-s-most-calls-a-second", Double(most))
    }

    /// Whether the end of a fault of ours is taken for something new.
    static func returningProxy(_ seeds: Int) {
        var (faults, others) = (0, 0)
        for seed in 1...seeds {
            for length in [60_000, 125_000, 300_000] as [Int64] {
                var simulation = MonitorSimulation(
                    DetectionScenarios.policy, districts: [200, 100, 100], seed: UInt64(seed))
                let cut = 150_000 + Int64(seed) * 3_700
                simulation.world.silence = cut..<cut + length
                simulation.run(until: cut + length + 300_000)
                faults += simulation.verdicts.count
                others += simulation.turns.count { $0.turn != .held && $0.turn != .over }
            }
        }
        tell("proxy-returns-faults", Double(faults))
        tell("proxy-returns-false-disasters", Double(others))
    }

    /// A region goes dark, and the reference lines answer half of the time.
    static func flappingReferences(_ seeds: Int) {
        var all = DetectionScenarios.Result()
        var turns = 0
        for seed in 1...seeds {
            let half = 10_000 + Int64(seed) * 4_000
            var simulation = MonitorSimulation(
                DetectionScenarios.policy, districts: [200, 100, 100], seed: UInt64(seed))
            var cuts: [Int: Int64] = [:]
            for contract in 1...400 {
                cuts[contract] = 200_000
                simulation.world.dark[contract] = 200_000..<Int64.max
            }
            simulation.world.referencesDark = stride(from: 0, to: 4_000_000, by: Int64.Stride(half) * 2).map {
                Int64($0)..<Int64($0) + half
            }
            simulation.run(until: 3_800_000)
            turns = max(turns, simulation.turns.count)
            all.add(DetectionScenarios.result(simulation, cuts, from: 200_000))
        }
        tell("flapping-references-max-s", all.percentile(1))
        tell("flapping-references-undeclared", Double(all.undeclared))
        tell("flapping-references-turns-an-hour", Double(turns))
    }

    /// Gateways that are dark for two or three minutes: dark they are.
    static func reboots(_ seeds: Int) {
        var (declared, lines, disasters) = (0, 0, 0)
        for seed in 1...seeds {
            var simulation = MonitorSimulation(
                DetectionScenarios.policy, districts: DetectionScenarios.spread(5000, over: 20), seed: UInt64(seed))
            var dice = SimulationDice(UInt64(seed))
            for contract in stride(from: 1, to: 5000, by: 20) {
                let cut = 150_000 + Int64(dice.roll(3_600_000)) / 100 * 100
                simulation.world.dark[contract] = cut..<cut + 120_000 + Int64(dice.roll(60_000)) / 100 * 100
                lines += 1
            }
            simulation.run(until: 4_500_000)
            declared += simulation.verdicts.count { $0.turn == .fault }
            disasters += simulation.turns.count
        }
        tell("reboots-declared-percent", Double(declared) * 100 / Double(lines))
        tell("reboots-guard-turns", Double(disasters))
    }

    static func everything() {
        var policy = DetectionScenarios.policy
        policy.confirmingCallsASecond = 500
        let result = DetectionScenarios.dark(
            1...100_000, of: DetectionScenarios.spread(100_000, over: 100), seed: 1, for: 1_800_000, policy)
        tell("all-100000-p99-s", result.percentile(0.99))
        tell("all-100000-max-s", result.percentile(1))
        tell("all-100000-undeclared", Double(result.undeclared))
        tell("all-100000-most-calls-a-second", Double(result.mostCallsInASecond))
    }

    static func noise(_ lineHours: Int) {
        var (calls, rounds, faults) = (0, 0, 0)
        for seed in 1...max(lineHours / 100_000, 1) {
            let (more, ofRounds, wrong) = DetectionScenarios.noise(
                lines: 10_000, hours: 10, oneIn: 100, seed: UInt64(seed))
            (calls, rounds, faults) = (calls + more, rounds + ofRounds, faults + wrong)
        }
        tell("noise-line-hours", Double(rounds / 30))
        tell("noise-false-faults", Double(faults))
        tell("noise-calls-ratio", Double(calls) / Double(rounds))
    }
}
