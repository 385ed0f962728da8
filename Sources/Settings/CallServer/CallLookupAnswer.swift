import Telephony

/// `{"number": "0312340001", "action": "forward", "to": "0312340002", "rule": "bulkForwarding"}`
struct CallLookupAnswer: Encodable, Equatable {
    let number: String
    /// `ring`, `forward`, `ring-first`, `busy`, `refusal` or `number-request`.
    let action: String
    let rule: String
    /// Where a call goes, at once or later.
    let to: String?
    /// Of `ring-first`: seconds, where who is not answered is forwarded; and whether who finds the line busy is.
    let after: Int?
    let whenBusy: Bool?

    init(_ number: PhoneNumber, _ decision: CallDecision) {
        self.number = number.digits
        rule = "\(decision.rule)"
        var (to, after, whenBusy): (String?, Int?, Bool?) = (nil, nil, nil)
        switch decision.action {
        case .ring: action = "ring"
        case .forward(let destination): (action, to) = ("forward", destination.digits)
        case .ringFirst(let rescue):
            action = "ring-first"
            (to, after, whenBusy) = (rescue.destination.digits, rescue.noAnswerAfter, rescue.whenBusy)
        case .busy: action = "busy"
        case .announcement(.refusal): action = "refusal"
        case .announcement(.numberRequest): action = "number-request"
        }
        (self.to, self.after, self.whenBusy) = (to, after, whenBusy)
    }
}

/// The same as Kamailio's module rtjson takes it: the places to try one after the other. Without any (`"routes": []`) `action` says what
/// the caller hears.
package struct CallRoutes: Encodable, Equatable {
    package struct Route: Encodable, Equatable {
        let uri: String
        /// Milliseconds until an answer at all, and until somebody takes the call.
        let fr_timer: Int
        let fr_inv_timer: Int

        /// - Parameter patience: milliseconds within which somebody must take the call.
        package init(uri: String, patience: Int) {
            (self.uri, fr_timer, fr_inv_timer) = (uri, CallRoutes.answer, patience)
        }
    }

    let success: Bool
    let version: String
    let routing: String
    let routes: [Route]
    let action: String
    let rule: String
    /// Of two places: in which cases the second is called, as in `CallLookupAnswer`.
    let after: Int?
    let whenBusy: Bool?

    /// Milliseconds within which whoever is asked must say something, and within which a telephone that rings must be taken.
    static let answer = 5_000
    package static let patience = 180_000

    init(_ number: PhoneNumber, _ decision: CallDecision, domain: String, write: (PhoneNumber) -> String) {
        let plain = CallLookupAnswer(number, decision)
        (success, version, routing, action, rule) = (true, "1.0", "serial", plain.action, plain.rule)
        (after, whenBusy) = (plain.after, plain.whenBusy)
        func route(_ number: PhoneNumber, patience: Int = CallRoutes.patience) -> Route {
            Route(uri: "sip:\(write(number))@\(domain);user=phone", patience: patience)
        }
        routes =
            switch decision.action {
            case .ring: [route(number)]
            case .forward(let destination): [route(destination)]
            // The second is called in the cases that `after` and `whenBusy` name, and in no other.
            case .ringFirst(let rescue):
                [
                    route(number, patience: rescue.noAnswerAfter.map { $0 * 1000 } ?? CallRoutes.patience),
                    route(rescue.destination),
                ]
            case .busy, .announcement: []
            }
    }
}
