package import Exchange
package import SQLite
package import Telephony

/// All SQL about calls of Smart PBX contracts that are under way, as call servers tell of them (CALL-4).
package enum ExtensionCallStore {
    /// A call has begun; told once more, nothing changes. False where there is no such contract.
    package static func begin(
        _ call: String, of code: ContractCode, at now: Moment, _ database: Connection
    ) throws -> Bool {
        guard try SmartPBXStore.contract(code, database) != nil else { return false }
        try database.run(
            "INSERT INTO extension_call (call, code, begun_at) VALUES (?1, ?2, ?3) ON CONFLICT (call) DO NOTHING", call,
            code, now)
        return true
    }

    /// However it has gone. Also of a call whose beginning is told later.
    package static func end(_ call: String, of code: ContractCode, at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO extension_call (call, code, begun_at, ended_at) SELECT ?1, code, ?3, ?3 FROM smart_pbx WHERE code = ?2
            ON CONFLICT (call) DO UPDATE SET ended_at = coalesce(ended_at, excluded.ended_at)
            """, call, code, now)
    }

    /// A call whose end nobody has told is over after so long.
    static let longestCall: Duration = .seconds(12 * 3600)

    static func countUnderWay(of code: ContractCode, at now: Moment, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT count(*) FROM extension_call WHERE code = ?1 AND ended_at IS NULL AND begun_at > ?2", code,
            now - longestCall
        ) { $0.integer(0) } ?? 0
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM extension_call WHERE begun_at < ?1", now - longestCall)
    }
}
