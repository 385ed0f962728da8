@testable import Settings
import Telephony
import Testing

/// FAULT-11 and FAULT-7 in virtual time, with a few seeds; script/bench --only detection has many.
@Suite struct DetectionTests {
    private func lines(_ count: Int) -> [Int] { DetectionScenarios.spread(count, over: min(count, 10)) }

    @Test(arguments: [1, 2] as [UInt64])
    func `FAULT-11 a lone line that is cut is declared within 120 seconds on the average, and 180 at worst`(
        seed: UInt64
    ) {
        let result = DetectionScenarios.dark(
            (0..<20).map { 1 + $0 * 20 }, of: DetectionScenarios.spread(400, over: 20), seed: seed, spread: 600_000)
        #expect(result.undeclared == 0 && result.falseFaults == 0)
        #expect(result.mean <= 120)
        #expect(result.percentile(1) <= 180)
    }

    @Test(arguments: [(200, 65.0), (50, 90)])
    func `FAULT-11 a dark district is declared within about a minute`(lines: Int, limit: Double) {
        let result = DetectionScenarios.dark(
            1...lines, of: [lines] + DetectionScenarios.spread(1500, over: 10), seed: 3, for: 180_000
        ) { $0.loses = 100 }
        #expect(result.undeclared == 0 && result.falseFaults == 0)
        #expect(result.percentile(0.99) <= limit)
    }

    @Test func `FAULT-7, 11 a whole region goes dark while the reference lines answer: all is declared in 180 seconds`()
    {
        let result = DetectionScenarios.dark(1...2000, of: lines(2000), seed: 4)
        #expect(result.undeclared == 0)
        #expect(result.percentile(1) <= 180)
        #expect(result.isDisaster && result.toldHeldAfter == nil)
    }

    @Test(arguments: [1000, 30, 12])
    func `FAULT-7 the proxy dies: held, told within a minute, no fault`(count: Int) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            var simulation = MonitorSimulation(DetectionScenarios.policy, districts: lines(count), seed: seed)
            (simulation.world.loses, simulation.world.silence) = (100, 200_000..<Int64.max)
            simulation.world.referencesDark = [200_000..<Int64.max]
            simulation.run(until: 900_000)
            #expect(simulation.verdicts.isEmpty)
            let held = try #require(simulation.turns.first)
            #expect(held.turn == .held && held.at - 200_000 <= 60_000)
            #expect(simulation.turns.count == 1)
        }
    }

    @Test func `FAULT-7 a switch-over of the proxy passes without a fault, and lines that die in it are found`() {
        var simulation = MonitorSimulation(DetectionScenarios.policy, districts: lines(1000), seed: 5)
        (simulation.world.loses, simulation.world.silence) = (100, 200_000..<320_000)
        simulation.world.referencesDark = [200_000..<320_000]
        simulation.world.dark[7] = 210_000..<Int64.max
        simulation.run(until: 700_000)
        #expect(simulation.verdicts.map(\.contract) == [7])
        #expect(simulation.turns.map(\.turn) == [.held, .over])
    }

    @Test(arguments: [60_000, 125_000, 300_000] as [Int64])
    func `FAULT-7 the proxy dies and comes back: held and over are told, and no disaster that is none`(length: Int64) {
        for seed in 1...3 as ClosedRange<UInt64> {
            var simulation = MonitorSimulation(DetectionScenarios.policy, districts: [200, 100, 100], seed: seed)
            let cut = 150_000 + Int64(seed) * 3_700
            simulation.world.silence = cut..<cut + length
            simulation.run(until: cut + length + 300_000)
            #expect(simulation.verdicts.isEmpty)
            #expect(simulation.turns.map(\.turn) == [.held, .over])
        }
    }

    /// Half of the period they are silent.
    @Test(arguments: [20_000, 60_000, 100_000, 120_000, 200_000] as [Int64])
    func
        `FAULT-7 reference lines that flap in a disaster: all is declared in 180 seconds, and three turns are told in an hour`(
            period: Int64
        )
    {
        var simulation = MonitorSimulation(DetectionScenarios.policy, districts: [200, 100, 100], seed: 3)
        for contract in 1...400 { simulation.world.dark[contract] = 200_000..<Int64.max }
        simulation.world.referencesDark = stride(from: Int64(0), to: 4_000_000, by: Int(period)).map {
            $0..<$0 + period / 2
        }
        simulation.run(until: 3_800_000)
        #expect(simulation.verdicts.count == 400)
        #expect(simulation.verdicts.allSatisfy { $0.turn == .fault && $0.at - 200_000 <= 180_000 })
        #expect(simulation.turns.count <= 3 && simulation.turns.contains { $0.turn == .dark })
    }

    @Test(arguments: [1000, 30])
    func `FAULT-7, 11 a proxy that refuses everything for 20 seconds: no fault, no mail, no storm`(count: Int) {
        for seed in 1...3 as ClosedRange<UInt64> {
            var simulation = MonitorSimulation(DetectionScenarios.policy, districts: lines(count), seed: seed)
            (simulation.world.loses, simulation.world.refusal) = (100, 200_000..<220_000)
            simulation.run(until: 500_000)
            #expect(simulation.verdicts.isEmpty)
            #expect(simulation.turns.allSatisfy { $0.turn == .again })
            #expect(simulation.mostInASecond <= 330)
        }
    }

    @Test func `FAULT-11 calls lost by chance declare nothing, and cost few calls`() {
        let noise = DetectionScenarios.noise(lines: 1000, hours: 2, oneIn: 100, seed: 6)
        #expect(noise.faults == 0)
        #expect(Double(noise.calls) <= Double(noise.rounds) * 1.05)
    }

    @Test func `FAULT-1 a program that was held up for an hour declares nothing after it`() {
        var simulation = MonitorSimulation(DetectionScenarios.policy, districts: lines(500), seed: 7)
        simulation.world.loses = 100
        simulation.world.heldUp = (at: 200_000, for: 3_600_000)
        simulation.run(until: 500_000)
        #expect(simulation.verdicts.isEmpty && simulation.turns.isEmpty)
    }

    @Test func `FAULT-11 the program is killed in the middle of the confirming: the fault is found all the same, once`()
    {
        var simulation = MonitorSimulation(DetectionScenarios.policy, districts: lines(300), seed: 8)
        simulation.world.dark[9] = 150_000..<Int64.max
        for end in stride(from: 150_000, to: 450_000, by: 12_000) {
            simulation.run(until: Int64(end))
            simulation.restart()
        }
        simulation.run(until: 700_000)
        #expect(simulation.verdicts.map(\.contract) == [9])
    }

    @Test func `FAULT-11 a line that comes back in the middle of the confirming is not declared`() {
        for length in [20_000, 30_000, 40_000] as [Int64] {
            var simulation = MonitorSimulation(DetectionScenarios.policy, districts: lines(300), seed: 9)
            for contract in stride(from: 1, to: 300, by: 30) {
                simulation.world.dark[contract] = 200_000..<200_000 + length
            }
            simulation.run(until: 500_000)
            #expect(simulation.verdicts.isEmpty)
        }
    }
}
