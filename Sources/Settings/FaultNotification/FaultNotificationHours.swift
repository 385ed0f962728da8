import Telephony

/// When an address takes mails: any of the three parts of a day that telephone charges have made customary, in Japan's time.
struct FaultNotificationHours: OptionSet, Sendable, Hashable {
    let rawValue: Int

    /// In full hours.
    static let dayBegins = 8
    static let eveningBegins = 19
    static let nightBegins = 23

    /// 昼間
    static let day = FaultNotificationHours(rawValue: 1)
    /// 夜間
    static let evening = FaultNotificationHours(rawValue: 2)
    /// 深夜・早朝
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
        case Self.dayBegins..<Self.eveningBegins: self = .day
        case Self.eveningBegins..<Self.nightBegins: self = .evening
        default: self = .night
        }
    }

    /// Those it consists of.
    var parts: [FaultNotificationHours] { [.day, .evening, .night].filter(contains) }

    /// The parts of the day in which none of these addresses takes a mail.
    static func uncovered(by recipients: [FaultNotification.Recipient]) -> FaultNotificationHours {
        let covered = recipients.filter(\.isTicked).reduce(into: FaultNotificationHours()) { $0.formUnion($1.hours) }
        return covered.isEmpty ? [] : always.subtracting(covered)
    }
}
