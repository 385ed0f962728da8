import CivilCalendar
import Mustache
import Shell
import Telephony

/// What an order costs, as `Templates/Prices/fees` draws it (FEE-3, 4).
struct FeeSheetView: ViewModel {
    let sheet: FeeSheet
    /// Of an order with a day of its own: 工事日, else 開通日.
    var isDated = false
    /// Another 工事日 has been chosen, and `today` is what it cost on the one before.
    var isMoving = false
    /// What it would cost today, where that is something else.
    var today: FeeSheet?
    /// From when on it costs something else.
    var later: FeeSheet?
    /// Its work may end on the day after.
    var crossesMidnight = false
    /// Another amount has been seen before.
    var isRepriced = false
    /// It is still to be applied for: a form carries what is seen.
    var isPlanned = false
    let language: Language

    static let fields: ViewFields<FeeSheetView> = [
        "mark": { .text($0.sheet.mark) },
        "isPlanned": { .flag($0.isPlanned) },
        "isRepriced": { .flag($0.isRepriced) },
        "basis": { .text(FeeWords.basis($0.sheet, isDated: $0.isDated, in: $0.language)) },
        "parts": { view in
            .list(
                FeeItem.Part.allCases.compactMap { part in
                    let lines = view.sheet.lines(of: part)
                    return lines.isEmpty ? nil : FeePartView(part: part, lines: lines, language: view.language)
                })
        },
        "hasNoMonthly": {
            $0.isPlanned && $0.sheet.lines.allSatisfy { $0.item.part == .work } ? .flag(true) : .flag(false)
        },
        "today": { view in
            .object(
                ifAny: view.today.map {
                    FeeChangeView(
                        sentence: view.isMoving
                            ? FeeWords.moved(to: view.sheet, in: view.language)
                            : FeeWords.changed(until: view.sheet, in: view.language), before: $0,
                        after: view.sheet, language: view.language)
                })
        },
        "later": { view in
            .object(
                ifAny: view.later.map {
                    FeeChangeView(
                        sentence: FeeWords.changes(
                            $0, after: view.sheet, isDated: view.isDated, crossesMidnight: view.crossesMidnight,
                            in: view.language), before: view.sheet, after: $0, language: view.language)
                })
        },
    ]
}

private struct FeePartView: ViewModel {
    let part: FeeItem.Part
    let lines: [FeeLine]
    let language: Language

    private var total: FeeAmounts { FeeSheet.total(of: lines) }

    static let fields: ViewFields<FeePartView> = [
        "id": { .text($0.part.rawValue) },
        "heading": { .text($0.part.heading(in: $0.language)) },
        "lines": { view in .list(view.lines.map { FeeLineView(line: $0, language: view.language) }) },
        "net": { view in .text(ifAny: view.isPriced ? FeeWords.yen(view.total.net, in: view.language) : nil) },
        "gross": { view in .text(ifAny: view.isPriced ? FeeWords.yen(view.total.gross, in: view.language) : nil) },
        "isPartly": { .flag($0.isPriced && $0.lines.contains { $0.amounts == nil }) },
    ]

    private var isPriced: Bool { lines.contains { $0.amounts != nil } }
}

private struct FeeLineView: ViewModel {
    let line: FeeLine
    let language: Language

    static let fields: ViewFields<FeeLineView> = [
        "name": { .text($0.line.name(in: $0.language)) },
        "price": { .text($0.line.priceWords(in: $0.language)) },
        "quantity": { view in
            .text(ifAny: view.line.unit.map { $0.quantity(view.line.quantity, in: view.language) })
        },
        "net": { .text($0.line.words($0.line.amounts?.net, in: $0.language)) },
        "gross": { .text($0.line.words($0.line.amounts?.gross, in: $0.language)) },
    ]
}

/// Which lines become others, in words.
private struct FeeChangeView: ViewModel {
    let sentence: String
    let before: FeeSheet
    let after: FeeSheet
    let language: Language

    static let fields: ViewFields<FeeChangeView> = [
        "sentence": { .text($0.sentence) },
        "lines": { view in
            .list(
                view.after.lines.compactMap { after in
                    guard let before = view.before.lines.first(where: { $0.item == after.item }),
                        !before.costsAs(after)
                    else { return nil }
                    return FeeWords.change(from: before, to: after, in: view.language)
                })
        },
    ]
}
