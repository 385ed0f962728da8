package import CivilCalendar
package import Telephony

/// 目安 (LIAB-2): for each whole 24 hours from 知った時刻, the monthly fees as they are on the day on which these begin, divided by the
/// days of that day's month. Whole yen, rounded down once, at the end.
package struct OutageEstimate: Sendable, Equatable {
    /// Days one after the other that are reckoned alike.
    package struct Part: Sendable, Equatable {
        package let first: CivilDate
        package let days: Int
        /// Of a month, as the price book has it on the first.
        package let monthly: FeeSheet
        package let daysOfMonth: Int

        var fees: FeeAmounts { FeeSheet.total(of: monthly.lines) }
    }

    package let parts: [Part]

    package var days: Int { parts.reduce(0) { $0 + $1.days } }

    /// With tax. Months have 28 to 31 days, so that the parts of a yen add up in these.
    package var yen: Int {
        let unit = 28 * 29 * 30 * 31
        var (whole, rest) = (0, 0)
        for part in parts {
            let gross = part.fees.gross
            whole += gross / part.daysOfMonth * part.days
            rest += gross % part.daysOfMonth * part.days * (unit / part.daysOfMonth)
        }
        return whole + rest / unit
    }

    /// Nil where one of the days has a part without a price: 別途ご案内.
    /// - Parameter items: what the contract has, as far as it is paid by the month.
    package init?(
        of outage: Outage, at now: Moment, _ items: [FeeItem], _ book: PriceBook, _ policy: FeePolicy
    ) {
        let first = outage.knownAt.day.daysSince1970
        let changes = Set(book.changes.map(\.daysSince1970))
        var parts: [Part] = []
        for day in first..<first + outage.wholeDays(at: now) {
            let date = CivilDate(daysSince1970: day)
            if let last = parts.last, date.day != 1, !changes.contains(day) {
                parts[parts.count - 1] = last.longer
                continue
            }
            let sheet = book.sheet(items, on: date, policy)
            guard sheet.lines.allSatisfy({ $0.amounts != nil }) else { return nil }
            parts.append(Part(first: date, days: 1, monthly: sheet, daysOfMonth: date.daysOfMonth))
        }
        self.parts = parts
    }
}

extension OutageEstimate.Part {
    fileprivate var longer: Self {
        Self(first: first, days: days + 1, monthly: monthly, daysOfMonth: daysOfMonth)
    }
}

extension CivilDate {
    fileprivate var daysOfMonth: Int {
        (29...31).last { CivilDate(year: year, month: month, day: $0) != nil } ?? 28
    }
}
