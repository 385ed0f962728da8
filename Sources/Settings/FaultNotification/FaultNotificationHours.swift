import Telephony

/// When an address takes mails: any of the three parts of a day that telephone charges have made customary, in Japan's time.
struct FaultNotificationHours: OptionSet, Sendable, Hashable {
    let rawValue: Int

    /// 昼間: from 8:00 to 19:00.
    static let day = FaultNotificationHours(rawValue: 1)
    /// 夜間: from 19:00 to 23:00.
    static let evening = FaultNotificationHours(rawValue: 2)
    /// 深夜・早朝: from 23:00 to 8:00.
    static let night = FaultNotificationHours(rawValue: 4)
    static let always: FaultNotificationHours = [.day, .evening, .night]

    /// In the order in which people choose.
    static let choices: [FaultNotificationHours] = [
        .always, .day, .evening, .night, [.day, .evening], [.evening, .night], [.day, .night],
    ]

    init(rawValue: Int) { self.rawValue = rawValue }

    /// Nil for what no form offers.
    init?(choice: String) {
        guard let number = Int(choice), (1...7).contains(number) else { return nil }
        rawValue = number
    }

    /// The part that a moment lies in.
    init(at moment: Moment) {
        switch moment.hourInJapan {
        case 8..<19: self = .day
        case 19..<23: self = .evening
        default: self = .night
        }
    }

    var words: String {
        if self == .always { return "終日" }
        return parts.map(\.name).joined(separator: "と")
    }

    /// Those it consists of.
    var parts: [FaultNotificationHours] { [.day, .evening, .night].filter(contains) }

    /// The name of one part.
    var name: String {
        switch self {
        case .day: "昼間"
        case .evening: "夜間"
        default: "深夜・早朝"
        }
    }

    /// The parts of the day in which none of these addresses takes a mail.
    static func uncovered(by recipients: [FaultNotification.Recipient]) -> FaultNotificationHours {
        let covered = recipients.filter(\.isTicked).reduce(into: FaultNotificationHours()) { $0.formUnion($1.hours) }
        return covered.isEmpty ? [] : always.subtracting(covered)
    }
}
