package import Exchange
import SQLite
package import Telephony

/// A service that is ordered here. The raw value is what is stored.
package enum OrderedService: String, Sendable, CaseIterable, StorableValue {
    case smartPBX
    case ipVoice
}

/// A company's contract of a service, known by its N番.
package struct ServiceContract: Sendable, Equatable {
    package enum State: String, Sendable, StorableValue {
        /// The order that makes it is under way.
        case ordered
        case open
        case ended
        /// It never came about: its order has failed, or was cancelled.
        case void
    }

    package let code: ContractCode
    package let company: Int
    package let service: OrderedService
    package let state: State
    package let orderedAt: Moment
    package let openedAt: Moment?
}
