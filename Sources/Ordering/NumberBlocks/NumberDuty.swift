import SQLite
import Shell
import Telephony

/// Numbers that have been unused long enough, and those whose code has expired, can be given again.
struct NumberDuty: Sendable {
    let policy: NumberPolicy
    let clock: OrderingClock

    /// In one transaction.
    private static let mostNumbers = 1_000
    private static let mostReservations = 1

    init(_ policy: NumberPolicy, _ clock: OrderingClock) { (self.policy, self.clock) = (policy, clock) }

    var duty: Duty {
        Duty("numbers that are free again", every: .minutes(10)) { services in try await run(services) }
    }

    func run(_ services: Services) async throws {
        let now = clock.now()
        while try await services.database.write({ [self] in try step(at: now, $0) }) {}
    }

    /// False: nothing is left to do.
    func step(at now: Moment, _ database: Connection) throws -> Bool {
        let expired = try NumberReservationStore.expired(at: now, atMost: Self.mostReservations, database)
        for reservation in expired {
            try NumberReservationStore.remove(reservation.code, database)
            try Actor.automaticOrdering(company: reservation.company, at: now).audit(
                "number-reservation.expired", subject: reservation.code.text, database)
        }
        let freed = try NumberBlockStore.free(
            endedBefore: now - .days(policy.quarantineDays), atMost: Self.mostNumbers, database)
        return expired.count == Self.mostReservations || freed == Self.mostNumbers
    }
}
