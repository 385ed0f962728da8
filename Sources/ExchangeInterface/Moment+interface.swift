import CivilCalendar
import Foundation
import Telephony

extension Moment {
    /// `2026-11-28T10:00:00+09:00` or with another offset, or `Z` (RFC 3339), in whole seconds.
    init?(interfaceText text: String) {
        guard (20...25).contains(text.utf8.count), let date = ISO8601DateFormatter().date(from: text) else {
            return nil
        }
        self.init(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000)
        guard (1970...9999).contains(inJapan.date.year) else { return nil }
    }
}
