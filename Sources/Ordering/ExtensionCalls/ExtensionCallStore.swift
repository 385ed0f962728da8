package import Exchange
package import SQLite
package import Telephony

/// All SQL about calls of Smart PBX contracts that are under way, as call servers tell of them (CALL-4).
package enum ExtensionCallStore {
    /// Whose place it is: a user ID's, or an outside number's.
    package static func contract(of place: String, _ database: Connection) throws -> ContractCode? {
        if let user = UserID(place) { return try SmartPBXStore.contract(user.contract, database)?.code }
        return try PhoneNumber(signal: place).flatMap { try ExtensionRoutingStore.line($0, database)?.contract }
    }

    /// Whether the place lies behind the contract's Office Link.
    package static func isOverOfficeLink(_ place: String, _ database: Connection) throws -> Bool {
        guard let user = UserID(place) else { return false }
        return try OfficeLinkStore.has(OfficeLinkNumber(digits: user.digits), of: user.contract, database)
    }

    /// A call of a contract that there is has begun. False where that has been told before.
    package static func begin(
        _ call: String, of code: ContractCode, overOfficeLink: Bool = false, at now: Moment, _ database: Connection
    ) throws -> Bool {
        try database.run(
            """
            INSERT INTO extension_call (call, code, begun_at, is_over_office_link) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (call) DO NOTHING
            """, call, code, now, overOfficeLink) > 0
    }

    /// However it has gone. Also of a call whose beginning is told later.
    package static func end(
        _ call: String, of code: ContractCode, at now: Moment, _ database: Connection
    ) throws -> Bool {
        try database.run(
            """
            INSERT INTO extension_call (call, code, begun_at, ended_at) VALUES (?1, ?2, ?3, ?3)
            ON CONFLICT (call) DO UPDATE SET ended_at = excluded.ended_at WHERE ended_at IS NULL
            """, call, code, now) > 0
    }

    /// A call whose end nobody has told is over after so long.
    static let longestCall: Duration = .seconds(12 * 3600)

    /// - Parameter overOfficeLink: those that have their channel there, or the others.
    static func countUnderWay(
        of code: ContractCode, overOfficeLink: Bool = false, at now: Moment, _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM extension_call
            WHERE code = ?1 AND ended_at IS NULL AND begun_at > ?2 AND is_over_office_link = ?3
            """, code, now - longestCall, overOfficeLink
        ) { $0.integer(0) } ?? 0
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM extension_call WHERE begun_at < ?1", now - longestCall)
    }
}
