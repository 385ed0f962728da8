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
