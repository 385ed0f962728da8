import Telephony

/// 故障・回復通知: when test calls find a line dead, or back again, its people are told by mail, and bulk forwarding starts or
/// stops by itself if they wish it.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum FaultNotification {
    /// Places for addresses.
    static let addressLimit = 20
    /// So many test mails in so many minutes: each address once.
    static let testMailLimit = addressLimit
    static let testMailMinutes = 15
    /// Older ones are kept, and not listed.
    static let recordsListed = 50

    static let limits = [
        "faultAddresses": addressLimit, "customerNameCharacters": Name.customer.limit,
        "placeNameCharacters": Name.site.limit, "faultsListed": recordsListed,
        "dayBegins": FaultNotificationHours.dayBegins, "eveningBegins": FaultNotificationHours.eveningBegins,
        "nightBegins": FaultNotificationHours.nightBegins, "callsToDecide": LineState.callsToDecide,
        "callStripHours": TestCallStrip.hours, "callStripMinutes": TestCallStrip.minutesPerCell,
    ]

    /// All that a contract has set; each form has its own version, which grows by one with every change (AUTH-13).
    struct Settings: Sendable, Equatable {
        var customerName = ""
        var siteName = ""
        var mailVersion = 0
        var addressesVersion = 0
        /// 一括転送自動開始, 一括転送自動停止.
        var startsForwarding = false
        var stopsForwarding = false
        var automaticVersion = 0
        var isOn = false
        var serviceVersion = 0

        /// FAULT-4: what would be left without anybody to tell.
        var needingRecipient: [Switch] {
            [(Switch.service, isOn), (.start, startsForwarding), (.stop, stopsForwarding)].filter(\.1).map(\.0)
        }
    }

    /// What is 開始 or 停止; the raw value is the control's name.
    enum Switch: String, Sendable {
        case service, start, stop
    }

    /// One of the places for an address.
    struct Recipient: Sendable, Equatable {
        /// From 1.
        let place: Int
        let address: MailAddress
        /// 送信
        let isTicked: Bool
        let hours: FaultNotificationHours

        /// For the audit trail.
        var auditText: String { "\(address.text) \(isTicked ? "on" : "off") \(hours.rawValue)" }
    }

    /// A name that mails are about.
    enum Name: Sendable, CaseIterable {
        /// 契約者名
        case customer
        /// 拠点情報
        case site

        /// In characters.
        var limit: Int { self == .customer ? 20 : 32 }

        /// The control's name.
        var field: String { self == .customer ? "customerName" : "placeName" }

        /// What FAULT-5 takes; half-width kana become full-width ones, spaces around it go.
        func read(_ typed: String) -> Result<String, FaultNotificationProblem> {
            let name = PlainName(typed)
            if name.hasControlCharacters { return .failure(.controlCharacter(self)) }
            guard name.count <= limit else { return .failure(.tooLong(self, count: name.count)) }
            return .success(name.text)
        }
    }

    /// A line of 故障の記録.
    struct Record: Sendable, Equatable {
        let number: PhoneNumber
        let beganAt: Moment
        let endedAt: Moment?
        let ending: Ending?
        let forwarding: Forwarding
        /// FAULT-12: when its mail was written; nil before that, and for good where the line came back first.
        let mailedAt: Moment?
    }

    enum Ending: String, Sendable {
        case recovered
        /// The service was stopped, or the monitor number changed.
        case unwatched
    }

    /// What became of 一括転送自動開始 on a fault.
    enum Forwarding: String, Sendable {
        case notWanted, started, wasOn
        /// No number has a destination.
        case impossible
    }
}
