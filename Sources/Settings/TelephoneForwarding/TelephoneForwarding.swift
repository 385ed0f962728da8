import Telephony

/// 電話での開始／停止 (FWD-12): registered telephones start and stop the prepared forwarding from the telephone menu, with a PIN.
enum TelephoneForwarding {
    /// So many destinations are named to a caller; the others are counted together.
    static let mostDestinations = 3

    /// Where calls go while forwarding is on, as a caller hears it.
    struct Destinations: Sendable, Equatable {
        /// How many numbers are forwarded to each, the most first.
        let counts: [(number: PhoneNumber, count: Int)]
        let busy: Int

        init(_ counts: [PhoneNumber: Int], busy: Int) {
            self.counts = counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.number) < ($0.count, $1.number) }
            self.busy = busy
        }

        var named: ArraySlice<(number: PhoneNumber, count: Int)> { counts.prefix(mostDestinations) }
        /// How many numbers are forwarded elsewhere.
        var elsewhere: Int { counts.dropFirst(mostDestinations).reduce(0) { $0 + $1.count } }

        static func == (one: Destinations, other: Destinations) -> Bool {
            one.busy == other.busy && one.counts.elementsEqual(other.counts) { $0 == $1 }
        }
    }

    /// What a caller may choose.
    enum Choice: String, Sendable {
        case start, stop

        /// Two keys, so that who presses again from impatience does not undo what he has done.
        var key: Character {
            switch self {
            case .start: "1"
            case .stop: "3"
            }
        }
    }

    /// Why there is nothing to choose.
    enum Hindrance: Sendable, Equatable {
        case noService
        /// FWD-2.
        case nowhere(registered: Bool)
    }

    /// What a caller hears, besides where calls go.
    enum Sentence: String, Sendable, CaseIterable {
        case offer = "forwarding-offer"
        case greeting = "forwarding-greeting"
        case isOff = "forwarding-is-off"
        case isOn = "forwarding-is-on"
        /// Behind a number.
        case to = "forwarding-to"
        /// These behind a count.
        case numbers = "forwarding-numbers"
        case elsewhere = "forwarding-elsewhere"
        case busy = "forwarding-busy"
        case start = "forwarding-start"
        case stop = "forwarding-stop"
        case started = "forwarding-started"
        case stopped = "forwarding-stopped"
        case wasOn = "forwarding-was-on"
        case wasOff = "forwarding-was-off"
        /// AUTH-13: somebody else was quicker.
        case changed = "forwarding-changed"
        case noDestination = "forwarding-no-destination"
        case nobodyRings = "forwarding-nobody-rings"
        case noService = "forwarding-no-service"
        case outOfOrder = "forwarding-out-of-order"

        /// Whether a number or a count is said before it.
        var followsNumber: Bool {
            switch self {
            case .to, .numbers, .elsewhere, .busy: true
            default: false
            }
        }
    }

    /// Which numbers a contract may register.
    enum Refusal: Error, Sendable, Equatable {
        /// Nobody calls from there: what is no destination is no telephone either.
        case notTelephone(PhoneNumber, DestinationProblem)
        case monitorNumber(PhoneNumber)
        case testCallNumber(PhoneNumber)
    }

    /// Test calls, and the line that takes them, act for nobody.
    static func refusal(
        of number: PhoneNumber, monitorNumber: PhoneNumber?, testCallNumber: PhoneNumber?, policy: Destination.Policy
    ) -> Refusal? {
        if number == monitorNumber { return .monitorNumber(number) }
        if number == testCallNumber { return .testCallNumber(number) }
        guard case .failure(let problem) = Destination.read(number.digits, policy: policy) else { return nil }
        return .notTelephone(number, problem)
    }
}
