package import Exchange
package import SQLite
package import Telephony

/// All SQL about 予約コード, the numbers that wait for them, and wrong ones.
package enum NumberReservationStore {
    /// - Throws: `TooFewNumbers`.
    static func add(
        _ code: ReservationCode, of company: Int, _ count: Int, in area: String, expiresAt: Moment,
        at now: Moment, _ database: Connection
    ) throws -> NumberReservation {
        var free = FreeNumbers()
        let offer = try free.choose(0, count, in: area, database).get()
        try database.run(
            "INSERT INTO number_reservation (code, company_id, area, made_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            code, company, area, now, expiresAt)
        let id = database.lastInsertedID
        for run in offer.runs {
            for part in try FreeRunStore.take(run, database) {
                try database.run(
                    """
                    INSERT INTO number_taken (number, state, reservation_id) SELECT value, 'reserved', ?2 FROM list(?1)
                    """, List(part.places), id)
            }
        }
        return NumberReservation(
            code: code, company: company, area: area, runs: offer.runs, expiresAt: expiresAt, usedBy: nil)
    }

    /// Used ones too, the newest first.
    package static func all(_ database: Connection) throws -> [NumberReservation] {
        try database.query(
            """
            SELECT id, code, company_id, area, expires_at, order_number FROM number_reservation ORDER BY id DESC
            """
        ) { try reservation($0, database) }
    }

    static func find(_ code: ReservationCode, _ database: Connection) throws -> NumberReservation? {
        try database.first(
            "SELECT id, code, company_id, area, expires_at, order_number FROM number_reservation WHERE code = ?1", code
        ) { try reservation($0, database) }
    }

    /// Nil for one that is wrong, another company's, used already or expired. Of what somebody has typed only `NumberReservation.enter`
    /// asks, which counts.
    static func usable(
        _ code: ReservationCode, of company: Int, at now: Moment, _ database: Connection
    ) throws -> NumberReservation? {
        try database.first(
            """
            SELECT id, code, company_id, area, expires_at, order_number FROM number_reservation
            WHERE code = ?1 AND company_id = ?2 AND order_number IS NULL AND expires_at > ?3
            """, code, company, now
        ) { try reservation($0, database) }
    }

    /// Those of a company that wait with some of these numbers.
    static func waiting(
        with numbers: [PhoneNumber], of company: Int, at now: Moment, _ database: Connection
    ) throws -> [NumberReservation] {
        try database.query(
            """
            SELECT id, code, company_id, area, expires_at, order_number FROM number_reservation
            WHERE company_id = ?1 AND order_number IS NULL AND expires_at > ?2 AND id IN (
                SELECT reservation_id FROM number_taken WHERE number IN list(?3) AND state = 'reserved'
            ) ORDER BY id
            """, company, now, List(numbers.map(\.place))
        ) { try reservation($0, database) }
    }

    private static func reservation(_ row: Row, _ database: Connection) throws -> NumberReservation {
        let places = try database.query(
            "SELECT number FROM number_taken WHERE reservation_id = ?1 ORDER BY number", row.integer(0)
        ) { $0.integer(0) }
        return NumberReservation(
            code: try row.value(1), company: row.integer(2), area: row.text(3), runs: NumberRun.runs(of: places),
            expiresAt: try row.moment(4), usedBy: try row.optionalValue(5))
    }

    // MARK: Using

    /// Its numbers are held by the order from now on. Nil where it is not usable.
    package static func use(
        _ code: ReservationCode, of company: Int, for order: OrderNumber, at now: Moment, _ database: Connection
    ) throws -> NumberReservation? {
        guard let found = try usable(code, of: company, at: now, database) else { return nil }
        try database.run("UPDATE number_reservation SET order_number = ?2 WHERE code = ?1", code, order)
        try database.run(
            """
            UPDATE number_taken SET state = 'held', order_number = ?2
            WHERE reservation_id = (SELECT id FROM number_reservation WHERE code = ?1)
            """, code, order)
        return found
    }

    /// An order that comes to nothing has not used its codes.
    static func takeBack(usedBy order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            UPDATE number_taken SET state = 'reserved', order_number = NULL
            WHERE order_number = ?1 AND reservation_id IS NOT NULL
            """, order)
        try database.run("UPDATE number_reservation SET order_number = NULL WHERE order_number = ?1", order)
    }

    /// Frees the numbers that wait for it.
    static func remove(_ code: ReservationCode, _ database: Connection) throws {
        let places = try database.query(
            """
            SELECT number FROM number_taken WHERE state = 'reserved'
                AND reservation_id = (SELECT id FROM number_reservation WHERE code = ?1)
            """, code
        ) { $0.integer(0) }
        try NumberBlockStore.free(places, database)
        try database.run("DELETE FROM number_reservation WHERE code = ?1", code)
    }

    static func expired(at now: Moment, atMost count: Int, _ database: Connection) throws -> [NumberReservation] {
        try database.query(
            """
            SELECT id, code, company_id, area, expires_at, order_number FROM number_reservation
            WHERE order_number IS NULL AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2
            """, now, count
        ) { try reservation($0, database) }
    }

    // MARK: Wrong ones

    /// Only the first time.
    static func noteMiss(_ text: String, of company: Int, at now: Moment, _ database: Connection) throws {
        try database.run(
            "INSERT INTO number_reservation_miss (company_id, at, code) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            company, now, text)
    }

    /// Oldest first.
    static func misses(of company: Int, since moment: Moment, _ database: Connection) throws -> [Moment] {
        try database.query(
            "SELECT at FROM number_reservation_miss WHERE company_id = ?1 AND at > ?2 ORDER BY at", company, moment
        ) { try $0.moment(0) }
    }

    static func forgetMisses(before moment: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM number_reservation_miss WHERE at < ?1", moment)
    }
}
