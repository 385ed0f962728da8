package import CivilCalendar
package import Telephony

/// 変更工事時間帯 (PBX-11): a night of the day of the order, which the window's own day is even behind midnight (A9).
package enum NightWindow: String, Sendable, CaseIterable {
    case from21, from22, from23

    package static let length: Duration = .hours(2)
    /// It begins at least so long after 申し込む, and 取消 is possible as long (ORD-11).
    package static let notice: Duration = .minutes(60)

    /// 設備工事 interrupts the service about so long somewhere in the window.
    package static let interruption: Duration = .minutes(10)

    /// In full hours.
    package var hour: Int {
        switch self {
        case .from21: 21
        case .from22: 22
        case .from23: 23
        }
    }

    package func begin(on day: CivilDate) -> Moment { Moment(startOf: day) + .hours(hour) }

    /// Whether it ends behind midnight.
    package var crossesMidnight: Bool { hour + Self.length.inHours > 24 }

    /// Those that can be chosen now. Exactly as long before as asked is enough.
    package static func open(at now: Moment) -> [NightWindow] {
        allCases.filter { $0.begin(on: now.day) - now >= notice }
    }
}
