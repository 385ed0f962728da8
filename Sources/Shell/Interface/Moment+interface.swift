import Foundation
package import Telephony

extension Moment {
    /// `2026-11-28T10:00:00+09:00` or with another offset, or `Z` (RFC 3339), in whole seconds.
    package init?(interfaceText text: String) {
        guard (20...25).contains(text.utf8.count), let date = ISO8601DateFormatter().date(from: text) else {
            return nil
        }
        self.init(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000)
        guard Self.told.contains(milliseconds) else { return nil }
    }

    /// Of the years 1970 to 9999 in Japan.
    private static let told: Range<Int64> = -32_400_000..<253_402_268_400_000
}
