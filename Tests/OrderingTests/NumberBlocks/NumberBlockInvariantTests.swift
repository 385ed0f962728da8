import Exchange
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

/// Whatever happens in whatever order: every number of a block stands one way, and what is free is what the rule chooses from.
@Suite struct NumberBlockInvariantTests {
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private let house: NumberHouse
    private static let count = 300

    init() throws {
        house = try NumberHouse()
        try house.addBlock("03", "0312345000", Self.count)
        // Joins nothing: the neighbour is a block of its own.
        try house.addBlock("03", "0312345300", 50)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `VOICE-10 free, held, reserved, given and quarantined numbers are together all that there are`(seed: UInt64)
        throws
    {
        let company = house.company
        try house.write { database in
            var (chance, open, given): (Chance, [OrderNumber], [PhoneNumber]) = (Chance(state: seed), [], [])
            for step in 1...150 {
                let (order, now) = (try NumberHouse.order(step), NumberHouse.now + .days(step))
                switch Int.random(in: 0..<8, using: &chance) {
                case 0...2:
                    let wishes = try (0...Int.random(in: 0..<2, using: &chance)).map { _ in
                        try NumberHouse.wish(Int.random(in: 1...25, using: &chance))
                    }
                    let expected = try Self.chosen(wishes.map(\.count), database)
                    let offers = try NumberBlockStore.offers(for: wishes, database)
                    #expect(offers.map { try? $0.get().runs } == expected)
                    guard offers.allSatisfy({ (try? $0.get()) != nil }) else { continue }
                    _ = try NumberBlockStore.hold(wishes, for: order, database)
                    open.append(order)
                case 3:
                    guard let order = open.randomElement(using: &chance) else { continue }
                    given += try NumberBlockStore.held(by: order, database)
                    try NumberBlockStore.give(heldBy: order, database)
                    open.removeAll { $0 == order }
                case 4:
                    guard let order = open.randomElement(using: &chance) else { continue }
                    try NumberBlockStore.release(heldBy: order, database)
                    open.removeAll { $0 == order }
                case 5:
                    let ended = Array(given.shuffled(using: &chance).prefix(20))
                    given.removeAll(where: ended.contains)
                    try NumberBlockStore.retire(ended, at: now, database)
                case 6:
                    let reserved = try? NumberBlockOperator.reserve(
                        5, in: "03", of: company, NumberPolicy(),
                        random: { count in (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) } },
                        at: now,
                        database)
                    guard let reserved, Bool.random(using: &chance) else { continue }
                    _ = try NumberReservationStore.use(reserved.code, of: company, for: order, at: now, database)
                    open.append(order)
                default:
                    while try NumberDuty(NumberPolicy(), OrderingClock { now }).step(at: now, database) {}
                }
                try Self.expectWhole(database)
            }
        }
    }

    /// By the rule, over everything that is free.
    private static func chosen(_ counts: [Int], _ database: Connection) throws -> [[NumberRun]?] {
        var free = try Self.free(database)
        return counts.map { count in
            guard let chosen = NumberBlocks.choose(count, among: free) else { return nil }
            for part in chosen { free = free.flatMap { $0.places.overlaps(part.places) ? $0.without(part) : [$0] } }
            return NumberRun.joined(chosen)
        }
    }

    private static func free(_ database: Connection) throws -> [NumberRun] {
        try database.query("SELECT first, count FROM number_free_run ORDER BY first") {
            NumberRun($0.integer(0)..<$0.integer(0) + $0.integer(1))
        }
    }

    private static func expectWhole(_ database: Connection) throws {
        let blocks = try NumberBlockStore.blocks(database)
        for block in blocks { #expect(try NumberBlockStore.tally(of: block, database).all == block.run.count) }
        let free = try Self.free(database)
        let taken = try database.query("SELECT number FROM number_taken ORDER BY number") { $0.integer(0) }
        #expect((free.flatMap(\.places) + taken).sorted() == blocks.flatMap(\.run.places))
        // Runs of a block that touch would be one.
        let border = try #require(blocks.last).run.places.lowerBound
        for (one, next) in zip(free, free.dropFirst()) where one.places.upperBound == next.places.lowerBound {
            #expect(next.places.lowerBound == border)
        }
    }
}
