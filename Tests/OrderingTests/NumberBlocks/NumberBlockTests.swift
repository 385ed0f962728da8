@testable import Ordering
import Telephony
import Testing

/// Which numbers there are, and which of them are taken.
@Suite struct NumberBlockTests {
    private func run(_ first: String, _ count: Int) throws -> NumberRun? {
        NumberRun(first: try NumberHouse.number(first), count: count)
    }

    private func choice(_ count: Int, among free: [(Int, Int)]) -> [[Int]]? {
        let runs = free.map { NumberRun($0.0..<$0.0 + $0.1) }
        return NumberBlocks.choose(count, among: runs)?.map { [$0.places.lowerBound, $0.count] }
    }

    @Test func `VOICE-10 the lowest run of consecutive numbers that is long enough is taken`() {
        let free = [(500, 9), (300, 5), (100, 2), (400, 5)]
        #expect(choice(1, among: free) == [[100, 1]])
        #expect(choice(2, among: free) == [[100, 2]])
        #expect(choice(3, among: free) == [[300, 3]])
        #expect(choice(9, among: free) == [[500, 9]])
    }

    @Test
    func `VOICE-10 where no run is long enough there are as few as can be, the largest first, the lowest among equals`()
    {
        let free = [(100, 2), (400, 5), (300, 5), (500, 9)]
        #expect(choice(10, among: free) == [[500, 9], [300, 1]])
        #expect(choice(16, among: free) == [[500, 9], [300, 5], [400, 2]])
        #expect(choice(21, among: free) == [[500, 9], [300, 5], [400, 5], [100, 2]])
        #expect(choice(22, among: free) == nil)
    }

    @Test func `VOICE-7 a number is geographic, one of 050, or not ordered`() throws {
        for (digits, kind) in [
            ("0312345000", .geographic), ("0422123456", .geographic), ("0600001111", .geographic), ("05012345000", .ip),
            ("05001234567", nil), ("09012345678", nil), ("0120123456", nil), ("08001234567", nil),
        ] as [(String, VoiceNumberKind?)] {
            #expect(VoiceNumberKind(try NumberHouse.number(digits)) == kind, "\(digits)")
        }
    }

    @Test func `NUM-2 the numbers of a run are of one kind, to the last`() throws {
        #expect(try run("0312345000", 1_000)?.last.digits == "0312345999")
        #expect(try run("05012345000", 1_000)?.numbers.last?.digits == "05012345999")
        #expect(try run("0119999990", 20) == nil, "0120")
        #expect(try run("0118000000", NumberBlock.mostNumbers) == nil, "0120 within")
        #expect(try run("0999999999", 2) == nil)
        #expect(try run("05099999999", 2) == nil)
        #expect(try run("0300000000", NumberBlock.mostNumbers) != nil)
        #expect(try run("0300000000", NumberBlock.mostNumbers + 1) == nil)
        #expect(try run("0312345000", 0) == nil)
    }

    @Test func `VOICE-7 a wish is for one number to two thousand`() throws {
        let base = try NumberHouse.number("0312345000")
        #expect(
            [0, 1, 2_000, 2_001].map { NumberWish(.ip, beside: base, count: $0) != nil } == [false, true, true, false])
    }
}
