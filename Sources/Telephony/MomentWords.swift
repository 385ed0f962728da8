import CivilCalendar
import Encodings

/// Dates as people read them, in Japan's time.
extension Moment {
    /// 「2026年11月21日」
    package func dateText(in language: Language) -> String {
        let date = inJapan.date
        return switch language {
        case .japanese: "\(date.year)年\(date.month)月\(date.day)日"
        }
    }

    /// 「2026年11月21日 15:04」
    package func dateAndTimeText(in language: Language) -> String {
        let time = inJapan
        return "\(dateText(in: language)) \(time.hour.zeroPadded(to: 2)):\(time.minute.zeroPadded(to: 2))"
    }
}
