import SQLite
import Shell
import Telephony

/// HOURS-3: every page tells of maintenance from a week before until it is over.
struct OrderHoursBanner: Sendable {
    let clock: OrderingClock

    @Sendable
    func banner(_ person: Employee, _ language: Language, _ database: Connection) throws -> Banner? {
        let now = clock.now()
        guard let next = try MaintenanceStore.all(after: now, database).first, next.begin - now <= Maintenance.notice
        else { return nil }
        return Banner(
            sentence: next.announcement(in: language), isAlarm: next.begin <= now, since: next.begin, byWhom: nil,
            link: nil, in: language)
    }
}
