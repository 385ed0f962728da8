@testable import Settings
@testable import Telephony
import Testing

@Suite struct TestCallStripTests {
    private let noon = Moment(milliseconds: 1_795_230_000_000)

    @Test func `FAULT-8 the strip holds 24 hours, five minutes a cell`() {
        var strip = TestCallStrip()
        strip.note(reached: true, at: noon)
        strip.note(reached: false, at: noon + .seconds(120))
        strip.note(reached: true, at: noon + .hours(1))
        let cells = strip.cells(until: noon + .hours(1))
        #expect(cells.count == 288)
        #expect(cells[287] == .reached)
        #expect(cells[275] == [.reached, .missed])
        #expect(cells.filter { $0.isEmpty }.count == 286)
        #expect(strip.cells(until: noon + .hours(25)).filter { !$0.isEmpty }.isEmpty)
        #expect(TestCallStrip(end: strip.end, bytes: strip.bytes) == strip)
    }

    @Test func `FAULT-8 what is a day old gives way to what is new`() {
        var strip = TestCallStrip()
        for hour in 0..<50 { strip.note(reached: hour % 2 == 0, at: noon + .hours(hour)) }
        #expect(strip.cells(until: noon + .hours(49)).filter { !$0.isEmpty }.count == 24)
    }

    @Test func `FAULT-8 a clock set back an hour goes on in the cells of then, and one set back a year begins anew`() {
        var strip = TestCallStrip()
        strip.note(reached: true, at: noon)
        strip.note(reached: false, at: noon - .hours(1))
        #expect(strip.cells(until: noon)[275] == .missed)
        #expect(strip.cells(until: noon - .hours(1))[287] == .missed)
        strip.note(reached: true, at: noon - .days(365))
        #expect(strip.cells(until: noon - .days(365)).filter { !$0.isEmpty } == [.reached])
    }
}
