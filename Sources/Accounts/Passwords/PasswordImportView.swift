import Mustache
import Shell
import Telephony

/// The form to choose a file, `Templates/Passwords/import`.
struct PasswordImportView: ViewModel {
    /// How many numbers can be set.
    let count: Int
    let job: PasswordJob?
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<PasswordImportView> = [
        "file": { .object(FieldView("file", "", $0.problems)) },
        "count": { .text($0.count.inGroups) },
        "job": { .object(ifAny: PasswordJobNoteView($0.job, in: $0.language)) },
    ]
}

/// What an uploaded file would do, `Templates/Passwords/import-preview`. No password is in it.
struct PasswordImportPreviewView: ViewModel {
    let file: PasswordImportFile
    let problems: [Problem]
    let language: Language

    private func count(_ standing: PasswordNumber.Standing...) -> String {
        file.entries.count { standing.contains($0.standing) }.inGroups
    }

    static let fields: ViewFields<PasswordImportPreviewView> = [
        "new": { .text($0.count(.none, .void)) },
        "replaced": { .text($0.count(.set, .mustChange)) },
        "total": { .text($0.file.entries.count.inGroups) },
        "numbers": { $0.file.wrong.isEmpty ? .object(PasswordImportNumbersView(view: $0)) : .absent },
        "minutes": { .text(ifAny: $0.minutes.map(\.inGroups)) },
    ]

    /// What the job will take, roughly, in minutes: a sixth of a second each. Nothing is said of less than one.
    private var minutes: Int? {
        let minutes = (file.entries.count + 359) / 360
        return file.entries.count > 100 ? minutes : nil
    }
}

private struct PasswordImportNumbersView: ViewModel {
    let view: PasswordImportPreviewView

    static let fields: ViewFields<PasswordImportNumbersView> = [
        "isMore": { .flag($0.view.file.entries.count > ImportState.mostShown) },
        "rows": { .list($0.rows) },
        "currentPassword": { .object(FieldView(CurrentPassword.field, "", $0.view.problems)) },
    ]

    private var rows: [PasswordImportEntryView] {
        view.file.entries.prefix(ImportState.mostShown).map {
            PasswordImportEntryView(entry: $0, language: view.language)
        }
    }
}

private struct PasswordImportEntryView: ViewModel {
    let entry: PasswordImportFile.Entry
    let language: Language

    static let fields: ViewFields<PasswordImportEntryView> = [
        "number": { .text($0.entry.number.display) },
        "standing": { .text($0.entry.standing.words(in: $0.language)) },
    ]
}
