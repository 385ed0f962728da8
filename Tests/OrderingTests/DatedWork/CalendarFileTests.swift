import CivilCalendar
import Foundation
@testable import Ordering
import Telephony
import Testing

/// The appointment that goes into a calendar (RFC 5545).
@Suite struct CalendarFileTests {
    private func file(_ span: CalendarFile.Span, summary: String = "工事", description: String = "") -> CalendarFile {
        CalendarFile(
            id: "200000000001@orders.example.jp", sequence: 1, stamp: .november(24, 10), span: span, summary: summary,
            description: description, address: "https://orders.example.jp/orders/200000000001", maker: "ビジネスポータル")
    }

    @Test func `PORT-4 an hour is written as UTC, its lines end with CR LF`() {
        let text = file(.time(from: .november(27, 8, 30), to: .november(27, 9))).text
        #expect(
            text.components(separatedBy: "\r\n") == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ビジネスポータル//NONSGML//", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
                "UID:200000000001@orders.example.jp", "SEQUENCE:1", "DTSTAMP:20261124T010000Z",
                "DTSTART:20261126T233000Z", "DTEND:20261127T000000Z", "SUMMARY:工事", "DESCRIPTION:",
                "URL:https://orders.example.jp/orders/200000000001", "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test func `PORT-4 a whole day is the one on the wall`() throws {
        let text = file(.day(try #require(CivilDate(typed: "2026-12-31")))).text
        #expect(text.contains("\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"))
    }

    @Test func `PORT-4 what would end a value is escaped, and long lines are folded between characters`() {
        let long = String(repeating: "電話番号ポータビリティ", count: 9)
        let text = file(
            .time(from: .november(27, 8), to: .november(27, 9)), summary: "a,b;c\\d\r\ne", description: long
        )
        .text
        #expect(text.contains("\r\nSUMMARY:a\\,b\\;c\\\\d\\ne\r\n"))
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 } && lines.contains { $0.utf8.count > 72 })
        #expect(text.replacing("\r\n ", with: "").contains("DESCRIPTION:\(long)\r\n"))
    }
}
