import Shell
import Telephony

/// What is wrong with a form of the feature.
enum BulkForwardingProblem: Sendable, Equatable {
    /// Nothing that numbers can be searched for.
    case search
    case destination(BulkForwardingRefusal, of: PhoneNumber)
    /// FWD-10: the one destination for many.
    case many(BulkForwardingRefusal)
    case noTarget, noneTicked
    /// Neither the start nor the stop was chosen.
    case noAction
    /// FWD-2: nothing can be started, since no call would ring anywhere.
    case nowhere(registered: Bool)
    /// The rows of a change have been changed again since.
    case newerChanges([PhoneNumber])
    /// What was in force before the change may not be in force again.
    case notUndone(BulkForwardingRefusal)

    private var field: String {
        switch self {
        case .search: "q"
        case .many: "many"
        case .noTarget, .noneTicked: "target"
        case .destination(_, of: let number): "destination-\(number.digits)"
        case .noAction, .nowhere, .newerChanges, .notUndone: "main"
        }
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }
}

/// Why a number cannot have the destination somebody gave it.
enum BulkForwardingRefusal: Error, Sendable, Equatable {
    case form(DestinationProblem)
    /// FWD-3: test calls must reach the monitor number itself.
    case monitorNumber
    case ownNumber
    /// FWD-13: nobody answers there but test calls.
    case monitorDestination
    case loop(BulkForwardingLoop)
}

extension BulkForwarding {
    /// Judges what was typed for one number, except for loops, which need the other numbers too. Empty takes the
    /// destination away.
    static func read(
        _ typed: String, for number: PhoneNumber, monitorNumber: PhoneNumber?, policy: Destination.Policy
    ) -> Result<PhoneNumber?, BulkForwardingRefusal> {
        switch Destination.read(typed, policy: policy) {
        case .failure(.empty): .success(nil)
        case _ where number == monitorNumber: .failure(.monitorNumber)
        case .failure(let fault): .failure(.form(fault))
        case .success(number): .failure(.ownNumber)
        case .success(let destination) where destination == monitorNumber: .failure(.monitorDestination)
        case .success(let destination): .success(destination)
        }
    }
}
