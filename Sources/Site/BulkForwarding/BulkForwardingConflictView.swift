import Mustache

/// AUTH-13: what is stored now and what was typed, for each number that somebody else was quicker with.
struct BulkForwardingConflictView: ViewModel {
    let action: String
    let form: BulkForwardingListForm
    let rows: [BulkForwarding.Row]
    let latest: BulkForwardingHistoryStore.Entry?

    static let fields: ViewFields<BulkForwardingConflictView> = [
        "action": { .text($0.action) },
        "at": { .text(ifAny: $0.latest?.at.dateAndTimeText) },
        "atISO": { .text(ifAny: $0.latest?.at.machineText) },
        "by": { .text(ifAny: $0.latest?.author.text) },
        "kept": { .list($0.kept) },
        "rows": { .list($0.choices) },
    ]

    /// What else was typed goes along unseen.
    private var kept: [HiddenView] {
        let numbers = Set(rows.map(\.number))
        return form.entries.filter { !numbers.contains($0.number) }.flatMap { entry in
            [
                HiddenView(name: "destination-\(entry.number.digits)", value: entry.typed),
                HiddenView(name: "version-\(entry.number.digits)", value: entry.shown.text),
            ]
        }
    }

    private var choices: [ChoiceView] {
        rows.compactMap { row in
            form.entries.first { $0.number == row.number }.map { ChoiceView(row: row, entry: $0) }
        }
    }
}

private struct HiddenView: ViewModel {
    let name: String
    let value: String

    static let fields: ViewFields<HiddenView> = ["name": { .text($0.name) }, "value": { .text($0.value) }]
}

private struct ChoiceView: ViewModel {
    let row: BulkForwarding.Row
    let entry: BulkForwardingListForm.Entry

    static let fields: ViewFields<ChoiceView> = [
        "number": { .text($0.row.number.display) },
        "digits": { .text($0.row.number.digits) },
        "version": { .text(BulkForwardingShown($0.row).text) },
        "wasShown": { .flag($0.entry.shown.destination != nil) },
        "before": { .text(ifAny: $0.entry.shown.destination.flatMap(PhoneNumber.init(clean:))?.display) },
        "stored": { .text(ifAny: $0.row.destination?.display) },
        "typed": {
            .text(ifAny: $0.entry.typed.isEmpty ? nil : PhoneNumber($0.entry.typed)?.display ?? $0.entry.typed)
        },
        "typedValue": { .text($0.entry.typed) },
    ]
}
