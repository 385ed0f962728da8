import CivilCalendar
import Telephony
import Testing

@testable import Ordering

@Suite struct CutOverTests {
    @Test func `PORT-4 an empty 工事希望時間 is the first window of the day`() throws {
        let hour = WorkHour(nil, .usual)
        #expect(hour == .window(try #require(CutOverWindow(typed: "11:30-12:00"))))
        let day = try #require(CivilDate(typed: "2026-12-09"))
        #expect(hour.begin(on: day).machineText == "2026-12-09T11:30:00+09:00")
        #expect(hour.text(in: .japanese) == "11:30～12:00の間に切り替えます")
    }

    @Test(arguments: [
        ("15:30", "15:30～16:00の間に切り替えます"), ("11:30", "11:30～12:00の間に切り替えます"),
        ("15:45", "15:45（個別に調整し、試験通話をして切り替えます）"), ("20:00", "20:00（個別に調整し、試験通話をして切り替えます）"),
    ])
    func `PORT-4 a time that is asked for is a window's beginning, or agreed with a test call`(
        typed: String, text: String
    ) throws {
        #expect(WorkHour(WorkTime(typed: typed), .usual).text(in: .japanese) == text)
    }

    @Test func `PORT-4 numbers that all go back to NTT have longer windows, beside others they wait`() throws {
        func line(_ digits: String, _ carrier: String, _ issuer: String) throws -> PortLine {
            PortLine(number: try #require(PhoneNumber(digits)), carrier: carrier, issuer: issuer, kind: .cable)
        }
        let back = try line("0312345001", "株式会社見本ケーブル", "NTT東日本")
        let other = try line("0312345002", "株式会社見本ケーブル", "")
        let own = try line("0312345003", "NTT東日本", "")
        let policy = CutOverPolicy()
        #expect(policy.windows(of: [back])?.first.text == "09:00～12:00")
        #expect(policy.windows(of: [back, other])?.first.text == "11:30～12:00")
        #expect(policy.windows(of: [own])?.first.text == "11:30～12:00")
        #expect(policy.windows(of: []) == nil)
        #expect(WorkHour(nil, policy.windows(of: [])).text(in: .japanese) == nil)
    }

    @Test func `PORT-4 the operator sets windows from early to late`() {
        #expect(CutOverWindows(typed: "9:00-12:00, 13:00-16:00") == .returning)
        #expect(CutOverWindows(typed: "11:30-12:00,15:30-16:00") == .usual)
        for wrong in [
            "", "11:30", "12:00-11:30", "11:30-11:30", "13:00-16:00, 9:00-12:00", "9:00-12:00, 11:00-13:00",
            "9:00-12:00,", "24:00-25:00", "9:00-12:00-13:00",
        ] {
            #expect(CutOverWindows(typed: wrong) == nil, "\(wrong)")
        }
    }
}
