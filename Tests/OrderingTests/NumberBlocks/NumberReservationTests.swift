import Exchange
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

/// VOICE-9: 予約コード.
@Suite struct NumberReservationTests {
    private let house: NumberHouse

    init() throws {
        house = try NumberHouse()
        try house.addBlock("03", "0312345000", 100)
    }

    private func enter(
        _ text: String, of company: Int? = nil, after duration: Duration = .zero
    ) throws -> Result<NumberReservation, NumberReservation.Refusal> {
        let company = company ?? house.company
        return try house.database.writeAndWait {
            let now = NumberHouse.now + duration
            return try NumberReservation.enter(text, of: company, at: now, missedAt: now, $0)
        }
    }

    @discardableResult
    private func use(_ code: ReservationCode, _ order: Int, after duration: Duration = .zero) throws
        -> NumberReservation?
    {
        let (company, order) = (house.company, try NumberHouse.order(order))
        return try house.database.writeAndWait {
            try NumberReservationStore.use(code, of: company, for: order, at: NumberHouse.now + duration, $0)
        }
    }

    @Test func `VOICE-9 a code has ten signs that nobody takes for one another, and is read as people write it`() throws
    {
        let codes = (0..<200).map { _ in ReservationCode(random: NumberHouse.random) }
        #expect(codes.allSatisfy { $0.text.utf8.count == 10 && !$0.text.contains { "0O1IL".contains($0) } })
        #expect(Set(codes.flatMap(\.text)).count == 31)
        #expect(ReservationCode(typed: " abcde-23456 ")?.text == "ABCDE23456")
        #expect(ReservationCode(typed: "ＡＢＣＤＥ２３４５６")?.text == "ABCDE23456")
        for wrong in ["ABCDE2345", "ABCDE234567", "ABCDE2345L", "ABCDE23450", ""] {
            #expect(ReservationCode(typed: wrong) == nil, "\(wrong)")
        }
    }

    @Test func `VOICE-9 reserved numbers are nobody else's, and the order's that uses the code`() throws {
        let made = try house.reserve(10, in: "03")
        #expect(made.runs.map(\.first.digits) == ["0312345000"] && made.kind == .geographic && made.count == 10)
        #expect(try house.tally() == NumberTally(free: 90, reserved: 10))
        #expect(try house.offers([try NumberHouse.wish(1)])[0].get().texts == ["0312345010+1"])
        #expect(try enter(made.code.text).get() == made)
        #expect(try use(made.code, 1) == made)
        #expect(try house.tally() == NumberTally(free: 90, held: 10))
        let order = try NumberHouse.order(1)
        try house.write { try NumberBlockStore.give(heldBy: order, $0) }
        #expect(try house.tally() == NumberTally(free: 90, given: 10))
        #expect(try house.read(NumberReservationStore.all).map(\.usedBy) == [order])
    }

    @Test func `VOICE-9 wrong, foreign, used and expired codes are answered alike`() throws {
        let other = try house.database.writeAndWait {
            try CompanyStore.add("見本工業", Company.Address(), at: NumberHouse.now, $0)
        }
        let (foreign, used, old) = (
            try house.reserve(1, in: "03", of: other), try house.reserve(1, in: "03"), try house.reserve(1, in: "03")
        )
        #expect(try use(used.code, 1) != nil)
        #expect(try use(used.code, 2) == nil, "once")
        #expect(try use(foreign.code, 2) == nil)
        #expect(try use(old.code, 2, after: .days(30)) == nil)
        for text in ["ABCDE23456", "nothing", "", foreign.code.text, used.code.text] {
            #expect(throws: NumberReservation.Refusal.unknown) { try enter(text).get() }
        }
        #expect(try enter(old.code.text, after: .days(30) - .milliseconds(1)).get() == old)
        #expect(throws: NumberReservation.Refusal.unknown) { try enter(old.code.text, after: .days(30)).get() }
    }

    /// Ten that differ.
    private static let wrong = "23456789AB".map { "ABCDE2345\($0)" }

