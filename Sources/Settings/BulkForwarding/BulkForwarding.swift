import Telephony

/// 一括転送: while it is on, every number of a contract is forwarded, unconditionally, to a destination of its own.
///
/// The words and the rules of the feature; nothing in here knows pages or the database.
enum BulkForwarding {
    /// How many numbers one page of the list shows.
    static let numbersPerPage = 32
    /// One number of the contract and where its calls go.
    struct Row: Sendable, Equatable {
        let number: PhoneNumber
        let destination: PhoneNumber?
        /// Grows by one with every change of the destination; 0 before the first.
        let version: Int
    }

    /// Whether the contract's calls are forwarded now, and who made it so.
    struct Service: Sendable, Equatable {
        let isOn: Bool
        /// Grows by one with every start and stop; 0 before the first.
        let version: Int
        /// Nil before the first start.
        let latest: Switching?

        static let neverStarted = Service(isOn: false, version: 0, latest: nil)
    }

    /// The latest start or stop.
    struct Switching: Sendable, Equatable {
        let at: Moment
        let by: Author
        /// What the operator says to the customer after a stop by force.
        let reason: String?
    }

    /// Who changed something, as the history has it.
    enum Author: Sendable, Equatable {
        case person(PhoneNumber)
        /// FWD-12: from a registered telephone, which need not be the contract's.
        case telephone(PhoneNumber)
        /// The fault notification, on a fault or a recovery.
        case automatic
        case `operator`
    }

    /// The pages of the feature that others name.
    enum Page { case destinations, service }

    /// Forwarding that would send every caller to a busy tone is not started.
    static func canStart(_ tally: BulkForwardingTally) -> Bool { tally.forwarded > 0 }
}
