import Mustache
import Shell
import Telephony

/// The form to choose a file, `Templates/OneTimePasswords/import`.
struct OneTimePasswordImportView: ViewModel {
    let coversContract: Bool
    let number: PhoneNumber
    let job: PasswordJob?
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<OneTimePasswordImportView> = [
        "file": { .object(FieldView("file", "", $0.problems)) },
        "coversContract": { .flag($0.coversContract) },
        "number": { .text($0.number.display) },
        "job": { .object(ifAny: PasswordJobNoteView($0.job, in: $0.language)) },
    ]
}

/// What an uploaded file would do, `Templates/OneTimePasswords/import-preview`. No secret is in it.
struct OneTimePasswordPreviewView: ViewModel {
    let file: OneTimePasswordFile
    let version: String
    let digits: String
    let language: Language
    let problems: [Problem]

    fileprivate var changes: [OneTimePasswordFile.Entry] {
        file.entries.filter { if case .nothing = $0.action { false } else { true } }
    }

    fileprivate var registered: Int { count { if case .register = $0 { true } else { false } } }
    fileprivate var stopped: Int { count { if case .stop = $0 { true } else { false } } }
    fileprivate var secrets: Int { count { if case .changeSecrets = $0 { true } else { false } } }

    private func count(_ isCounted: (OneTimePasswordFile.Action) -> Bool) -> Int {
        file.entries.count { isCounted($0.action) }
    }

    static let fields: ViewFields<OneTimePasswordPreviewView> = [
        "version": { .text($0.version) },
        "digits": { .text($0.digits) },
        "registered": { .text($0.registered.inGroups) },
        "stopped": { .text($0.stopped.inGroups) },
        "secrets": { .text($0.secrets.inGroups) },
        "unchanged": { .text(($0.file.entries.count - $0.changes.count).inGroups) },
        "nothingToDo": { .flag($0.file.wrong.isEmpty && $0.changes.isEmpty) },
        "changes": { $0.file.wrong.isEmpty && !$0.changes.isEmpty ? .object(ChangesView(view: $0)) : .absent },
        "currentPassword": { .object(FieldView(CurrentPassword.field, "", $0.problems)) },
    ]
}

private struct ChangesView: ViewModel {
    let view: OneTimePasswordPreviewView

    static let fields: ViewFields<ChangesView> = [
        "count": { .text($0.view.changes.count.inGroups) },
        "registers": { .flag($0.view.registered > 0) },
        "stops": { .flag($0.view.stopped > 0) },
        "changesSecrets": { .flag($0.view.secrets > 0) },
        "isMore": { .flag($0.view.changes.count > ImportState.mostShown) },
        "isBehind": { .flag(!$0.view.file.hashed.isEmpty) },
        "rows": { changes in
            let view = changes.view
            return .list(
                view.changes.prefix(ImportState.mostShown).map { ChangeView(entry: $0, language: view.language) })
        },
    ]
}

private struct ChangeView: ViewModel {
    let entry: OneTimePasswordFile.Entry
    let language: Language

    private var address: String? {
        if case .register(let address, _, _) = entry.action { address.text } else { nil }
    }

    static let fields: ViewFields<ChangeView> = [
        "number": { .text($0.entry.number.display) },
        "words": { .text($0.entry.action.words(in: $0.language)) },
        "address": { .text(ifAny: $0.address) },
    ]
}
