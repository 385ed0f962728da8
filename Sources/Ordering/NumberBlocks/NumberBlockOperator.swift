package import Exchange
package import SQLite
import Shell
package import Telephony

/// What the operator says of the numbers there are, with its lines in the audit trail.
package enum NumberBlockOperator {
    package enum Fault: Error, Sendable, Equatable {
        /// They are not all of one kind, or too many.
        case numbers
        /// They do not all begin with it, or it is too short or too long.
        case area
        case overlaps(NumberBlock)
    }

    /// Returns how many of its numbers are in use already.
    /// - Parameter inUse: numbers that somebody has already, in the block or elsewhere.
    /// - Throws: `Fault`.
    @discardableResult
    package static func add(
        area: String, first: PhoneNumber, count: Int, inUse: [PhoneNumber], at now: Moment, _ database: Connection
    ) throws -> Int {
        guard let run = NumberRun(first: first, count: count), let kind = VoiceNumberKind(first) else {
            throw Fault.numbers
        }
        let isSound = kind == .ip ? area == VoiceNumberKind.ipArea : NumberBlock.areaDigits.contains(area.utf8.count)
        guard isSound, [run.first, run.last].allSatisfy({ $0.digits.hasPrefix(area) }) else { throw Fault.area }
        if let other = try NumberBlockStore.block(overlapping: run, database) { throw Fault.overlaps(other) }
        try NumberBlockStore.add(run, area: area, database)
        let own = inUse.filter { run.places.contains($0.place) }
        try NumberBlockStore.giveDirectly(own, database)
        try Actor.operatorOfOrdering(company: nil, at: now).audit(
            "number-block.added", subject: area, after: "\(run.first) \(run.last)", database)
        return Set(own).count
    }

    // MARK: 予約コード

    package enum ReservationFault: Error, Sendable, Equatable {
        case count
        case tooFew(free: Int)
        case unknown
        case used(OrderNumber)
    }

    /// - Parameter area: as of a block.
    /// - Throws: `ReservationFault`.
    package static func reserve(
        _ count: Int, in area: String, of company: Int, _ policy: NumberPolicy, random: (Int) -> [UInt8],
        at now: Moment, _ database: Connection
    ) throws -> NumberReservation {
        guard (1...NumberBlock.mostAtOnce).contains(count) else { throw ReservationFault.count }
        do {
            let made = try NumberReservationStore.add(
                ReservationCode(random: random), of: company, count, in: area,
                expiresAt: now + .days(policy.reservationDays), at: now, database)
            try Actor.operatorOfOrdering(company: company, at: now).audit(
                "number-reservation.added", subject: made.code.text, after: "\(area) \(count)", database)
            return made
        } catch let few as TooFewNumbers {
            throw ReservationFault.tooFew(free: few.free)
        }
    }

    /// Its numbers are free at once.
    /// - Throws: `ReservationFault`.
    package static func remove(_ code: ReservationCode, at now: Moment, _ database: Connection) throws {
        guard let reservation = try NumberReservationStore.find(code, database) else { throw ReservationFault.unknown }
        if let order = reservation.usedBy { throw ReservationFault.used(order) }
        try NumberReservationStore.remove(code, database)
        try Actor.operatorOfOrdering(company: reservation.company, at: now).audit(
            "number-reservation.removed", subject: code.text, database)
    }
}
