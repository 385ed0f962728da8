import Exchange
import Mustache
import Shell
import Telephony

/// 外線発信設定, as `Templates/ExtensionRouting/outgoing` draws it.
struct OutgoingView: ViewModel {
    let frame: ExtensionSettingsFrame
    let contract: ContractCode
    /// What can be shown.
    let lines: [OutsideLine]
    let ticks: ExtensionTicks
    let found: [OutgoingNumber]
    let seen: Int
    /// That was chosen.
    let number: String
    let problems: [Problem]
    let language: Language

    private var shown: ArraySlice<OutgoingNumber> { ticks.shown(found) }

    private var limited: [PhoneNumber: OutsideLine.NoEmergencyCalls] {
        Dictionary(
            lines.compactMap { line in line.noEmergencyCalls.map { (line.number, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    static let fields: ViewFields<OutgoingView> = [
        "frame": { .object($0.frame) },
        "path": { .text(OutgoingPage.page.of($0.contract)) },
        "exportPath": { .text(OutgoingPage.page.of($0.contract, OutgoingPage.export)) },
        "importPath": { .text(OutgoingImportKind.path(of: $0.contract)) },
        "seen": { .integer($0.seen) },
        "q": { .text($0.ticks.words) },
        "found": { .text($0.found.count.inGroups) },
        "chosen": { .text($0.ticks.chosen.sorted().map(\.hyphenated).joined(separator: " ")) },
        "chosenCount": { .text($0.ticks.chosen.count.inGroups) },
        "chosenError": { view in .text(ifAny: view.problems.first { $0.field == "chosen" }?.sentence) },
        "shown": { view in .text(view.shown.map(\.extension.hyphenated).joined(separator: " ")) },
        "number": { .object(FieldView("number", "", $0.problems)) },
        "isWithheld": { .flag($0.number == OutgoingPage.withheld) },
        "choices": { view in
            .list(
                view.lines.map { line in
                    OptionView(
                        value: line.number.digits, name: line.choice(in: view.language),
                        isChosen: line.number.digits == view.number)
                })
        },
        "hasLines": { .flag(!$0.lines.isEmpty) },
        "isLimited": { .flag(!$0.limited.isEmpty) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "rows": { view in
            let limited = view.limited
            return .list(
                view.shown.map { line in
                    OutgoingRowView(
                        line: line, isTicked: view.ticks.chosen.contains(line.extension),
                        noEmergency: line.shown.flatMap { limited[$0] }, language: view.language)
                })
        },
        "pages": { .list($0.ticks.pages(of: $0.found.count)) },
    ]
}

private struct OutgoingRowView: ViewModel {
    let line: OutgoingNumber
    let isTicked: Bool
    let noEmergency: OutsideLine.NoEmergencyCalls?
    let language: Language

    static let fields: ViewFields<OutgoingRowView> = [
        "control": { .text($0.line.extension.hyphenated) },
        "extension": { .text($0.line.extension.digits) },
        "name": { .text($0.line.name) },
        "isTicked": { .flag($0.isTicked) },
        "number": { view in .text(ifAny: view.line.shown?.display) },
        "noEmergency": { view in .text(ifAny: view.noEmergency?.sentence(in: view.language)) },
    ]
}
