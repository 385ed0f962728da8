package import CivilCalendar
import Crypto
import Encodings

/// What an order costs on a day, line by line (FEE-3, 4).
package struct FeeSheet: Sendable, Equatable {
    /// 開通日, of which the prices are.
    package let day: CivilDate
    /// 料金表の日付
    package let edition: CivilDate?
    package let lines: [FeeLine]

    package init(day: CivilDate, edition: CivilDate?, lines: [FeeLine]) {
        (self.day, self.edition, self.lines) = (day, edition, lines)
    }

    /// What a form carries of the fees that its page has shown: another day alone is no other fee.
    package var mark: String {
        let text = lines.map { line in
            "\(line.item.part.rawValue) \(line.code.rawValue) \(line.name ?? "-") \(line.quantity) \(line.amounts.map { "\($0.net) \($0.tax)" } ?? "-")"
        }
        return String(Hex.encode(SHA256.hash(Array(text.joined(separator: "\n").utf8))).prefix(16))
    }

    package func lines(of part: FeeItem.Part) -> [FeeLine] { lines.filter { $0.item.part == part } }

    /// Of the lines that have a price.
    package static func total(of lines: [FeeLine]) -> FeeAmounts {
        lines.compactMap(\.amounts).reduce(FeeAmounts(net: 0, tax: 0)) { sum, amounts in
            FeeAmounts(net: sum.net + amounts.net, tax: sum.tax + amounts.tax)
        }
    }
}

/// One line of what an order costs.
package struct FeeLine: Sendable, Equatable {
    package let item: FeeItem
    /// That of the price, or of what has none.
    package let code: PriceCode
    /// What the price book calls it; nil: it has no price.
    package let name: String?
    package let unit: PriceUnit?
    package let quantity: Int
    /// Of one, without tax.
    package let price: Int?
    /// Nil: 別途ご案内
    package let amounts: FeeAmounts?
    package let source: String

    package init(
        _ item: FeeItem, _ code: PriceCode, name: String?, unit: PriceUnit?, quantity: Int, price: Int?,
        amounts: FeeAmounts?, source: String
    ) {
        (self.item, self.code, self.name, self.unit, self.quantity) = (item, code, name, unit, quantity)
        (self.price, self.amounts, self.source) = (price, amounts, source)
    }

    /// Whether both say the same to who pays, whatever number there is of it.
    func costsAs(_ other: FeeLine) -> Bool {
        name == other.name && unit == other.unit && price == other.price && amounts == other.amounts
    }
}

/// Whole yen.
package struct FeeAmounts: Sendable, Equatable {
    package let net: Int
    package let tax: Int

    package init(net: Int, tax: Int) { (self.net, self.tax) = (net, tax) }

    package var gross: Int { net + tax }
}

extension PriceBook {
    /// What the items cost on a day.
    package func sheet(_ items: [FeeItem], on day: CivilDate, _ policy: FeePolicy) -> FeeSheet {
        FeeSheet(day: day, edition: edition(on: day), lines: items.compactMap { line($0, on: day, policy) })
    }

    private func line(_ item: FeeItem, on day: CivilDate, _ policy: FeePolicy) -> FeeLine? {
        let isFree = item.part == .work && policy.isPortalWorkFree
        guard let price = item.codes.lazy.compactMap({ self.price(of: $0, on: day) }).first else {
            return item.code.map {
                FeeLine(
                    item, $0, name: nil, unit: nil, quantity: item.count, price: isFree ? 0 : nil,
                    amounts: isFree ? FeeAmounts(net: 0, tax: 0) : nil, source: "")
            }
        }
        let (quantity, amount) = (price.unit.quantity(of: item.count), isFree ? 0 : price.amount)
        let net = quantity * amount
        return FeeLine(
            item, price.code, name: price.item, unit: price.unit, quantity: quantity, price: amount,
            amounts: FeeAmounts(net: net, tax: policy.rounding.tax(on: net, percent: price.taxRate)),
            source: price.source)
    }

    /// The first day after `day` (and through `last`) from which the items cost something else, with what they cost then.
    package func change(
        of items: [FeeItem], after day: CivilDate, through last: CivilDate? = nil, _ policy: FeePolicy
    ) -> FeeSheet? {
        let now = sheet(items, on: day, policy)
        for change in changes where change.daysSince1970 > day.daysSince1970 {
            if let last, change.daysSince1970 > last.daysSince1970 { return nil }
            let then = sheet(items, on: change, policy)
            if then.lines != now.lines { return then }
        }
        return nil
    }
}
