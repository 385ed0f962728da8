import CivilCalendar
@testable import Ordering
import Telephony
import Testing

@Suite struct PriceFileTests {
    private static let heading = "code,item,unit,rhythm,amount,tax-rate,from,until,source\n"
    private static let good = "smart-pbx.extension,ID,id,monthly,300,10,2026-02-24,2026-11-30,別表\n"

    private func problems(_ lines: String) throws -> [String] {
        try PriceFile.read(Array((Self.heading + lines).utf8)).get().problems.map { "\($0.line) \($0.problem)" }
    }

    @Test func `FEE-1 a price book is read as it is written`() throws {
        let file = try PriceFile.read(PriceFile.file(of: .ofTerms, in: .japanese)).get()
        #expect(file.problems.isEmpty)
        #expect(try PriceBook(file.prices.map(\.price)) == .ofTerms)
    }

    @Test func `FEE-1 a dash is no yen, and an end may be empty`() throws {
        let text = Self.heading + "smart-pbx.flexible-interconnect,FIC,contract,monthly,—,10,2026-02-24,,別表\n"
        let price = try #require(PriceFile.read(Array(text.utf8)).get().prices.first?.price)
        #expect(price.amount == 0 && price.until == nil && price.rhythm == .monthly)
    }

    @Test func `FEE-1 all that is wrong with all lines is said at once`() throws {
        #expect(try problems(Self.good).isEmpty)
        #expect(
            try problems("x,,bag,once,-1,101,2026-02-30,soon,\n") == [
                "2 code", "2 item", "2 unit", "2 amount", "2 taxRate", "2 from", "2 until", "2 source",
            ])
        #expect(
            try problems("smart-pbx.work,W,group,monthly,7000,10,2026-02-24,2026-02-23,T\n") == [
                "2 rhythm(Ordering.PriceRhythm.once)", "2 endsBeforeItBegins",
            ])
        #expect(
            try problems(Self.good + "smart-pbx.extension,ID,id,monthly,330,10,2026-11-30,,別表\n") == [
                "3 overlaps(line: 2)"
            ])
        #expect(try problems("smart-pbx.work,W,group,once,7000.5,10,2026-02-24,,T\n") == ["2 amount"])
        #expect(try problems("smart-pbx.work,W,group,once,7000,10,2026-02-24,,T,more\n") == ["2 columns"])
    }
}
