/// Something that an order costs, before it is known on which day.
package struct FeeItem: Sendable, Equatable {
    /// What its amount is about. The raw value is what is stored.
    package enum Part: String, Sendable, CaseIterable {
        /// 工事費, once.
        case work
        /// 月額料金 that begins, and that ends.
        case monthly, ending
    }

    package let part: Part
    /// The first that has a price on the day is it: work on a 付加機能 that has none of its own falls under 付加機能, else under others.
    package let codes: [PriceCode]
    /// So many numbers, IDs or channels it is about.
    package let count: Int

    package init(_ part: Part, _ codes: [PriceCode], count: Int = 1) {
        (self.part, self.codes, self.count) = (part, codes, count)
    }

    /// What it is, where it has no price.
    var code: PriceCode? { codes.first }
}

/// 付加機能 of Smart PBX (S002, 別表1).
package enum SmartPBXFeature: Sendable {
    case flexibleInterConnect, officeLink
}

/// 工事費 of Smart PBX (FEE-2): once an order and オンネットグループ, however many numbers it is about (FEE-5).
extension FeeItem {
    /// 利用の開始に関する工事
    package static func start(of feature: SmartPBXFeature? = nil) -> FeeItem {
        switch feature {
        case nil: FeeItem(.work, [.start])
        case .flexibleInterConnect: FeeItem(.work, [.startOfFeature, .start])
        case .officeLink: FeeItem(.work, [.startOfOfficeLink, .startOfFeature, .start])
        }
    }

    /// 上記以外に関する工事
    package static func otherWork(on feature: SmartPBXFeature? = nil) -> FeeItem {
        switch feature {
        case nil: FeeItem(.work, [.work])
        case .flexibleInterConnect: FeeItem(.work, [.workOnFeature, .work])
        case .officeLink: FeeItem(.work, [.workOnOfficeLink, .workOnFeature, .work])
        }
    }

    /// 月額料金 that changes by so many; nothing where there is no change.
    package static func monthly(_ code: PriceCode, by change: Int) -> [FeeItem] {
        change == 0 ? [] : [FeeItem(change > 0 ? .monthly : .ending, [code], count: abs(change))]
    }
}
