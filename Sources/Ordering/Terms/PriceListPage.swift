import CivilCalendar
import Mustache
import SQLite
import Shell
import Telephony

/// `/terms/prices`: the price book as it holds today, and what is known to change.
struct PriceListPage: Sendable {
    let desk: OrderDesk

    func view(in language: Language) throws -> any ViewModel {
        PriceListView(
            book: try desk.services.database.read(PriceStore.book), today: desk.clock.now().day, language: language)
    }
}

private struct PriceListView: ViewModel {
    let book: PriceBook
    let today: CivilDate
    let language: Language

    /// In the order of this site's codes.
    private func prices(_ rhythm: PriceRhythm) -> [Price] {
        PriceCode.allCases.filter { $0.rhythm == rhythm }.flatMap { code in
            book.prices.filter { $0.code == code && today.daysSince1970 <= $0.lastDay }
        }
    }

    static let fields: ViewFields<PriceListView> = [
        "today": { .text($0.today.text(in: $0.language)) },
        "edition": { view in .text(ifAny: view.book.edition(on: view.today)?.text(in: view.language)) },
        "rhythms": { view in
            .list(
                PriceRhythm.allCases.compactMap { rhythm in
                    let prices = view.prices(rhythm)
                    return prices.isEmpty
                        ? nil
                        : PriceRhythmView(rhythm: rhythm, prices: prices, today: view.today, language: view.language)
                })
        },
    ]
}

private struct PriceRhythmView: ViewModel {
    let rhythm: PriceRhythm
    let prices: [Price]
    let today: CivilDate
    let language: Language

    static let fields: ViewFields<PriceRhythmView> = [
        "id": { .text($0.rhythm.rawValue) },
        "heading": { .text(TermsWords.heading(of: $0.rhythm, in: $0.language)) },
        "prices": { view in
            .list(view.prices.map { PriceRowView(price: $0, today: view.today, language: view.language) })
        },
    ]
}

private struct PriceRowView: ViewModel {
    let price: Price
    let today: CivilDate
    let language: Language

    static let fields: ViewFields<PriceRowView> = [
        "item": { .text($0.price.item) },
        "unit": { .text($0.price.unit.name(in: $0.language)) },
        "amount": { .text(FeeWords.yen($0.price.amount, in: $0.language)) },
        "taxRate": { .integer($0.price.taxRate) },
        "isComing": { .flag($0.today.daysSince1970 < $0.price.from.daysSince1970) },
        "from": { .text($0.price.from.text(in: $0.language)) },
        "until": { view in .text(ifAny: view.price.until?.text(in: view.language)) },
        "source": { .text($0.price.source) },
    ]
}
