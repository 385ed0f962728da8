package import CivilCalendar
package import SQLite
package import Telephony

/// The terms of the demonstration: what the amendment of 2026-02-24 says, before and after, and a version that comes, all marked 見本.
package enum DemoTerms {
    /// From the day on which the demonstration begins: within the time in which it is told of.
    static let daysToChange = 20
    /// As the terms say it.
    static let compensableHours = 24

    /// Unless there are versions already.
    package static func add(on today: CivilDate, at now: Moment, in language: Language, _ database: Connection) throws {
        guard try ConsentStore.last(database) == 0,
            let first = CivilDate(year: 2025, month: 10, day: 1), let second = CivilDate(year: 2026, month: 2, day: 24)
        else { return }
        let coming = CivilDate(daysSince1970: today.daysSince1970 + daysToChange)
        for (day, edition) in [(first, Edition.before), (second, .amended), (coming, .coming)] {
            let text = text(of: edition, in: language)
            try ConsentStore.add(
                ConsentVersion(.terms, version: day.isoText, from: day, text: text), at: now, database)
        }
    }

    enum Edition { case before, amended, coming }
}
