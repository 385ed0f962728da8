import Exchange
import Mustache
import SQLite
import Shell
import Telephony

/// Numbers of a contract to be ticked, as `Templates/NumberPicking/picker` draws them, and what ends with them as `NumberPicking/ending` does.
struct NumberPickView: ViewModel {
    private let kind: OrderKind
    private let contract: ContractCode
    private let ticks: Ticks<PhoneNumber>
    /// Lowest first.
    private let chosen: [PhoneNumber]
    /// Those of the page, and how many there are.
    private let rows: [NumberPick]
    private let total: Int
    /// What ends with the chosen ones.
    private let uses: [NumberUse]
    private let isEndTicked: Bool
    private let problems: [Problem]
    private let language: Language

    /// So many chosen ones are named one by one.
    static let mostNamed = 100

    init(
        _ kind: OrderKind, of contract: ContractCode, _ ticks: Ticks<PhoneNumber>, isEndTicked: Bool,
        _ problems: [Problem], _ language: Language, _ database: Connection
    ) throws {
        (self.kind, self.contract, self.ticks, self.isEndTicked) = (kind, contract, ticks, isEndTicked)
        (self.problems, self.language) = (problems, language)
        chosen = ticks.chosen.sorted()
        let perPage = Ticks<PhoneNumber>.perPage
        rows = try NumberPick.find(
            kind, ticks.words, of: contract, atMost: perPage, after: (ticks.page - 1) * perPage, database)
        total = try NumberPick.count(kind, ticks.words, of: contract, database)
        uses =
            kind == .endNumbers
            ? try NumberUseStore.uses(of: chosen.prefix(Self.mostNamed), in: contract, database) : []
    }

    static let fields: ViewFields<NumberPickView> = [
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
                        pick: $0, contract: view.contract, isTicked: view.ticks.chosen.contains($0.number),
                        language: view.language)
                })
        },
        "pages": { .list($0.ticks.pages(of: $0.total)) },
        "uses": { view in .list(view.uses.map { $0.sentence(in: view.language) }) },
        "hasUses": { .flag(!$0.uses.isEmpty) },
        "isEndTicked": { .flag($0.isEndTicked) },
        "end": { view in .object(FieldView("end", "", view.problems)) },
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
