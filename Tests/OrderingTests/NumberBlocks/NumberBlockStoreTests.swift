import Exchange
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

/// Numbers from free to given and back.
@Suite struct NumberBlockStoreTests {
    private let house: NumberHouse

    init() throws { house = try NumberHouse() }

    @Test func `VOICE-10 what is offered is what is held, wish after wish`() throws {
        try house.addBlock("03", "0312345000", 20, inUse: ["0312345003", "0312345010"])
        // 000…002, 004…009, 011…019
        let wishes = [
            try NumberHouse.wish(4), try NumberHouse.wish(9), try NumberHouse.wish(4), try NumberHouse.wish(2),
        ]
        let offers = try house.offers(wishes)
        #expect(
            try offers.prefix(3).map { try $0.get().texts } == [
                ["0312345004+4"], ["0312345011+9"], ["0312345000+3", "0312345008+1"],
            ])
        #expect(try offers.prefix(3).map { try $0.get().isConsecutive } == [true, true, false])
        #expect(throws: TooFewNumbers(wish: 3, free: 1)) { try offers[3].get() }
        #expect(try house.tally() == NumberTally(free: 18, given: 2))
        #expect(throws: TooFewNumbers(wish: 3, free: 1)) { try house.hold(wishes, 1) }
        #expect(try house.tally() == NumberTally(free: 18, given: 2), "all of it or nothing")
        #expect(try house.hold(Array(wishes.prefix(3)), 1) == offers.prefix(3).map { try $0.get() })
        #expect(try house.tally() == NumberTally(free: 1, held: 17, given: 2))
        let held = try house.read { try NumberBlockStore.held(by: try NumberHouse.order(1), $0) }
        #expect(held == (try offers.prefix(3).flatMap { try $0.get().numbers }).sorted())
    }

    @Test
    func
        `VOICE-10 geographic numbers are of the base number's area, the longest that there is; those of 050 of any block`()
        throws
    {
        try house.addBlock("04", "0440000000", 10)
        try house.addBlock("0422", "0422500000", 5)
        try house.addBlock("050", "05012345000", 2)
        try house.addBlock("050", "05055555000", 2)
        func texts(_ count: Int, _ kind: VoiceNumberKind, _ base: String) throws -> [String] {
            try house.offers([try NumberHouse.wish(count, kind, beside: base)])[0].get().texts
        }
        #expect(try texts(2, .geographic, "0422111111") == ["0422500000+2"])
        #expect(try texts(2, .geographic, "0466111111") == ["0440000000+2"])
        #expect(try texts(3, .ip, "0422111111") == ["05012345000+2", "05055555000+1"])
        #expect(try texts(1, .ip, "05012345001") == ["05012345000+1"])
        #expect(throws: TooFewNumbers(wish: 0, free: 5)) { try texts(6, .geographic, "0422111111") }
        for base in ["0312345000", "05012345000"] {
            #expect(throws: TooFewNumbers(wish: 0, free: 0)) { try texts(1, .geographic, base) }
        }
    }

    @Test
    func
        `VOICE-10 two orders at the same moment never get one number, and who comes too late is told how many there are`()
        async throws
    {
        try house.addBlock("03", "0312345000", 100)
        let programs = [house.database, try house.opened()]
        defer { programs[1].close() }
        let wish = [try NumberHouse.wish(30)]
        let outcomes = try await withThrowingTaskGroup(of: Result<[NumberOffer], any Error>.self) { group in
            for place in 1...8 {
                let order = try NumberHouse.order(place)
                group.addTask {
                    do {
                        return .success(
                            try await programs[place % 2].write { try NumberBlockStore.hold(wish, for: order, $0) })
                    } catch { return .failure(error) }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let numbers = outcomes.flatMap { outcome in (try? outcome.get())?.flatMap(\.numbers) ?? [] }
        #expect(numbers.count == 90 && Set(numbers).count == 90)
        let refusals = outcomes.compactMap { outcome in
            if case .failure(let error) = outcome { error as? TooFewNumbers } else { nil }
        }
        #expect(refusals == Array(repeating: TooFewNumbers(wish: 0, free: 10), count: 5))
    }

    @Test func `VOICE-10 a number that has ended stays unused for 180 days`() throws {
        try house.addBlock("03", "0312345000", 3)
        try house.hold([try NumberHouse.wish(3)], 1)
        let (order, duty) = (try NumberHouse.order(1), NumberDuty(NumberPolicy(), OrderingClock { NumberHouse.now }))
        try house.write { try NumberBlockStore.give(heldBy: order, $0) }
        let ended = try ["0312345000", "0312345001", "0399999999"].map(NumberHouse.number)
        try house.write { try NumberBlockStore.retire(ended, at: NumberHouse.now, $0) }
        #expect(try house.tally() == NumberTally(given: 1, quarantined: 2))
        #expect(try house.read { try NumberBlockStore.held(by: order, $0) } == [])
        func tally(after duration: Duration) throws -> NumberTally {
            try house.write { _ = try duty.step(at: NumberHouse.now + duration, $0) }
            return try house.tally()
        }
        #expect(try tally(after: .days(180) - .milliseconds(1)) == NumberTally(given: 1, quarantined: 2))
        #expect(try tally(after: .days(180)) == NumberTally(free: 2, given: 1))
        #expect(try house.offers([try NumberHouse.wish(2)])[0].get().texts == ["0312345000+2"])
    }

    @Test func `VOICE-10 what is in use already is given to nobody else, and nobody takes what waits for somebody`()
        throws
    {
        try house.addBlock("03", "0312345000", 10, inUse: ["0312345004", "0699999999"])
        try house.give(["0312345004", "0312345006", "0312345006"])
        #expect(try house.tally() == NumberTally(free: 8, given: 2))
        try house.hold([try NumberHouse.wish(1)], 1)
        let held = try NumberHouse.number("0312345000")
        #expect(throws: NumbersNotFree(numbers: [held])) { try house.give(["0312345000", "0312345001"]) }
        #expect(try house.tally() == NumberTally(free: 7, held: 1, given: 2))
    }

    @Test func `VOICE-10 blocks of the operator hold numbers of one kind and area, each once`() throws {
        try house.addBlock("03", "0312345000", 1_000)
        for (area, first, fault) in [
            ("06", "0312346000", NumberBlockOperator.Fault.area), ("0", "0312346000", .area),
            ("05", "05012345000", .area), ("0120", "0120123000", .numbers), ("090", "09012345000", .numbers),
        ] { #expect(throws: fault) { try house.addBlock(area, first, 10) } }
        let block = try #require(try house.read(NumberBlockStore.blocks).first)
        for first in ["0312344999", "0312345000", "0312345999"] {
            #expect(throws: NumberBlockOperator.Fault.overlaps(block)) { try house.addBlock("03", first, 2) }
        }
    }
}
