import Exchange
import HTTP
import Mustache
import Shell
import Telephony

/// Rows to type, or, where there are more than fit on a screen, a list of them.
struct SmartPBXExtensionsView: ViewModel {
    let frame: OrderFrame
    /// What there is; nil for a new contract.
    let contract: SmartPBXContent?
    let night: NightChoice
    let answers: SmartPBXOrderAnswers
    let problems: [Problem]
    let reports: [LineReport]
    let typed: Form
    let page: Int
    /// The row to type into next.
    let focus: Int?
    let language: Language

    private var rows: [ExtensionRows.Row] { answers.rows.all }
    private var isTyped: Bool { rows.count <= ExtensionRows.mostOnScreen }
    private var filled: Int { answers.rows.withoutEmpty.all.count }

    /// As many as there will be, as far as that is known.
    private var counted: Int {
        guard let contract else { return filled == 0 ? answers.count ?? 0 : filled }
        return contract.extensions.count + (answers.changesNumbers ? filled : 0)
    }

    private var plan: NumberPlan? { contract?.plan ?? answers.plan }

    static let fields: ViewFields<SmartPBXExtensionsView> = [
        "frame": { .object($0.frame) },
        "existing": { view in
            .object(ifAny: view.contract.map { SmartPBXPresentView(content: $0, language: view.language) })
        },
        "change": { view in
            view.contract == nil ? .absent : .object(ChangeChoiceView(answers: view.answers, problems: view.problems))
        },
        "night": { .object($0.night.view($0.problems, in: $0.language)) },
        "isTyped": { .flag($0.isTyped) },
        "rowCount": { .integer($0.rows.count) },
        "rowCountText": { .text($0.filled.inGroups) },
        "rows": { view in .list(view.isTyped ? view.rowViews(view.rows, from: 0) : []) },
        "listed": { view in .list(view.isTyped ? [] : view.shown) },
        "pager": { view in .object(ifAny: view.pager) },
        "rowsError": { view in .text(ifAny: view.problems.first { $0.field == "rows" }?.sentence) },
        "siteDigits": { .integer($0.plan?.siteDigits ?? 0) },
        "deviceDigits": { .integer($0.plan?.deviceDigits ?? 0) },
        "counted": { .text($0.counted.inGroups) },
        "basic": { .integer(Channels(extensions: $0.counted, added: 0).basic) },
        "addedChannels": { view in .object(FieldView("addedChannels", "", view.problems)) },
        "channelChoices": { view in .list(view.channelChoices) },
        "seriesSite": { .object(FieldView("series-site", $0.typed["series-site"] ?? "", $0.problems)) },
        "seriesDevice": { .object(FieldView("series-device", $0.typed["series-device"] ?? "", $0.problems)) },
        "seriesCount": { .object(FieldView("series-count", $0.typed["series-count"] ?? "", $0.problems)) },
        "paste": { view in
            .object(FieldView("paste", view.problems.isEmpty ? "" : view.typed["paste"] ?? "", view.problems))
        },
        "reports": { .object(ifAny: LineReportsView($0.reports)) },
        "importPath": { view in .text("\(view.frame.flowPath)/import?draft=\(view.frame.draft?.id ?? 0)") },
        "downloadPath": { view in .text("\(view.frame.flowPath)/extensions.csv?draft=\(view.frame.draft?.id ?? 0)") },
    ]

    private var channelChoices: [ChannelChoice] {
        let last = contract.map { SmartPBXChange.channelsToAdd(to: $0, with: 0) } ?? Channels.choices(extensions: 1)
        return ChannelChoice.all(upTo: last.last ?? 0, chosen: answers.addedChannels)
    }

    private func rowViews(_ rows: [ExtensionRows.Row], from first: Int) -> [RowView] {
        rows.enumerated().map { place, row in
            RowView(
                row: row, place: first + place, isFocused: first + place == focus, problems: problems,
                language: language)
        }
    }

    private var shown: [RowView] {
        let first = (page - 1) * ExtensionRows.mostOnScreen
        return rowViews(Array(rows.dropFirst(first).prefix(ExtensionRows.mostOnScreen)), from: first)
    }

    private var pager: PagerView? {
        isTyped
            ? nil
            : PagerView(total: rows.count, perPage: ExtensionRows.mostOnScreen, page: page) { page in
                "\(frame.here)?draft=\(frame.draft?.id ?? 0)&page=\(page)"
            }
    }
}

private struct RowView: ViewModel {
    let row: ExtensionRows.Row
    let place: Int
    let isFocused: Bool
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<RowView> = [
        "place": { .text("\($0.place)") },
        "number": { .text(($0.place + 1).inGroups) },
        "site": { .object(FieldView("site-\($0.place)", $0.row.site, $0.problems)) },
        "device": { .object(FieldView("device-\($0.place)", $0.row.device, $0.problems)) },
        "isFocused": { .flag($0.isFocused) },
        "kind": { .object(FieldView("kind-\($0.place)", "", $0.problems)) },
        "isSmartphone": { .flag(DeviceKind(word: $0.row.kind) == .smartphone) },
        "isComputer": { .flag(DeviceKind(word: $0.row.kind) == .computer) },
        "kindName": { .text(DeviceKind(word: $0.row.kind)?.name(in: $0.language) ?? $0.row.kind) },
    ]
}

struct ChannelChoice: ViewModel {
    let value: Int
    let isChosen: Bool

    static func all(upTo last: Int, chosen: Int) -> [ChannelChoice] {
        stride(from: 0, through: last, by: Channels.step).map { ChannelChoice(value: $0, isChosen: $0 == chosen) }
    }

    static let fields: ViewFields<ChannelChoice> = [
        "value": { .integer($0.value) },
        "isChosen": { .flag($0.isChosen) },
    ]
}
