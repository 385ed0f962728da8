package import Telephony

/// The whole way of a call, from the number that was dialled to where it ends.
package struct CallWay: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package let number: PhoneNumber
        package let decision: CallDecision
    }

    /// In the order in which the call comes past them; never empty.
    package let steps: [Step]
    package let end: End

    package enum End: Sendable, Equatable {
        /// At a number of the contract.
        case ringsHere(PhoneNumber)
        /// At a number that is none of the contract's; what becomes of it there is nobody's to tell here.
        case leaves(to: PhoneNumber)
        case busy(at: PhoneNumber, CallRule)
        case announcement(CallDecision.Announcement, at: PhoneNumber)
    }

    /// Follows a call as long as it stays among the numbers of `settings`; a call that its line has not taken is not followed.
    /// - Parameter settings: of the contract's numbers; nil for any other.
    package static func follow(
        _ call: Call, testCallNumber: PhoneNumber? = nil,
        _ settings: (PhoneNumber) throws -> CallSettings?
    ) rethrows -> CallWay {
        var call = call
        var steps: [Step] = []
        while true {
            let found = try settings(call.to)
            if found == nil, !steps.isEmpty { return CallWay(steps: steps, end: .leaves(to: call.to)) }
            let decision = Calls.decide(call, found, testCallNumber: testCallNumber)
            steps.append(Step(number: call.to, decision: decision))
            switch decision.action {
            case .ring, .ringFirst: return CallWay(steps: steps, end: .ringsHere(call.to))
            case .busy: return CallWay(steps: steps, end: .busy(at: call.to, decision.rule))
            case .announcement(let which): return CallWay(steps: steps, end: .announcement(which, at: call.to))
            case .forward(let destination): call = call.forwarded(to: destination)
            }
        }
    }
}
