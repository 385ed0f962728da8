import Mustache
import Shell
import Telephony

struct BulkForwardingImportView: ViewModel {
    let state: BulkForwardingState
    let problems: [Problem]

    static let fields: ViewFields<BulkForwardingImportView> = [
        "file": { .object(FieldView("file", "", $0.problems)) },
        "total": { .text($0.state.numbers.inGroups) },
        "registered": { .text($0.state.destinations.inGroups) },
    ]
}

/// What an uploaded file would do, as `Templates/BulkForwarding/preview` draws it.
struct BulkForwardingPreviewView: ViewModel {
    let read: BulkForwardingFile
    let token: String
    let fileName: String
    let repairsLostZeros: Bool
    /// AUTH-13: somebody has changed destinations since the person looked.
    let hasChanged: Bool

    /// So many rows of each table are shown.
    static let mostRows = 100

    private var upload: BulkForwardingUpload { read.upload }
    private var isRight: Bool { upload.wrong.isEmpty }

    static let fields: ViewFields<BulkForwardingPreviewView> = [
        "upload": { .text($0.token) },
        "version": { .integer($0.read.facts.latestChange) },
        "repaired": { .flag($0.repairsLostZeros) },
        "hasChanged": { .flag($0.hasChanged) },
        "fileName": { .text($0.fileName.isEmpty ? "CSVファイル" : $0.fileName) },
        "added": { .text($0.upload.count(.added).inGroups) },
        "changed": { .text($0.upload.count(.changed).inGroups) },
        "deleted": { .text($0.upload.count(.deleted).inGroups) },
        "unchanged": { .text($0.upload.unchanged.inGroups) },
        "wrong": { .text($0.upload.wrong.count.inGroups) },
        "canApply": { .flag($0.isRight && !$0.upload.changes.isEmpty) },
        "nothingToDo": { .flag($0.isRight && $0.upload.changes.isEmpty) },
        "repair": { view in
            .object(ifAny: view.repairsLostZeros ? nil : CountView(view.upload.wrong.count { $0.fault.isLostZero }))
        },
        "errors": { view in
            .object(ifAny: CSVComplaintsView(view.upload.wrong.map(\.complaint)))
        },
        "changes": { view in
            view.isRight && !view.upload.changes.isEmpty ? .object(ChangesView(changes: view.upload.changes)) : .absent
        },
    ]
}

private struct ChangesView: ViewModel {
    let changes: [BulkForwardingUpload.Change]

    static let fields: ViewFields<ChangesView> = [
        "count": { .text($0.changes.count.inGroups) },
        "isMore": { .flag($0.changes.count > BulkForwardingPreviewView.mostRows) },
        "rows": { .list($0.changes.prefix(BulkForwardingPreviewView.mostRows).map(ChangeView.init)) },
    ]
}

private struct ChangeView: ViewModel {
    let change: BulkForwardingUpload.Change

    static let fields: ViewFields<ChangeView> = [
        "number": { .text($0.change.number.display) },
        "before": { .text(ifAny: $0.change.before?.display) },
        "after": { .text(ifAny: $0.change.after?.display) },
        "isNew": { .flag($0.change.kind == .added) },
        "isChange": { .flag($0.change.kind == .changed) },
        "isDeletion": { .flag($0.change.kind == .deleted) },
    ]
}
