import HTTP
import SQLite
import Synchronization
import Telephony

/// Refusals of people who are signed in, in the log, and those of forms in the trail too, by number and request, so that the
/// two can be read together. Of one account a few a minute: nobody fills the trail with them.
final class RefusalTrail: Sendable {
    static let mostPerMinute = 5

    private struct Minute {
        var startedAt: Moment
        var count: Int
    }

    private let minutes = Mutex<[String: Minute]>([:])

    /// A trail that cannot be written keeps nobody from being refused.
    func tell<Person: Visitor>(
        _ refusal: PageRefusal, _ visit: Visit<Person>, _ services: Services, _ sessions: Sessions<Person>
    ) async {
        guard takes(visit.person.account, at: visit.now) else { return }
        services.log(
            .warning, "refused to somebody signed in",
            [
                "request": visit.request.id, "account": visit.person.account, "path": visit.request.path,
                "why": "\(refusal)",
            ])
        // To ask for a page changes nothing.
        guard visit.request.method == .post else { return }
        try? await services.database.write { try sessions.refused(visit, visit.request.id, $0) }
    }

    private func takes(_ account: String, at now: Moment) -> Bool {
        minutes.withLock { minutes in
            // Those of the minute are few: each has somebody signed in behind it.
            minutes = minutes.filter { now - $0.value.startedAt < .minutes(1) && now >= $0.value.startedAt }
            var minute = minutes[account] ?? Minute(startedAt: now, count: 0)
            minute.count += 1
            minutes[account] = minute
            return minute.count <= RefusalTrail.mostPerMinute
        }
    }
}
