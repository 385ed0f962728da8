@testable import Settings
import Telephony
import Testing

@Suite struct CallerListTests {
    private func patterns(_ typed: String, limit: Int = 30, takesPrefixes: Bool = true) -> [String] {
        CallerList.read(typed, limit: limit, takesPrefixes: takesPrefixes).patterns.map(\.text)
    }

    private func problems(_ typed: String, limit: Int = 30, takesPrefixes: Bool = true) -> [CallerListProblem] {
        CallerList.read(typed, limit: limit, takesPrefixes: takesPrefixes).problems
    }

    @Test func `WARP-3 a list has a number a line, written as people write numbers`() {
        #expect(
            patterns("03-1234-5678\r\n\n  ０９０−１１１１−２２２２ \n+81 6 1234 5678") == [
                "0312345678", "09011112222", "0612345678",
            ])
        #expect(patterns("") == [] && problems(" \n") == [])
    }

    @Test func `CALLMAIL-1 a beginning and a star stand for all numbers that begin so`() {
        #expect(patterns("03*\n０９０＊\n03-1234*") == ["03*", "090*", "031234*"])
        let tokyo = CallerPattern(text: "03*")
        #expect(tokyo?.matches(Sample.number("0312345678")) == true)
        #expect(tokyo?.matches(Sample.number("0612345678")) == false)
        for wrong in ["*", "0*", "3*", "03*4", "03**", "090123456789*"] {
            #expect(problems(wrong) == [.notCaller(line: 1, wrong, takesPrefixes: true)], "\(wrong)")
        }
        #expect(problems("03*", takesPrefixes: false) == [.notCaller(line: 1, "03*", takesPrefixes: false)])
    }

    @Test func `WARP-3 what is no number, stands twice or is too much is named by its line`() {
        #expect(
            problems("0312345678\nabc\n03 1234 5678\n110") == [
                .notCaller(line: 2, "abc", takesPrefixes: true), .twice(line: 3, "03 1234 5678"),
                .notCaller(line: 4, "110", takesPrefixes: true),
            ])
        let many = (0..<31).map { "031234\(5600 + $0)" }.joined(separator: "\n")
        #expect(problems(many) == [.tooMany(31, limit: 30)])
        #expect(problems(String(repeating: "x\n", count: 100_000)) == [.tooMany(100_000, limit: 30)])
    }
}
