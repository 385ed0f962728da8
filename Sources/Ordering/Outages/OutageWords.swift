import CivilCalendar
import Shell
import Telephony

extension Outages {
    static func vocabulary(in language: Language) -> EventVocabulary<Employee> {
        switch language {
        case .japanese:
            EventVocabulary(
                group: "障害",
                events: ["ordering.outage.added": "障害の記録", "ordering.outage.ended": "障害の回復時刻の記録"],
                isShown: { $0.rights.knows(.smartPBX) })
        }
    }
}

extension Outage.Reach {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .whole): "全部（まったく利用できない、または同じ程度）"
        case (.japanese, .part): "一部"
        }
    }
}

extension Outage.Cause {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .ours): "当社"
        case (.japanese, .carrier): "特定協定事業者"
        case (.japanese, .customer): "お客様"
        case (.japanese, .other): "その他"
        }
    }
}

/// Sentences about outages.
enum OutageWords {
    /// 「53時間20分」, 「23時間59分59秒」
    static func length(_ length: Duration, in language: Language) -> String {
        let (hours, minutes, seconds) = (length.inHours, length.inMinutes % 60, length.inSeconds % 60)
        switch language {
        case .japanese: return "\(hours.inGroups)時間\(minutes)分" + (seconds == 0 ? "" : "\(seconds)秒")
        }
    }

    /// Where the 24-hour clock stands.
    static func clock(of outage: Outage, at now: Moment, in language: Language) -> String {
        let passed = outage.length(at: now)
        // Of a clock that runs the seconds are gone before they are read.
        let length = length(outage.isRunning ? .minutes(passed.inMinutes) : passed, in: language)
        let least = Outages.least.inHours
        let reached = outage.reachesLeast.dateAndTimeText(in: language)
        switch language {
        case .japanese:
            guard outage.isRunning else {
                return outage.wholeDays(at: now) == 0
                    ? "\(length)で回復しました。連続\(least)時間に達していません。"
                    : "\(length)続きました。\(reached)に連続\(least)時間に達しました。"
            }
            return outage.wholeDays(at: now) == 0
                ? "知った時刻から\(length)たちました。\(reached)に連続\(least)時間に達します。"
                : "知った時刻から\(length)たちました。\(reached)に連続\(least)時間に達しました。"
        }
    }

    /// Why it is not compensable.
    static func sentence(of obstacle: Outages.Obstacle, _ outage: Outage, in language: Language) -> String {
        let least = Outages.least.inHours
        switch (language, obstacle) {
        case (.japanese, .part):
            return "全く利用できない状態（すべての通信に著しい支障が生じ、同じ程度となる状態を含みます）ではありません。"
        case (.japanese, .customer): return "当社の責めに帰すべき理由によるものではありません（お客様）。"
        case (.japanese, .other): return "当社の責めに帰すべき理由によるものではありません（その他）。"
        case (.japanese, .carrierBefore):
            return "知った時刻に適用されていた約款では、特定協定事業者の責めに帰すべき理由によるものは含まれません。"
        case (.japanese, .carrierWithoutJointPrices):
            return "特定協定事業者の責めに帰すべき理由によるもので、当社がその提供区間と合わせて料金を設定していません。"
        case (.japanese, .carrierCompensates):
            return "特定協定事業者が、その契約約款と料金表の定めるところにより賠償します。"
        case (.japanese, .tooShort): return "知った時刻から連続\(least)時間に達する前に回復しました。"
        case (.japanese, .notYet):
            return "\(outage.reachesLeast.dateAndTimeText(in: language))まで続くと、連続\(least)時間に達します。"
        }
    }

    /// 「990円」; nothing is 0円.
    static func yen(_ amount: Int, in language: Language) -> String {
        switch language {
        case .japanese: "\(amount.inGroups)円"
        }
    }

    /// 「2026年11月16日から2日分：月額料金14,850円（税込）÷30日×2日」
    static func reckoning(of part: OutageEstimate.Part, in language: Language) -> String {
        let (first, fees) = (part.first.text(in: language), yen(part.fees.gross, in: language))
        return switch language {
        case .japanese: "\(first)から\(part.days)日分：月額料金\(fees)（税込）÷\(part.daysOfMonth)日×\(part.days)日"
        }
    }

    /// 「内線番号（ID）の利用料：1IDごとに300円×45ID＝13,500円（税込14,850円）」
    static func fee(_ line: FeeLine, in language: Language) -> String {
        let (net, gross) = (line.words(line.amounts?.net, in: language), line.words(line.amounts?.gross, in: language))
        let quantity = line.unit.map { $0.quantity(line.quantity, in: language) }
        switch language {
        case .japanese:
            let many = line.price == 0 ? "" : "\(line.priceWords(in: language))×\(quantity ?? "")＝"
            return "\(line.name(in: language))：\(many)\(net)（税込\(gross)）"
        }
    }

    /// 「いま続いている障害が1件あります。」
    static func running(_ count: Int, in language: Language) -> String {
        switch language {
        case .japanese: "いま続いている障害が\(count.inGroups)件あります。"
        }
    }
}
