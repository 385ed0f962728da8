import CivilCalendar
package import Telephony

/// The liability clock (LIAB-1): pure.
package enum Outages {
    /// So long without a break from 知った時刻; exactly so long is long enough. 目安 counts in the same.
    package static let least: Duration = .hours(24)

    static let limits: [String: Int] = ["outageHours": least.inHours]

    /// S002, Art. 15, as it reads on a day.
    package enum Terms: Sendable {
        case before
        /// From 2026-02-24 on: 特定協定事業者 too.
        case amended

        package init(at moment: Moment) {
            let day = moment.day
            self = (day.year, day.month, day.day) < (2026, 2, 24) ? .before : .amended
        }
    }

    /// Why an outage is not compensable. The raw value is what a report says.
    package enum Obstacle: String, Sendable, CaseIterable {
        case part
        case customer = "cause-customer"
        case other = "cause-other"
        /// The terms that hold for it know no 特定協定事業者.
        case carrierBefore = "carrier-before-2026-02-24"
        case carrierWithoutJointPrices = "carrier-without-joint-prices"
        case carrierCompensates = "carrier-compensates"
        /// It ended before.
        case tooShort = "too-short"
        /// It goes on, and may come to be.
        case notYet = "not-yet"
    }
}

extension Outage {
    /// The terms in force at 知った時刻 hold for the whole of it.
    package var terms: Outages.Terms { Outages.Terms(at: knownAt) }

    package var isRunning: Bool { recoveredAt == nil }

    /// When it has been, or will be, long enough.
    package var reachesLeast: Moment { knownAt + Outages.least }

    /// From 知った時刻 to its end, or so far.
    package func length(at now: Moment) -> Duration { max(.zero, (recoveredAt ?? now) - knownAt) }

    /// Multiples of 24 hours, not days of the calendar.
    package func wholeDays(at now: Moment) -> Int {
        Int(length(at: now).milliseconds / Outages.least.milliseconds)
    }

    /// All that is in the way of its being compensable; nothing: it is.
    package func obstacles(at now: Moment) -> [Outages.Obstacle] {
        var found: [Outages.Obstacle] = reach == .part ? [.part] : []
        found += ofCause
        if wholeDays(at: now) == 0 { found.append(isRunning ? .notYet : .tooShort) }
        return found
    }

    private var ofCause: [Outages.Obstacle] {
        switch cause {
        case .ours: return []
        case .customer: return [.customer]
        case .other: return [.other]
        case .carrier:
            if terms == .before { return [.carrierBefore] }
            return (hasJointPrices ? [] : [.carrierWithoutJointPrices])
                + (carrierCompensates ? [.carrierCompensates] : [])
        }
    }
}
