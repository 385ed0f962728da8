package import CivilCalendar

/// All prices, of all days (FEE-1): read at one.
package struct PriceBook: Sendable, Equatable {
    /// By code, the earliest first.
    package let prices: [Price]

    /// Two prices of one thing on one day.
    package struct Overlap: Error, Sendable, Equatable {
        package let first: Price
        package let second: Price
    }

    /// Days between two prices of one thing on which it has none.
    package struct Gap: Sendable, Equatable {
        package let code: PriceCode
        package let from: CivilDate
        package let until: CivilDate
    }

    package init(_ prices: [Price]) throws(Overlap) {
        self.prices = prices.sorted { one, other in
            (one.code.rawValue, one.from.daysSince1970) < (other.code.rawValue, other.from.daysSince1970)
        }
        for (one, next) in zip(self.prices, self.prices.dropFirst())
        where one.code == next.code && next.from.daysSince1970 <= one.lastDay {
            throw Overlap(first: one, second: next)
        }
    }

    package var gaps: [Gap] {
        zip(prices, prices.dropFirst()).compactMap { one, next in
            guard one.code == next.code, let until = one.until?.daysSince1970,
                until + 1 < next.from.daysSince1970
            else { return nil }
            return Gap(
                code: one.code, from: CivilDate(daysSince1970: until + 1),
                until: CivilDate(daysSince1970: next.from.daysSince1970 - 1))
        }
    }

    package func price(of code: PriceCode, on day: CivilDate) -> Price? {
        prices.first { $0.code == code && $0.holds(on: day) }
    }

    /// 料金表の日付: the last day until then on which a price began or had ended.
    package func edition(on day: CivilDate) -> CivilDate? {
        changes.last { $0.daysSince1970 <= day.daysSince1970 }
    }

    /// The days on which something is another than the day before, in their order.
    package var changes: [CivilDate] {
        let days = prices.flatMap { [$0.from.daysSince1970] + ($0.until.map { [$0.daysSince1970 + 1] } ?? []) }
        return Set(days).sorted().map { CivilDate(daysSince1970: $0) }
    }

    /// What another book would change, in the order of this site's codes.
    package func difference(to new: PriceBook) -> [Change] {
        let key = { (price: Price) in Key(code: price.code, from: price.from) }
        let before = Dictionary(prices.map { (key($0), $0) }) { first, _ in first }
        let after = Dictionary(new.prices.map { (key($0), $0) }) { first, _ in first }
        let gone = prices.filter { after[key($0)] == nil }.map(Change.removed)
        return gone
            + new.prices.map { price in
                guard let old = before[key(price)] else { return .added(price) }
                return old == price ? .unchanged(price) : .changed(old, price)
            }
    }

    package enum Change: Sendable, Equatable {
        case unchanged(Price)
        case added(Price)
        case removed(Price)
        case changed(Price, Price)
    }

    private struct Key: Hashable {
        let code: PriceCode
        let from: CivilDate
    }
}
