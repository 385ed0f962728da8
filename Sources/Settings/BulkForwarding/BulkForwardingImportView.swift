import Mustache
import Shell
import Telephony

struct BulkForwardingImportView: ViewModel {
    let state: BulkForwardingState
    let destinations: Destination.Policy
    let problems: [Problem]

    static let fields: ViewFields<BulkForwardingImportView> = [
        "allows060": { .flag($0.destinations.allowsMobile060) },
        "file": { .object(FieldView("file", "", $0.problems)) },
        "total": { .text($0.state.tally.numbers.inGroups) },
        "registered": { .text($0.state.tally.destinations.inGroups) },
    ]
}

/// What an uploaded file would do, as `Templates/BulkForwarding/preview` draws it.
struct BulkForwardingPreviewView: ViewModel {
    let upload: BulkForwardingUpload
    let state: ImportState
    let language: Language
    /// Nil where nobody need be asked.
    let consequence: BulkForwardingConsequence?
    let serviceVersion: Int

    private var isRight: Bool { upload.wrong.isEmpty }

    static let fields: ViewFields<BulkForwardingPreviewView> = [
        "version": { .integer($0.upload.facts.latestChange) },
        "agreed": { .text(ifAny: $0.consequence?.agreement) },
        "serviceVersion": { .integer($0.serviceVersion) },
        "consequence": { view in
            .object(ifAny: view.consequence.map { BulkForwardingConsequenceView($0, view.language) })
        },
        "hasChanged": { .flag($0.state.hasChanged) },
        "added": { .text($0.upload.count(.added).inGroups) },
        "changed": { .text($0.upload.count(.changed).inGroups) },
        "deleted": { .text($0.upload.count(.deleted).inGroups) },
        "unchanged": { .text($0.upload.unchanged.inGroups) },
        "canApply": { .flag($0.isRight && !$0.upload.changes.isEmpty) },
        "nothingToDo": { .flag($0.isRight && $0.upload.changes.isEmpty) },
        "changes": { view in
            view.isRight && !view.upload.changes.isEmpty ? .object(ChangesView(changes: view.upload.changes)) : .absent
        },
    ]
}

private struct ChangesView: ViewModel {
    let changes: [BulkForwardingUpload.Change]

    static let fields: ViewFields<ChangesView> = [
        "count": { .text($0.changes.count.inGroups) },
        "isMore": { .flag($0.changes.count > ImportState.mostShown) },
        "rows": { .list($0.changes.prefix(ImportState.mostShown).map(ChangeView.init)) },
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
