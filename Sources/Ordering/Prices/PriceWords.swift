import CivilCalendar
package import Telephony

extension PriceBook {
    /// What the terms of Smart PBX say (S002, in force 2026-02-24, with what it was before), and that numbers of お申し込み直後に開通 cost no
    /// work (S001). What else things cost the seeds leave out.
    package static let ofTerms = PriceBook.ofTerms(in: .japanese)

    private static func ofTerms(in language: Language) -> PriceBook {
        guard let first = CivilDate(year: 2025, month: 10, day: 1), let new = CivilDate(year: 2026, month: 2, day: 24)
        else { return empty }
        let old = CivilDate(daysSince1970: new.daysSince1970 - 1)
        return switch language {
        case .japanese:
            built([
                Price(
                    .start, "工事費（利用の開始）", per: .group, 14_000, from: first, source: "料金表第2表第1 2 ア"),
                Price(
                    .startOfFeature, "工事費（利用の開始・付加機能）", per: .work, 4_200, from: first, until: old,
                    source: "料金表第2表第1 2 ア"),
                Price(
                    .startOfOfficeLink, "工事費（利用の開始・オフィスリンククラウド接続機能）", per: .group, 100_000,
                    from: new, source: "料金表第2表第1 2 ア"),
                Price(
                    .work, "工事費（利用の開始以外）", per: .group, 7_000, from: first, source: "料金表第2表第1 2 イ"),
                Price(
                    .workOnFeature, "工事費（利用の開始以外・付加機能）", per: .work, 4_200, from: first, until: old,
                    source: "料金表第2表第1 2 イ"),
                Price(
                    .workOnOfficeLink, "工事費（利用の開始以外・オフィスリンククラウド接続機能）", per: .group, 0,
                    from: new, source: "料金表第2表第1 2 イ"),
                Price(
                    .flexibleInterConnect, "付加機能利用料（Flexible InterConnect接続機能）", per: .contract, 0,
                    from: first, source: "料金表第1表 2-3"),
                Price(
                    .officeLink, "付加機能利用料（オフィスリンククラウド接続機能）", per: .contract, 50_000, from: new,
                    source: "料金表第1表 2-3"),
                Price(
                    .immediateNumbers, "工事費（お申し込み直後に開通）", per: .work, 0, from: first,
                    source: "お申し込み操作ガイド"),
            ])
        }
    }

    static let empty = built([])

    /// Of prices that stand here; that they do not overlap is proved by a test.
    static func built(_ prices: [Price]) -> PriceBook {
        (try? PriceBook(prices)) ?? empty
    }
}

extension PriceCode {
    /// What it is called where no price book calls it something.
    func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .start: "工事費（利用の開始）"
            case .startOfFeature: "工事費（利用の開始・付加機能）"
            case .startOfOfficeLink: "工事費（利用の開始・オフィスリンククラウド接続機能）"
            case .work: "工事費（利用の開始以外）"
            case .workOnFeature: "工事費（利用の開始以外・付加機能）"
            case .workOnOfficeLink: "工事費（利用の開始以外・オフィスリンククラウド接続機能）"
            case .flexibleInterConnect: "付加機能利用料（Flexible InterConnect接続機能）"
            case .officeLink: "付加機能利用料（オフィスリンククラウド接続機能）"
            case .extension: "内線番号（ID）の利用料"
            case .channel: "追加チャネルの利用料"
            case .immediateNumbers: "工事費（お申し込み直後に開通）"
            case .datedNumbers: "工事費（工事日指定）"
            case .number: "ダイヤルイン番号の利用料"
            case .numberFeature: "番号ごと付加機能の利用料"
            }
        }
    }
}

extension PriceUnit {
    /// 「1契約」
    package func name(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .contract: "1契約"
            case .work: "1工事"
            case .group: "1オンネットグループ"
            case .number: "1番号"
            case .id: "1ID"
            case .channel: "1チャネル"
            }
        }
    }

    /// 「3番号」
    func quantity(_ count: Int, in language: Language) -> String {
        switch language {
        case .japanese: count.inGroups + name(in: language).dropFirst()
        }
    }
}

extension FeeItem.Part {
    /// Above its lines.
    func heading(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .work: "工事費（一時金）"
            case .monthly: "このお申し込みで増える月額料金"
            case .ending: "このお申し込みでなくなる月額料金"
            }
        }
    }
}

extension FeeLine {
    func name(in language: Language) -> String { name ?? code.name(in: language) }

    /// 「14,000円」, 「無料」, 「別途ご案内」: never 0円 (FEE-3).
    func words(_ amount: Int?, in language: Language) -> String {
        switch language {
        case .japanese: amount.map { $0 == 0 ? "無料" : "\($0.inGroups)円" } ?? "別途ご案内"
        }
    }

    /// 「1IDごとに300円」
    func priceWords(in language: Language) -> String {
        switch language {
        case .japanese:
            (price == nil || price == 0 ? "" : unit.map { "\($0.name(in: language))ごとに" } ?? "")
                + words(price, in: language)
        }
    }
}
