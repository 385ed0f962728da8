import CivilCalendar
import Telephony

/// Sentences about what orders cost.
enum FeeWords {
    static func yen(_ amount: Int, in language: Language) -> String {
        switch language {
        case .japanese: amount == 0 ? "無料" : "\(amount.inGroups)円"
        }
    }

    /// Of which day the prices are.
    static func basis(_ sheet: FeeSheet, isDated: Bool, in language: Language) -> String {
        let (day, edition) = (sheet.day.text(in: language), sheet.edition?.text(in: language))
        return switch language {
        case .japanese:
            "\(isDated ? "工事日" : "開通日")（\(day)）の料金です。" + (edition.map { "料金表は\($0)版です。" } ?? "")
        }
    }

    /// Between today and 工事日 something has changed.
    static func changed(until sheet: FeeSheet, in language: Language) -> String {
        switch language {
        case .japanese:
            "工事日（\(sheet.day.text(in: language))）までに料金が変わります。お申し込みの料金は、本日ではなく工事日の料金です。"
        }
    }

    /// 日時変更 over a change.
    static func moved(to sheet: FeeSheet, in language: Language) -> String {
        let day = sheet.day.text(in: language)
        return switch language {
        case .japanese:
            "まだ変更していません。工事日を\(day)に変更すると、料金が次のように変わります。よければ、もう一度「工事日を変更する」を押してください。"
        }
    }

    static func changes(
        _ later: FeeSheet, after sheet: FeeSheet, isDated: Bool, crossesMidnight: Bool, in language: Language
    ) -> String {
        let day = later.day.text(in: language)
        switch language {
        case .japanese:
            if isDated {
                return "\(day)から料金が変わります。工事日がこの日以降になると、お申し込みの料金も変わります。月額料金は、この日から変わります。"
            }
            let isNextDay = later.day.daysSince1970 == sheet.day.daysSince1970 + 1
            let night = crossesMidnight && isNextDay ? "工事が翌日にかかっても、工事費は開通日の料金です。" : ""
            return "\(day)から料金が変わります。\(night)工事費は、開通日がこの日より前なら変わりません。月額料金は、この日から変わります。"
        }
    }

    /// 「内線番号（ID）の利用料：1IDごとに300円 → 1IDごとに330円」
    static func change(from old: FeeLine, to new: FeeLine, in language: Language) -> String {
        switch language {
        case .japanese:
            "\(new.name(in: language))：\(old.priceWords(in: language)) → \(new.priceWords(in: language))（税抜）"
        }
    }
}
