import Mustache
import Shell
import Telephony

/// The form to choose a file, `Templates/OneTimePasswords/import`.
struct OneTimePasswordImportView: ViewModel {
    let coversContract: Bool
    let number: PhoneNumber
    let job: PasswordJob?
    let problems: [Problem]

    static let fields: ViewFields<OneTimePasswordImportView> = [
        "file": { .object(FieldView("file", "", $0.problems)) },
        "coversContract": { .flag($0.coversContract) },
        "number": { .text($0.number.display) },
        "job": { .object(ifAny: $0.job.map { PasswordJobNoteView(job: $0) }) },
    ]
}

/// What an uploaded file would do, `Templates/OneTimePasswords/import-preview`. No secret is in it.
struct OneTimePasswordPreviewView: ViewModel {
    let file: OneTimePasswordFile
    let token: String
    let version: String
    let fileName: String
    let digits: String
    let problems: [Problem]

    /// So many rows of each table are shown.
    static let mostRows = 100

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
        "upload": { .text($0.token) },
        "version": { .text($0.version) },
        "digits": { .text($0.digits) },
        "fileName": { .text($0.fileName.isEmpty ? "CSVファイル" : $0.fileName) },
        "registered": { .text($0.registered.inGroups) },
        "stopped": { .text($0.stopped.inGroups) },
        "secrets": { .text($0.secrets.inGroups) },
        "unchanged": { .text(($0.file.entries.count - $0.changes.count).inGroups) },
        "wrong": { .text($0.file.wrong.count.inGroups) },
        "errors": { .object(ifAny: CSVComplaintsView($0.file.wrong.map(\.complaint))) },
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
        "isMore": { .flag($0.view.changes.count > OneTimePasswordPreviewView.mostRows) },
        "isBehind": { .flag(!$0.view.file.hashed.isEmpty) },
        "rows": { .list($0.view.changes.prefix(OneTimePasswordPreviewView.mostRows).map(ChangeView.init)) },
    ]
}

private struct ChangeView: ViewModel {
    let entry: OneTimePasswordFile.Entry

    private var words: String {
        switch entry.action {
        case .register: "利用する（本登録のメールを送る）"
        case .stop: "利用しない"
        case .changeSecrets: "確認用ID・確認用パスワードの変更"
        case .nothing: ""
        }
    }

    private var address: String? {
        if case .register(let address, _, _) = entry.action { address.text } else { nil }
    }

    static let fields: ViewFields<ChangeView> = [
        "number": { .text($0.entry.number.display) },
        "words": { .text($0.words) },
        "address": { .text(ifAny: $0.address) },
    ]
}
