import Shell
import Telephony

/// What is wrong with what was typed.
enum FaultNotificationProblem: Error, Sendable, Equatable {
    case controlCharacter(FaultNotification.Name)
    case tooLong(FaultNotification.Name, count: Int)
    case notChosen(FaultNotification.Switch)
    case address(place: Int, MailAddressProblem)
    case sameAddress(place: Int, as: Int)

    private var field: String {
        switch self {
        case .controlCharacter(let name), .tooLong(let name, _): name.field
        case .notChosen(let choice): choice.rawValue
        case .address(let place, _), .sameAddress(let place, _): "address-\(place)"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}

/// What the rules refuse.
enum FaultNotificationRefusal: Sendable, Equatable {
    /// The contract has no 一括転送.
    case noBulkForwarding
    case noMonitorNumber
    /// FAULT-4: nobody would be told.
    case noRecipient(FaultNotification.Switch)
    /// FAULT-4: these are on, and nobody would be told any more.
    case lastRecipient([FaultNotification.Switch])
    case tooManyTests(place: Int)

    private var field: String {
        switch self {
        case .noBulkForwarding: FaultNotification.Switch.start.rawValue
        case .noMonitorNumber: FaultNotification.Switch.service.rawValue
        case .noRecipient(let choice): choice.rawValue
        case .lastRecipient: "send-1"
        case .tooManyTests(let place): "address-\(place)"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}
