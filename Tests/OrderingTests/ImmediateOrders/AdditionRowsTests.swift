import Exchange
@testable import Ordering
import Telephony
import Testing

/// Rows of numbers that come, and changes of features, as they are typed.
@Suite struct AdditionRowsTests {
    private func base() throws -> PhoneNumber { try #require(PhoneNumber("0312345000")) }

    @Test func `VOICE-7 rows are read, and kept in a draft as they were typed`() throws {
        let rows = AdditionRows(
            plain: [.init(), .init(base: "0312345000", kind: "ip", count: " ５ ")],
            coded: [.init(base: "0312345000", code: "abcde-23456"), .init()])
        let items = try rows.read(among: [try base()]).get()
        let code = try #require(ReservationCode(typed: "ABCDE23456"))
        #expect(
            items == [
                .add(try #require(NumberWish(.ip, beside: try base(), count: 5))), .reserved(code, beside: try base()),
            ])
        #expect(rows.field(ofItem: 0) == "count-1" && rows.field(ofItem: 1) == "code-0")
        #expect(AdditionRows(plain: rows.plainText, coded: rows.codedText).read(among: [try base()]) == .success(items))
        #expect(AdditionRows().read(among: [try base()]) == .failure(.init(all: [.none])))
        #expect(rows.read(among: []) == .failure(.init(all: [.base(1), .codedBase(0)])))
    }

    @Test func `FEAT-1 what is not said stays as each number has it`() throws {
        let shown = try #require(PhoneNumber("0120444444"))
        let before = NumberFeatures(messageBox: true, rejectsNuisance: true, shownNumber: shown)
        let change = FeatureChange { ["messageBox": "off", "rejectsAnonymous": "on", "shownNumber": "off"][$0] ?? "" }
        let after = change.applied(to: before)
        #expect(after == NumberFeatures(rejectsAnonymous: true, rejectsNuisance: true))
        #expect(FeatureChange(from: before, to: after) == change)
        #expect(FeatureChange { _ in "keep" }.isNothing)
        // What needs a day of its own is not contracted so.
        #expect(FeatureChange { _ in "on" }.applied(to: .none).areSpecial == false)
    }
}
