import Mustache
import Telephony

/// 操作履歴 as `Templates/Shell/history` draws it.
struct HistoryView: ViewModel {
    let search: HistorySearch
    let problems: [Problem]
    /// nil when the search cannot be made.
    let page: History.Page?
    let isWhole: Bool
    let groups: [String]
    let canUndo: Bool
    let language: Language

    static let fields: ViewFields<HistoryView> = [
        "q": { .object(FieldView("q", $0.search.typed, $0.problems)) },
        "from": { .object(FieldView("from", $0.search.typedFrom, $0.problems)) },
        "to": { .object(FieldView("to", $0.search.typedTo, $0.problems)) },
        "kinds": { .list($0.kinds) },
        "isNarrowed": { .flag($0.search.isNarrowed) },
        "isWhole": { .flag($0.isWhole) },
        "isFirst": { .flag($0.search.place == nil) },
        "isEmpty": { .flag($0.page?.lines.isEmpty ?? false) },
        "table": { $0.page?.lines.isEmpty == false ? .object($0) : .absent },
        "lines": { .list($0.page?.lines ?? []) },
        "older": { view in
            .text(ifAny: view.page?.end.map { History.path + view.search.query(from: $0) })
        },
        "lookedUntil": { .text(ifAny: $0.lookedUntil?.dateAndTimeText(in: $0.language)) },
        "export": { .text("\(History.path)/export.csv" + $0.search.query()) },
        "canUndo": { .flag($0.canUndo) },
    ]

    private var kinds: [KindView] {
        groups.map { KindView(name: $0, isChosen: $0 == search.kind) }
    }

    /// A search that ended at its limit and not at a full page.
    private var lookedUntil: Moment? {
        guard search.looksAtEachLine, let page, let end = page.end, page.lines.count < History.linesPerPage else {
            return nil
        }
        return end.at
    }
}

private struct KindView: ViewModel {
    let name: String
    let isChosen: Bool

    static let fields: ViewFields<KindView> = [
        "name": { .text($0.name) },
        "isChosen": { .flag($0.isChosen) },
    ]
}

extension HistoryEntry: ViewModel {
    static let fields: ViewFields<HistoryEntry> = [
        "at": { .text($0.line.place.at.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.line.place.at.machineText) },
        "what": { .text($0.what) },
        "subject": { .text(ifAny: $0.subject.isEmpty ? nil : $0.subject) },
        "change": { $0.values == nil ? .absent : .object($0) },
        "was": { .text(ifAny: $0.values?.was) },
        "is": { .text($0.values?.is ?? "") },
        "by": { .text(ifAny: $0.by.isEmpty ? nil : $0.by) },
        "from": { .text(ifAny: $0.from.isEmpty || $0.from == $0.by ? nil : $0.from) },
    ]
}
