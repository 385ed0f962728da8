import Contracts
import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Orders of telephone numbers that are done in a world that has changed meanwhile: set aside, seen, and applied when it is mended (ORD-9).
@Suite struct VoiceOrderPoisonTests {
    private static let settings = "0312341000"

    /// 追加番号 that the operator gives a contract of the settings site, in no block.
    private func fill(_ voice: VoiceHouse, _ count: Int) async throws -> [PhoneNumber] {
        let number = try VoiceHouse.number(Self.settings)
        let first = try VoiceHouse.number("0331000000")
        let numbers = try #require(NumberRun(first: first, count: count)).numbers
        let now = voice.house.clock.now
        try await voice.house.database.write { database in
            let contract = try #require(try ContractsStore.find(number, database))
            try ContractsStore.addNumbers(numbers, to: contract, at: now, database)
        }
        return numbers
    }

    @Test func `VOICE-12 a contract that is full by 工事完了 holds up no other order, and is served when there is room`()
        async throws
    {
        let voice = try await VoiceHouse()
        let full = try await voice.submit(
            .addNumbers, [VoiceHouse.more(3, beside: Self.settings)], VoiceHouse.hikari)
        let numbers = try await fill(voice, Contracts.additionalNumberLimit - 2)
        let other = try await voice.submit(.addNumbers, [VoiceHouse.more(2)])
        try await voice.house.pass(100)
        #expect(try voice.house.find(full).state == .inProgress)
        #expect(try voice.house.find(other).state == .completed)
        #expect(try voice.tally() == NumberTally(free: 95, held: 3, given: 2))
        let differences = try voice.house.differences()
        guard case .reportSetAside(full, let reason)? = differences.first, differences.count == 1 else {
            Issue.record("\(differences)")
            return
        }
        #expect(reason.contains("\(Contracts.additionalNumberLimit)") || !reason.isEmpty)
        #expect(try voice.house.mailText("operator.orders").contains(full.text))
        let now = voice.house.clock.now
        try await voice.house.database.write {
            try ContractsStore.removeNumbers(Array(numbers.prefix(1)), uses: .none, at: now, $0)
        }
        try await voice.house.pass(10)
        #expect(try voice.house.find(full).state == .completed)
        #expect(try voice.tally() == NumberTally(free: 95, given: 5))
        #expect(try voice.house.differences().isEmpty)
        #expect(try voice.house.database.read(HealthStore.notices).isEmpty)
    }

    @Test func `VOICE-12 room is claimed when an order is taken, and what ends makes room for what comes`() async throws
    {
        let voice = try await VoiceHouse()
        _ = try await fill(voice, Contracts.additionalNumberLimit - 3)
        let wish = try VoiceHouse.more(2, beside: Self.settings)
        #expect(try voice.problems([wish], VoiceHouse.hikari) == [])
        try await voice.submit(.addNumbers, [wish], VoiceHouse.hikari)
        let tooMany = VoiceOrderProblem.tooManyOfHikari(Contracts.additionalNumberLimit + 1)
        #expect(try voice.problems([wish], VoiceHouse.hikari) == [tooMany])
        try await voice.house.pass(100)
        #expect(try voice.problems([wish], VoiceHouse.hikari) == [tooMany])
    }

    @Test func `VOICE-12 an order of a contract that is gone is not done in silence`() async throws {
        let voice = try await VoiceHouse()
        let order = try await voice.submit(
            .addNumbers, [VoiceHouse.more(1, beside: Self.settings)], VoiceHouse.hikari)
        let (settings, now) = (try VoiceHouse.number(Self.settings), voice.house.clock.now)
        try await voice.house.database.write { try ContractsStore.remove(settings, at: now, $0) }
        try await voice.house.pass(100)
        #expect(try voice.house.find(order).state == .inProgress)
        #expect(try voice.house.differences().count == 1)
    }

    @Test func `VOICE-10 nobody is offered a number that the settings site has, whoever has given it`() async throws {
        let voice = try await VoiceHouse()
        let number = try VoiceHouse.number(Self.settings)
        let (taken, now) = (try VoiceHouse.number("0312345002"), voice.house.clock.now)
        func give(_ numbers: [PhoneNumber]) async throws {
            try await voice.house.database.write { database in
                let contract = try #require(try ContractsStore.find(number, database))
                try ContractsStore.addNumbers(numbers, to: contract, at: now, database)
            }
        }
        try await give([taken])
        #expect(try voice.tally() == NumberTally(free: 99, given: 1))
        try await voice.submit(.addNumbers, [VoiceHouse.more(3)])
        #expect(try voice.tally() == NumberTally(free: 96, held: 3, given: 1))
        // What an order holds is not the operator's to give.
        let held = try voice.house.database.read { database in
            try database.query("SELECT number FROM number_taken WHERE state = 'held' ORDER BY number") {
                PhoneNumber(place: $0.integer(0))
            }
        }
        #expect(!held.contains(taken))
        await #expect(throws: (any Error).self) { try await give([held[0]]) }
        try await voice.house.pass(100)
        #expect(try voice.tally() == NumberTally(free: 96, given: 4))
        for digits in ["0312345001", "0312345100", "0312345050"] where try !held.contains(VoiceHouse.number(digits)) {
            try await give([try VoiceHouse.number(digits)])
        }
        let runs = try voice.house.database.read { database in
            try database.query("SELECT first, count, size FROM number_free_run ORDER BY first") {
                [$0.integer(0), $0.integer(1), $0.integer(2)]
            }
        }
        #expect(runs.allSatisfy { $0[1] == $0[2] })
        #expect(try voice.tally().all == 100)
    }
}
