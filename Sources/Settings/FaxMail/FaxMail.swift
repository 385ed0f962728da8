import Telephony

/// FAXお知らせメール: faxes that a number has received are kept for a while, and told of by mail.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum FaxMail {
    /// All that a number has set; each form has its own version, which grows by one with every change (AUTH-13).
    struct Settings: Sendable, Equatable {
        var isOn = false
        /// By place.
        var addresses: [NumberAddresses.Place] = []
        var versions = Versions()

        struct Versions: Sendable, Equatable {
            var service = 0
            var addresses = 0
        }
    }

    /// A fax as lists show it.
    struct Received: Sendable, Equatable {
        let id: Int
        let at: Moment
        let caller: Caller
        let pages: Int
        let bytes: Int
        let isRead: Bool

        /// As the audit trail has one that is gone: when it came, and its pages.
        var auditText: String { "\(at.milliseconds) \(pages)" }
    }

    /// FAX-1: how many of the oldest must go, so that a fax of that size can be kept. Nil: it never can.
    /// - Parameter sizes: of those that are kept, the oldest first.
    static func dropped(for bytes: Int, among sizes: [Int], _ policy: FaxMailPolicy) -> Int? {
        guard bytes <= policy.mostBytes else { return nil }
        var (count, total) = (sizes.count, sizes.reduce(0, +))
        for (dropped, size) in sizes.enumerated() {
            if count < policy.mostFaxes, total + bytes <= policy.mostBytes { return dropped }
            (count, total) = (count - 1, total - size)
        }
        return sizes.count
    }

    // MARK: Rules

    enum Problem: Error, Sendable, Equatable {
        case notChosen, noAddress, lastAddress
        case address(NumberAddresses.Fault)
    }

    struct Problems: Error, Sendable, Equatable, ExpressibleByArrayLiteral {
        let all: [Problem]

        init(_ all: [Problem]) { self.all = all }

        init(arrayLiteral elements: Problem...) { all = elements }
    }

    static func read(service: String, over stored: Settings) -> Result<Settings, Problems> {
        guard service == "on" || service == "off" else { return .failure([.notChosen]) }
        if service == "on", stored.addresses.isEmpty { return .failure([.noAddress]) }
        var settings = stored
        settings.isOn = service == "on"
        return .success(settings)
    }

    static func read(
        addresses typed: (_ place: Int) -> String, over stored: Settings
    ) -> Result<Settings, Problems> {
        let read = NumberAddresses.read(typed)
        guard read.faults.isEmpty else { return .failure(.init(read.faults.map { .address($0) })) }
        if read.places.isEmpty, stored.isOn { return .failure([.lastAddress]) }
        var settings = stored
        settings.addresses = read.places
        return .success(settings)
    }
}
