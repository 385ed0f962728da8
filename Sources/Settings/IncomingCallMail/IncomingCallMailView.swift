import Mustache
import Telephony

/// The mail about a call (CALLMAIL-2). The caller stands in its text only: subjects show on locked screens.
struct IncomingCallMailView: ViewModel {
    let result: CallResult
    let language: Language

    static let fields: ViewFields<IncomingCallMailView> = [
        "at": { .text($0.result.at.dateAndTimeText(in: $0.language)) },
        "called": { .text($0.result.called.display) },
        "caller": { .text($0.result.caller.words(in: $0.language)) },
        "outcome": { .text($0.result.outcome.words(in: $0.language)) },
        "destination": { view in
            guard case .forwarded(let number) = view.result.outcome else { return .absent }
            return .text(number.display)
        },
    ]
}

/// The mail about the calls of which none was written.
struct IncomingCallMailPaceView: ViewModel {
    let pace: IncomingCallMail.Pace
    let number: PhoneNumber
    let language: Language

    static let fields: ViewFields<IncomingCallMailPaceView> = [
        "since": { .text($0.pace.since.dateAndTimeText(in: $0.language)) },
        "number": { .text($0.number.display) },
        "told": { .text($0.pace.told.inGroups) },
        "untold": { .text($0.pace.untold.inGroups) },
        "minutes": { _ in .integer(IncomingCallMail.paceMinutes) },
    ]
}
