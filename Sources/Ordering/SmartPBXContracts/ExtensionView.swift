import Mustache
import Shell
import Telephony

/// An extension in a list.
struct ExtensionView: ViewModel {
    let line: Extension
    let language: Language

    static let fields: ViewFields<ExtensionView> = [
        "site": { .text($0.line.number.site) },
        "device": { .text($0.line.number.device) },
        "digits": { .text($0.line.number.digits) },
        "kind": { .text($0.line.device.name(in: $0.language)) },
    ]
}
