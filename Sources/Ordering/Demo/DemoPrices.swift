package import CivilCalendar
package import SQLite
package import Telephony

/// The price book of the demonstration: what the terms say, and what the seeds leave out, each marked 見本. One of them changes soon.
package enum DemoPrices {
    /// From the day on which the demonstration begins.
    package static let daysToChange = 10

    /// Unless there is a book already.
    package static func add(on today: CivilDate, in language: Language, _ database: Connection) throws {
        guard try PriceStore.imported(database) == nil else { return }
        try PriceStore.set(PriceBook(PriceBook.ofTerms.prices + prices(on: today, in: language)), database)
    }

    private static func prices(on today: CivilDate, in language: Language) -> [Price] {
        let change = CivilDate(daysSince1970: today.daysSince1970 + daysToChange)
        let first = CivilDate(daysSince1970: today.daysSince1970 - 365)
        return values.flatMap { value in
            let name = { (amount: Int, from: CivilDate, until: CivilDate?) in
                Price(
                    value.code, specimen(value.code, in: language), per: value.unit, amount, from: from, until: until,
                    source: source(in: language))
            }
            guard let later = value.later else { return [name(value.amount, first, nil)] }
            let last = CivilDate(daysSince1970: change.daysSince1970 - 1)
            return [name(value.amount, first, last), name(later, change, nil)]
        }
    }

    private struct Value {
        let code: PriceCode
        let unit: PriceUnit
        let amount: Int
        var later: Int?
    }

    private static let values = [
        Value(code: .extension, unit: .id, amount: 300, later: 330),
        Value(code: .channel, unit: .channel, amount: 150),
        Value(code: .number, unit: .number, amount: 100, later: 120),
        Value(code: .datedNumbers, unit: .work, amount: 1_000, later: 1_200),
    ]
}
