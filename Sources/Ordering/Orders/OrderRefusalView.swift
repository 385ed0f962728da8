import Exchange
import Mustache
import Shell
import Telephony

/// Why 申し込む was not taken, and what can be done (HOURS-2, 4 to 6).
struct OrderRefusalView: ViewModel {
    let refusal: OrderRefusal
    let draft: OrderDraft.Reference
    /// Of the page that the person comes from.
    let back: String
    /// Where the wish goes to have it handed in later.
    let automatic: String
    /// What was seen of the fees.
    let fees: String
    let language: Language

    static let fields: ViewFields<OrderRefusalView> = [
        "sentence": { .text($0.refusal.sentence(in: $0.language)) },
        "isClosed": { view in if case .closed = view.refusal { .flag(true) } else { .flag(false) } },
        "order": { .text(ifAny: $0.refusal.order?.text) },
        "draft": { .integer($0.draft.id) },
        "version": { .integer($0.draft.version) },
        "back": { .text($0.back) },
        "fees": { .text($0.fees) },
        "automatic": { .text($0.automatic) },
    ]
}

extension OrderRefusal {
    /// The order that stands in the way.
    var order: OrderNumber? {
        switch self {
        case .alreadyOrdered(let number), .orderOpen(let number, _, _), .oneADay(let number, _, _),
            .unsettled(let number, _, _):
            number
        case .noRight, .closed, .draftGone, .draftChanged, .held, .contractChanged, .windowPassed, .consentsChanged,
            .feesChanged:
            nil
        }
    }
}
