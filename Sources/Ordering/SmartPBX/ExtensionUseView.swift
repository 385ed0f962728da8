import Mustache
import Shell
import Telephony

/// What goes with extensions that are to go, as `Templates/SmartPBX/uses` draws it.
struct ExtensionUseView: ViewModel {
    let use: ExtensionUse
    let language: Language

    /// Nil where nothing does.
    init?(_ use: ExtensionUse, in language: Language) {
        if use.isNothing { return nil }
        (self.use, self.language) = (use, language)
    }

    private func groups(_ names: [ExtensionGroup.Name]) -> String? {
        names.isEmpty ? nil : ExtensionGroup.Name.words(names, in: language)
    }

    static let fields: ViewFields<ExtensionUseView> = [
        "groups": { .text(ifAny: $0.groups($0.use.groups)) },
        "emptied": { .text(ifAny: $0.groups($0.use.emptied)) },
        "goingOn": { .text(ifAny: $0.groups($0.use.goingOn)) },
        "lines": { view in
            .text(
                ifAny: view.use.lines.isEmpty
                    ? nil : ExtensionUse.names(view.use.lines.map(\.display), in: view.language))
        },
        "showing": { view in .object(ifAny: CountView(view.use.showing)) },
        "absences": { view in
            .text(
                ifAny: view.use.absences.isEmpty
                    ? nil : ExtensionUse.names(view.use.absences.map(\.hyphenated), in: view.language))
        },
    ]
}
