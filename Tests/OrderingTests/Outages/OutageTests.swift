import CivilCalendar
import Exchange
@testable import Ordering
import Telephony
import Testing

@Suite struct OutageTests {
    private static let known = Moment.november(10, 9)

    private func outage(
        _ length: Duration?, from known: Moment = OutageTests.known, _ reach: Outage.Reach = .whole,
        _ cause: Outage.Cause = .ours, joint: Bool = false, compensates: Bool = false
    ) throws -> Outage {
        try #require(
            Outage(
                .first, knownAt: known, recoveredAt: length.map { known + $0 }, reach, cause, hasJointPrices: joint,
                carrierCompensates: compensates))
    }

    private func obstacles(_ outage: Outage) -> [Outages.Obstacle] { outage.obstacles(at: .november(28, 12)) }

    private static let amendment = Moment(startOfDay: 24, month: 2, year: 2026) ?? Moment(milliseconds: 0)

    @Test func `LIAB-1 24 hours without a break are enough, one second less is not`() throws {
        #expect(obstacles(try outage(.hours(24))) == [])
        #expect(obstacles(try outage(.hours(24) - .seconds(1))) == [.tooShort])
        #expect(obstacles(try outage(.hours(24) - .milliseconds(1))) == [.tooShort])
        #expect(try outage(.hours(24)).wholeDays(at: .november(28, 12)) == 1)
        #expect(try outage(.hours(48) - .seconds(1)).wholeDays(at: .november(28, 12)) == 1)
    }

    @Test func `LIAB-1 one that goes on is compensable as soon as it has been 24 hours`() throws {
        let running = try outage(nil)
        #expect(running.reachesLeast == .november(11, 9))
        #expect(running.obstacles(at: .november(11, 8, 59, 59)) == [.notYet])
        #expect(running.obstacles(at: .november(11, 9)) == [])
        // A clock that shows an earlier time than it was known at.
        #expect(running.length(at: .november(9, 9)) == .zero && running.obstacles(at: .november(9, 9)) == [.notYet])
    }

    @Test func `LIAB-1 a part is not enough, nor is a cause of the customer or of others`() throws {
        #expect(obstacles(try outage(.days(3), .part)) == [.part])
        #expect(obstacles(try outage(.days(3), .whole, .customer)) == [.customer])
        #expect(obstacles(try outage(.days(3), .whole, .other, joint: true)) == [.other])
        #expect(obstacles(try outage(.hours(1), .part, .customer)) == [.part, .customer, .tooShort])
        // What is said of a carrier is nothing where it is ours.
        #expect(obstacles(try outage(.days(3), .whole, .ours, compensates: true)) == [])
    }

    @Test func `LIAB-1 a carrier's cause counts from 2026-02-24 on, where prices are joint and it does not compensate`()
        throws
    {
        func carrier(_ known: Moment, joint: Bool, compensates: Bool) throws -> [Outages.Obstacle] {
            obstacles(try outage(.days(2), from: known, .whole, .carrier, joint: joint, compensates: compensates))
        }
        for known in [Self.amendment, Self.known] {
            #expect(try carrier(known, joint: true, compensates: false) == [])
            #expect(try carrier(known, joint: false, compensates: false) == [.carrierWithoutJointPrices])
            #expect(try carrier(known, joint: true, compensates: true) == [.carrierCompensates])
            #expect(
                try carrier(known, joint: false, compensates: true) == [
                    .carrierWithoutJointPrices, .carrierCompensates,
                ]
            )
        }
        for (joint, compensates) in [(true, false), (false, false), (true, true)] {
            let before = Self.amendment - .seconds(1)
            #expect(try carrier(before, joint: joint, compensates: compensates) == [.carrierBefore])
        }
    }

    @Test func `LIAB-1 the terms in force at 知った時刻 hold for the whole outage, however long it runs on`() throws {
        let before = try outage(nil, from: Self.amendment - .seconds(1), .whole, .carrier, joint: true)
        #expect(before.knownAt.machineText == "2026-02-23T23:59:59+09:00")
        #expect(before.obstacles(at: Self.amendment + .days(200)) == [.carrierBefore])
        let after = try outage(nil, from: Self.amendment, .whole, .carrier, joint: true)
        #expect(after.obstacles(at: Self.amendment + .days(1)) == [])
        // Ours is compensable by both.
        #expect(try outage(.days(1), from: Self.amendment - .seconds(1)).obstacles(at: Self.known) == [])
    }

    @Test func `LIAB-1 an outage ends after it was known, and two of them overlap where they share a moment`() throws {
        for length in [Duration.zero, .seconds(-1)] {
            #expect(Outage(.first, knownAt: Self.known, recoveredAt: Self.known + length, .whole, .ours) == nil)
        }
        let first = try outage(.hours(2))
        #expect(first.overlaps(try outage(.hours(2), from: Self.known + .hours(1))))
        #expect(first.overlaps(try outage(nil, from: Self.known - .days(3))))
        #expect(!first.overlaps(try outage(nil, from: Self.known + .hours(2))))
        #expect(!first.overlaps(try outage(.hours(1), from: Self.known - .hours(1))))
        #expect(try outage(nil).overlaps(try outage(nil, from: Self.known + .days(9))))
        #expect(try !outage(nil).overlaps(try outage(.hours(1), from: Self.known - .hours(1))))
    }
}
