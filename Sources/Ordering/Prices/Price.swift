package import CivilCalendar
import SQLite

/// What the site charges for (FEE-1). The raw value is what a price book calls it, and what is stored.
package enum PriceCode: String, Sendable, CaseIterable, StorableValue {
    /// 工事費 of Smart PBX, start of use: others than 付加機能.
    case start = "smart-pbx.start"
    /// 工事費, start of use: 付加機能, whichever has none of its own.
    case startOfFeature = "smart-pbx.start.feature"
    case startOfOfficeLink = "smart-pbx.start.office-link"
    /// 工事費, other work: others than 付加機能.
    case work = "smart-pbx.work"
    case workOnFeature = "smart-pbx.work.feature"
    case workOnOfficeLink = "smart-pbx.work.office-link"
    /// 付加機能利用料
    case flexibleInterConnect = "smart-pbx.flexible-interconnect"
    case officeLink = "smart-pbx.office-link"
    /// 内線番号（ID）
    case `extension` = "smart-pbx.extension"
    /// 追加 of 全体チャネル.
    case channel = "smart-pbx.channel"
    /// 工事費 of IP Voice: お申し込み直後に開通, and 工事日を指定.
    case immediateNumbers = "ip-voice.work.immediate"
    case datedNumbers = "ip-voice.work.dated"
    /// ダイヤルイン番号
    case number = "ip-voice.number"
    /// 番号ごと付加機能
    case numberFeature = "ip-voice.feature"
}

extension PriceCode {
    /// How often it is paid, whatever it costs.
    package var rhythm: PriceRhythm {
        switch self {
        case .start, .startOfFeature, .startOfOfficeLink, .work, .workOnFeature, .workOnOfficeLink, .immediateNumbers,
            .datedNumbers:
            .once
        case .flexibleInterConnect, .officeLink, .extension, .channel, .number, .numberFeature: .monthly
        }
    }
}

/// What a price is for one of.
package enum PriceUnit: String, Sendable, CaseIterable, StorableValue {
    case contract, work
    /// オンネットグループ
    case group
    /// 番号
    case number
    /// 内線番号（ID）
    case id
    case channel

    /// How many of it an order of so many numbers, IDs or channels has.
    func quantity(of count: Int) -> Int {
        switch self {
        case .contract, .work, .group: 1
        case .number, .id, .channel: count
        }
    }
}

/// How often it is paid.
package enum PriceRhythm: String, Sendable, CaseIterable, StorableValue {
    case once, monthly
}

/// One price, from a day on and perhaps through another. A value that exists is sound.
package struct Price: Sendable, Hashable {
    package let code: PriceCode
    /// What bills call it.
    package let item: String
    package let unit: PriceUnit
    /// Whole yen without tax; 0 is 「—」.
    package let amount: Int
    /// In per cent.
    package let taxRate: Int
    package let from: CivilDate
    /// The last day; nil: until further notice.
    package let until: CivilDate?
    /// Where it is agreed.
    package let source: String

    package static let amounts = 0...100_000_000
    package static let taxRates = 0...100
    /// Of item and source, in characters.
    package static let longestText = 80

    package init(
        _ code: PriceCode, _ item: String, per unit: PriceUnit, _ amount: Int,
        taxRate: Int = 10, from: CivilDate, until: CivilDate? = nil, source: String
    ) {
        (self.code, self.item, self.unit, self.amount) = (code, item, unit, amount)
        (self.taxRate, self.from, self.until, self.source) = (taxRate, from, until, source)
    }

    package var rhythm: PriceRhythm { code.rhythm }

    package func holds(on day: CivilDate) -> Bool {
        from.daysSince1970 <= day.daysSince1970 && day.daysSince1970 <= lastDay
    }

    /// Far away where there is none.
    var lastDay: Int { until?.daysSince1970 ?? .max }
}

/// How tax comes to whole yen, line by line.
package enum TaxRounding: String, Sendable, CaseIterable {
    case down, nearest, up

    /// The tax on so many yen.
    package func tax(on amount: Int, percent rate: Int) -> Int {
        switch self {
        case .down: amount * rate / 100
        case .nearest: (amount * rate + 50) / 100
        case .up: (amount * rate + 99) / 100
        }
    }
}

/// What an operator may set about fees.
package struct FeePolicy: Sendable, Equatable {
    package var rounding = TaxRounding.down
    /// FEE-5: work that is ordered here costs nothing.
    package var isPortalWorkFree = false

    package init() {}
}