    @Test func `VOICE-9 the same wrong code again is no other try, a day later neither`() throws {
        let made = try house.reserve(1, in: "03")
        for time in 0..<30 {
            #expect(throws: NumberReservation.Refusal.unknown) {
                try enter(Self.wrong[time % 9], after: .minutes(time)).get()
            }
        }
        #expect(try enter(made.code.text, after: .minutes(30)).get() == made)
        for text in Self.wrong {
            #expect(throws: NumberReservation.Refusal.unknown) { try enter(text, after: .days(1)).get() }
        }
        #expect(try enter(made.code.text, after: .days(1)).get() == made, "one of them was new")
    }

    @Test func `VOICE-9 what was not entered brings nothing, and one entry counts each wrong code once`() throws {
        let (made, company) = (try house.reserve(1, in: "03"), house.company)
        let codes = Self.wrong.compactMap { ReservationCode(typed: $0) }
        let nobody = EnteredCodes.none[made.code]
        #expect(throws: NumberReservation.Refusal.unknown) { try nobody.get() }
        let entered = try house.database.writeAndWait { database in
            try EnteredCodes(
                [codes[0], codes[0], codes[1], made.code], of: company, at: NumberHouse.now,
                missedAt: NumberHouse.now, database)
        }
        #expect(try entered[made.code].get() == made)
        let misses = try house.read {
            try NumberReservationStore.misses(of: company, since: NumberHouse.now - .hours(1), $0)
        }
        #expect(misses.count == 2)
    }

    @Test func `VOICE-9 after ten wrong codes of a company in an hour none is taken, not even a right one`() throws {
        let made = try house.reserve(1, in: "03")
        for minute in 0..<10 {
            #expect(throws: NumberReservation.Refusal.unknown) {
                try enter(Self.wrong[minute], after: .minutes(minute)).get()
            }
        }
        let refusal = NumberReservation.Refusal.tooManyMisses(until: NumberHouse.now + .hours(1))
        for text in [made.code.text, "ABCDE23456"] {
            #expect(throws: refusal) { try enter(text, after: .minutes(59)).get() }
        }
        #expect(refusal.sentence(in: .japanese).contains("1時間に10回"))
        #expect(try enter(made.code.text, after: .hours(1)).get() == made, "the first has grown old")
        // Nine are left of the first ten.
        #expect(throws: NumberReservation.Refusal.unknown) { try enter("x", after: .hours(1)).get() }
        #expect(throws: NumberReservation.Refusal.tooManyMisses(until: NumberHouse.now + .hours(1) + .minutes(1))) {
            try enter(made.code.text, after: .hours(1)).get()
        }
    }

    @Test func `VOICE-9 a code of an order that comes to nothing can be used again`() throws {
        let (made, order) = (try house.reserve(2, in: "03"), try NumberHouse.order(1))
        try use(made.code, 1)
        try house.hold([try NumberHouse.wish(3)], 1)
        try house.write { try NumberBlockStore.release(heldBy: order, $0) }
        #expect(try house.tally() == NumberTally(free: 98, reserved: 2))
        #expect(try enter(made.code.text).get() == made)
    }

    @Test func `VOICE-9 numbers of a code that has expired, or was taken back, are free again`() throws {
        let codes = try (0..<3).map { _ in try house.reserve(10, in: "03").code }
        let duty = NumberDuty(NumberPolicy(), OrderingClock { NumberHouse.now })
        try use(codes[2], 1)
        try house.write { try NumberBlockOperator.remove(codes[0], at: NumberHouse.now, $0) }
        #expect(try house.tally() == NumberTally(free: 80, held: 10, reserved: 10))
        #expect(throws: NumberBlockOperator.ReservationFault.used(try NumberHouse.order(1))) {
            try house.write { try NumberBlockOperator.remove(codes[2], at: NumberHouse.now, $0) }
        }
        try house.write { while try duty.step(at: NumberHouse.now + .days(30), $0) {} }
        #expect(try house.tally() == NumberTally(free: 90, held: 10))
        let runs = try house.read { try $0.query("SELECT count FROM number_free_run ORDER BY first") { $0.integer(0) } }
        #expect(runs == [20, 70])
        #expect(throws: NumberBlockOperator.ReservationFault.tooFew(free: 90)) { try house.reserve(91, in: "03") }
    }
}
