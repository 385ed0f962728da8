package import CivilCalendar
import Encodings
package import Telephony

/// One appointment as calendars take it in (RFC 5545).
package struct CalendarFile: Sendable {
    package enum Span: Sendable {
        case day(CivilDate)
        case time(from: Moment, to: Moment)
    }

    /// Of work whose end nobody knows.
    package static let usualLength: Duration = .minutes(30)

    /// The same for the same appointment, wherever it is moved to.
    package var id: String
    /// Higher each time that it was moved.
    package var sequence: Int
    /// When this file was made.
    package var stamp: Moment
    package var span: Span
    package var summary: String
    package var description: String
    package var address: String
    /// Who made it: the site's name.
    package var maker: String

    package init(
        id: String, sequence: Int = 0, stamp: Moment, span: Span, summary: String, description: String = "",
        address: String, maker: String
    ) {
        (self.id, self.sequence, self.stamp, self.span) = (id, sequence, stamp, span)
        (self.summary, self.description, self.address, self.maker) = (summary, description, address, maker)
    }

    package var text: String {
        let event =
            ["UID:\(Self.escape(id))", "SEQUENCE:\(sequence)", "DTSTAMP:\(Self.universal(stamp))"] + times + [
                "SUMMARY:\(Self.escape(summary))", "DESCRIPTION:\(Self.escape(description))", "URL:\(address)",
            ]
        let lines =
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//\(Self.escape(maker))//NONSGML//", "CALSCALE:GREGORIAN",
                "BEGIN:VEVENT",
            ] + event + ["END:VEVENT", "END:VCALENDAR"]
        return lines.map(Self.folded).joined()
    }

    /// An hour of a day is the same everywhere as UTC; a whole day is the one on the wall.
    private var times: [String] {
        switch span {
        case .day(let day):
            ["DTSTART;VALUE=DATE:\(Self.date(day))", "DTEND;VALUE=DATE:\(Self.date(day.next))", "TRANSP:TRANSPARENT"]
        case .time(let begin, let end): ["DTSTART:\(Self.universal(begin))", "DTEND:\(Self.universal(end))"]
        }
    }

    private static func date(_ day: CivilDate) -> String {
        "\(day.year)\(day.month.zeroPadded(to: 2))\(day.day.zeroPadded(to: 2))"
    }

    private static func universal(_ moment: Moment) -> String {
        let time = CivilTime(secondsSince1970: moment.milliseconds / 1000)
        let clock = [time.hour, time.minute, time.second].map { $0.zeroPadded(to: 2) }.joined()
        return "\(date(time.date))T\(clock)Z"
    }

    /// § 3.3.11
    private static func escape(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\\", with: "\\\\").replacing(";", with: "\\;")
            .replacing(",", with: "\\,").replacing("\n", with: "\\n")
    }

    /// § 3.1: a line has 75 octets at most, with its end apart, and is not broken within a character.
    private static let octets = 75

    private static func folded(_ line: String) -> String {
        var (text, room) = ("", octets)
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if width > room {
                text += "\r\n "
                // The blank is one of them.
                room = octets - 1
            }
            text.unicodeScalars.append(scalar)
            room -= width
        }
        return text + "\r\n"
    }
}
