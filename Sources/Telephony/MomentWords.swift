package import CivilCalendar
import Encodings

/// Dates as people read them, in Japan's time.
extension Moment {
    /// 「2026年11月21日」
    package func dateText(in language: Language) -> String {
        day.text(in: language)
    }

    /// 「2026年11月21日 15:04」
    package func dateAndTimeText(in language: Language) -> String { "\(dateText(in: language)) \(hourAndMinute)" }

    /// 「11月21日 15:04」, where the year goes without saying.
    package func dayAndTimeText(in language: Language) -> String {
        let date = inJapan.date
        return switch language {
        case .japanese: "\(date.month)月\(date.day)日 \(hourAndMinute)"
        }
    }

    private var hourAndMinute: String {
        let time = inJapan
        return "\(time.hour.zeroPadded(to: 2)):\(time.minute.zeroPadded(to: 2))"
    }
}

extension CivilDate {
    /// 「2026年11月21日」
    package func text(in language: Language) -> String {
        switch language {
        case .japanese: "\(year)年\(month)月\(day)日"
        }
    }
}
