import Exchange
import Mustache
import Shell
import Telephony

/// 番号の選択, as `Templates/ImmediateOrders/picker` draws it.
struct NumberPickerView: ViewModel {
    let frame: OrderFrame
    let kind: OrderKind
    let contract: VoiceContract
    /// Lowest first.
    let chosen: [PhoneNumber]
    let ticks: Ticks<PhoneNumber>
    /// Those of the page, and how many there are.
    let rows: [NumberPick]
    let total: Int
    /// What ends with the chosen ones.
    let uses: [NumberUse]
    let isEndTicked: Bool
    let problems: [Problem]
    let language: Language

    /// So many chosen ones are named.
    private static let mostNamed = 100

    static let fields: ViewFields<NumberPickerView> = [
        "frame": { .object($0.frame) },
        "contract": { .text($0.contract.code.text) },
        "group": { .text($0.contract.group.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "isAdding": { .flag($0.kind == .addNumbers) },
        "isEnding": { .flag($0.kind == .endNumbers) },
        "q": { .text($0.ticks.words) },
        "found": { .text($0.total.inGroups) },
        "chosenCount": { .text($0.chosen.count.inGroups) },
        "chosenError": { view in .text(ifAny: view.problems.first { $0.field == "chosen" }?.sentence) },
        "chosen": { view in .list(view.chosen.prefix(mostNamed).map { ChosenNumberView(number: $0) }) },
        "isMoreChosen": { .flag($0.chosen.count > mostNamed) },
        "shown": { view in .text(view.rows.filter(\.isPickable).map(\.number.tickName).joined(separator: " ")) },
        "table": { $0.rows.isEmpty ? .absent : .object($0) },
        "rows": { view in
            .list(
                view.rows.map {
                    PickedRowView(
                        pick: $0, contract: view.contract.code, isTicked: view.ticks.chosen.contains($0.number),
                        language: view.language)
                })
        },
        "pages": { .list($0.ticks.pages(of: $0.total)) },
        "uses": { view in .list(view.uses.map { $0.sentence(in: view.language) }) },
        "hasUses": { .flag(!$0.uses.isEmpty) },
        "isEndTicked": { .flag($0.isEndTicked) },
        "end": { view in .object(FieldView("end", "", view.problems)) },
        "importPath": { view in
            .text(
                ifAny: view.kind == .changeFeatures
                    ? nil : "\(view.frame.flowPath)/import?draft=\(view.frame.draft?.id ?? 0)")
        },
    ]
}

private struct ChosenNumberView: ViewModel {
    let number: PhoneNumber

    static let fields: ViewFields<ChosenNumberView> = [
        "number": { .text($0.number.display) },
        "name": { .text($0.number.tickName) },
    ]
}

private struct PickedRowView: ViewModel {
    let pick: NumberPick
    let contract: ContractCode
    let isTicked: Bool
    let language: Language

    static let fields: ViewFields<PickedRowView> = [
        "name": { .text($0.pick.number.tickName) },
        "number": { .text($0.pick.number.display) },
        "contract": { .text($0.contract.text) },
        "base": { .text($0.pick.base.display) },
        "isBase": { .flag($0.pick.number == $0.pick.base) },
        "count": { .text($0.pick.dialInCount.inGroups) },
        "features": { view in .text(ifAny: view.pick.features.text(in: view.language)) },
        "isTicked": { .flag($0.isTicked) },
        "isPickable": { .flag($0.pick.isPickable) },
    ]
}
