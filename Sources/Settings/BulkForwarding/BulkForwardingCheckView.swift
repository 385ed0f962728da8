import Mustache
import Shell
import Telephony

/// What a change would do to calls, shown before it is made, as `Templates/BulkForwarding/check` draws it (FWD-13, FWD-14).
struct BulkForwardingCheckView: ViewModel {
    let consequence: BulkForwardingConsequence
    let language: Language
    /// Where the word is sent, and what goes with it.
    let path: String
    let kept: [(name: String, value: String)]
    /// Where one comes back to without changing anything.
    let back: String
    /// What was typed can be corrected.
    let canRevise: Bool
    /// Of the state of the service, for who would rather stop it.
    let serviceVersion: Int

    /// So many numbers of each kind are listed.
    static let mostListed = 100

    static let fields: ViewFields<BulkForwardingCheckView> = [
        "path": { .text($0.path) },
        "kept": { .list($0.kept.map(KeptView.init)) },
        "agreed": { .text($0.consequence.agreement) },
        "back": { .text($0.back) },
        "canRevise": { .flag($0.canRevise) },
        "version": { .integer($0.serviceVersion) },
        "consequence": { .object(BulkForwardingConsequenceView($0.consequence, $0.language)) },
    ]
}

/// The words and lists of a consequence, on the check page and in the preview of a file.
struct BulkForwardingConsequenceView: ViewModel {
    let consequence: BulkForwardingConsequence
    let language: Language

    init(_ consequence: BulkForwardingConsequence, _ language: Language) {
        self.consequence = consequence
        self.language = language
    }

    static let fields: ViewFields<BulkForwardingConsequenceView> = [
        "isOn": { .flag($0.consequence.isOn) },
        "busy": { .object(ifAny: NumberListView($0.consequence.busy)) },
        "leavesNothing": { .flag($0.consequence.leavesNothing) },
        "inside": { .object(ifAny: NumberListView($0.consequence.inside)) },
        "touched": { view in
            .list(
                view.consequence.touched.prefix(BulkForwardingCheckView.mostListed).map {
                    TouchedView(touched: $0, language: view.language)
                })
        },
        "moreTouched": { .object(ifAny: CountView($0.consequence.touched.count - BulkForwardingCheckView.mostListed)) },
    ]
}

private struct KeptView: ViewModel {
    let name: String
    let value: String

    static let fields: ViewFields<KeptView> = ["name": { .text($0.name) }, "value": { .text($0.value) }]
}

private struct TouchedView: ViewModel {
    let touched: BulkForwardingConsequence.Touched
    let language: Language

    static let fields: ViewFields<TouchedView> = [
        "number": { .text($0.touched.number.display) },
        "before": { .text($0.touched.before.words(in: $0.language)) },
        "after": { .text($0.touched.after.words(in: $0.language)) },
    ]
}

/// How many numbers, and the first of them; nil for none.
struct NumberListView: ViewModel {
    let numbers: [PhoneNumber]

    init?(_ numbers: [PhoneNumber]) {
        if numbers.isEmpty { return nil }
        self.numbers = numbers
    }

    static let fields: ViewFields<NumberListView> = [
        "count": { .text($0.numbers.count.inGroups) },
        "numbers": { .list($0.numbers.prefix(BulkForwardingCheckView.mostListed).map(NumberView.init)) },
        "more": { .object(ifAny: CountView($0.numbers.count - BulkForwardingCheckView.mostListed)) },
    ]
}

struct NumberView: ViewModel {
    let number: PhoneNumber

    static let fields: ViewFields<NumberView> = ["number": { .text($0.number.display) }]
}
