import Telephony

extension OrderRefusal {
    /// What programs look at.
    var publicCode: String {
        switch self {
        case .noRight: "no-right"
        case .closed: "closed"
        case .alreadyOrdered: "already-ordered"
        case .draftGone, .draftChanged, .contractChanged: "contract-changed"
        case .orderOpen: "order-open"
        case .oneADay: "one-a-day"
        case .held: "held"
        case .unsettled: "unsettled"
        case .windowPassed: "window-passed"
        case .consentsChanged: "agreement"
        case .feesChanged: "fees"
        }
    }

    /// From when on it does not stand in the way any more, where that is known.
    var end: Moment? {
        switch self {
        case .closed(let closing): closing.until
        case .orderOpen(_, _, let day), .oneADay(_, _, let day), .held(_, let day): Moment(startOf: day)
        case .unsettled(_, _, let moment): moment
        case .noRight, .alreadyOrdered, .draftGone, .draftChanged, .contractChanged, .windowPassed, .consentsChanged,
            .feesChanged:
            nil
        }
    }
}
