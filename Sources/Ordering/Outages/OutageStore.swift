import Exchange
package import SQLite
package import Telephony

/// All SQL about outages.
package enum OutageStore {
    /// When the contract was ended; nil: it was not.
    static func end(of contract: ContractCode, _ database: Connection) throws -> Moment? {
        try database.first("SELECT ended_at FROM service_contract WHERE code = ?1", contract) {
            try $0.optionalMoment(0)
        } ?? nil
    }

    /// Returns its number.
    package static func add(_ outage: Outage, at now: Moment, _ database: Connection) throws -> Int {
        try database.first(
            """
            INSERT INTO outage (
                contract, known_at, recovered_at, reach, cause, has_joint_prices, carrier_compensates, text, noted_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id
            """, outage.contract, outage.knownAt, outage.recoveredAt, outage.reach, outage.cause,
            outage.hasJointPrices, outage.carrierCompensates, outage.text, now
        ) { $0.integer(0) } ?? 0
    }

    static func end(_ id: Int, at moment: Moment, _ database: Connection) throws {
        try database.run("UPDATE outage SET recovered_at = ?2 WHERE id = ?1", id, moment)
    }

    package static func find(_ id: Int, _ database: Connection) throws -> OutageRecord? {
        try database.first(
            """
            SELECT id, company_id, contract, known_at, recovered_at, reach, cause, has_joint_prices,
                carrier_compensates, text
            FROM told_outage WHERE id = ?1
            """, id, row: record)
    }

    // MARK: Of a contract, of a time

    static func list(of contract: ContractCode, _ database: Connection) throws -> [OutageRecord] {
        try database.query(
            """
            SELECT id, company_id, contract, known_at, recovered_at, reach, cause, has_joint_prices,
                carrier_compensates, text
            FROM told_outage WHERE contract = ?1 ORDER BY known_at, id
            """, contract, row: record)
    }

    /// Those that were known from the one to before the other, the oldest first.
    package static func list(
        from begin: Moment = Moment(milliseconds: 0), to end: Moment = Moment(milliseconds: .max),
        _ database: Connection
    ) throws -> [OutageRecord] {
        try database.query(
            """
            SELECT id, company_id, contract, known_at, recovered_at, reach, cause, has_joint_prices,
                carrier_compensates, text
            FROM told_outage
            WHERE known_at >= ?1 AND known_at < ?2 ORDER BY known_at, id
            """, begin, end, row: record)
    }

    // MARK: Of a company

    /// Those in the scope that were known by then, those that go on first, then the newest.
    static func some(
        of company: Int, in scope: ContractScope, at now: Moment, atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [OutageRecord] {
        try database.query(
            """
            SELECT id, company_id, contract, known_at, recovered_at, reach, cause, has_joint_prices,
                carrier_compensates, text
            FROM told_outage
            WHERE company_id = ?1 AND (?2 OR contract IN list(?3)) AND known_at <= ?4
            ORDER BY recovered_at IS NULL DESC, known_at DESC, id DESC LIMIT ?5 OFFSET ?6
            """, company, scope.services.contains(.smartPBX), List(scope.contracts), now, count, skipped, row: record)
    }

    static func count(
        of company: Int, in scope: ContractScope, at now: Moment, onlyRunning: Bool = false, _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM told_outage
            WHERE company_id = ?1 AND (?2 OR contract IN list(?3)) AND known_at <= ?4
                AND (recovered_at IS NULL OR NOT ?5)
            """, company, scope.services.contains(.smartPBX), List(scope.contracts), now, onlyRunning
        ) { $0.integer(0) } ?? 0
    }

    private static func record(_ row: Row) throws -> OutageRecord {
        let outage = Outage(
            try row.value(2), knownAt: try row.moment(3), recoveredAt: try row.optionalMoment(4), try row.value(5),
            try row.value(6), hasJointPrices: row.flag(7), carrierCompensates: row.flag(8), text: row.text(9))
        guard let outage else { throw row.error(4, as: Outage.self) }
        return OutageRecord(id: row.integer(0), company: row.integer(1), outage: outage)
    }
}
