import Contracts
import Mustache
import Shell
import Telephony

/// What every page about a number's service says first: which number, and what one should know.
struct NumberFrameView: ViewModel {
    let service: NumberService
    let number: PhoneNumber
    /// Whether the person may set other numbers too.
    let hasOthers: Bool
    let remarks: [String]
    let language: Language

    static let fields: ViewFields<NumberFrameView> = [
        "serviceName": { .text($0.service.service.name(in: $0.language)) },
        "servicePath": { .text($0.service.path) },
        "numberPath": { .text($0.service.path(of: $0.number)) },
        "query": { .text("?\(NumberService.field)=\($0.number.digits)") },
        "number": { .text($0.number.display) },
        "digits": { .text($0.number.digits) },
        "hasOthers": { .flag($0.hasOthers) },
        "remarks": { .list($0.remarks.map { SpokenText($0) }) },
    ]
}

/// 入力.
struct NumberFormInputView: ViewModel {
    let frame: NumberFrameView
    let version: Int
    /// The form's own controls.
    let input: any ViewModel
    let said: Said?

    struct Said: ViewModel {
        let heading: String
        let sentence: String

        static let fields: ViewFields<Said> = [
            "heading": { .text($0.heading) },
            "sentence": { .text($0.sentence) },
        ]
    }

    static let fields: ViewFields<NumberFormInputView> = [
        "frame": { .object($0.frame) },
        "version": { .integer($0.version) },
        "input": { .object($0.input) },
        "said": { .object(ifAny: $0.said) },
    ]
}

/// 確認.
struct NumberFormCheckView: ViewModel {
    struct Row: ViewModel {
        let label: String
        let before: String
        let after: String
        let isNumbers: Bool

        static let fields: ViewFields<Row> = [
            "label": { .text($0.label) },
            "before": { .object(SpokenText($0.before)) },
            "after": { .object(SpokenText($0.after)) },
            "isChanged": { .flag($0.before != $0.after) },
            "isNumbers": { .flag($0.isNumbers) },
        ]
    }

    let frame: NumberFrameView
    let title: String
    let path: String
    let rows: [Row]
    let effects: [NumberEffect]
    let kept: [(name: String, value: String)]

    static let fields: ViewFields<NumberFormCheckView> = [
        "frame": { .object($0.frame) },
        "formTitle": { .text($0.title) },
        "path": { .text($0.path) },
        "rows": { .list($0.rows) },
        "effects": { .list($0.effects) },
        "kept": { .list($0.kept.map { KeptView(name: $0.name, value: $0.value) }) },
    ]
}

extension NumberEffect: ViewModel {
    static let fields: ViewFields<NumberEffect> = [
        "label": { .text($0.label) },
        "before": { .object(SpokenText($0.before)) },
        "after": { .object(SpokenText($0.after)) },
        "isSame": { .flag($0.before == $0.after) },
    ]
}

private struct KeptView: ViewModel {
    let name: String
    let value: String

    static let fields: ViewFields<KeptView> = ["name": { .text($0.name) }, "value": { .text($0.value) }]
}
