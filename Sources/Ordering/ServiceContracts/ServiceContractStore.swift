package import Exchange
package import SQLite
package import Telephony

/// There is no N番 left to give.
struct ContractCodesExhausted: Error {}

/// All SQL about contracts of the ordering site, whatever their service.
package enum ServiceContractStore {
    /// A new contract under the next N番 that nobody has had.
    static func add(
        of company: Int, _ service: OrderedService, at now: Moment, _ database: Connection
    ) throws -> ContractCode {
        let last = try database.first("SELECT max(code) FROM service_contract") { row in
            try row.optionalValue(0, as: ContractCode.self)
        }
        guard let code = last.flatMap({ $0.map(\.next) ?? .first }) else { throw ContractCodesExhausted() }
        try add(code, of: company, service, at: now, database)
        return code
    }

    package static func add(
        _ code: ContractCode, of company: Int, _ service: OrderedService, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO service_contract (code, company_id, service, state, ordered_at) VALUES (?1, ?2, ?3, 'ordered', ?4)",
            code, company, service, now)
    }

    package static func open(_ code: ContractCode, at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE service_contract SET state = 'open', opened_at = ?2 WHERE code = ?1", code, now)
    }

    static func end(_ code: ContractCode, at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE service_contract SET state = 'ended', ended_at = ?2 WHERE code = ?1", code, now)
    }

    static func makeVoid(_ code: ContractCode, at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE service_contract SET state = 'void', ended_at = ?2 WHERE code = ?1", code, now)
    }

    /// Nil for another company's too.
    package static func find(
        _ code: ContractCode, of company: Int, _ database: Connection
    ) throws -> ServiceContract? {
        try database.first(
            """
            SELECT code, company_id, service, state, ordered_at, opened_at FROM service_contract
            WHERE code = ?1 AND company_id = ?2
            """, code, company, row: contract)
    }

    // MARK: Those that are there or on their way, by their N番

    /// A part of a list that may be long.
    package static func some(
        of company: Int, _ service: OrderedService, in scope: ContractScope, atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [ServiceContract] {
        try database.query(
            """
            SELECT code, company_id, service, state, ordered_at, opened_at FROM service_contract
            WHERE company_id = ?1 AND service = ?2 AND state IN ('ordered', 'open') AND (?3 OR code IN list(?4))
            ORDER BY code LIMIT ?5 OFFSET ?6
            """, company, service, scope.services.contains(service), List(scope.contracts), count, skipped,
            row: contract)
    }

    package static func count(
        of company: Int, _ service: OrderedService, in scope: ContractScope, _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM service_contract
            WHERE company_id = ?1 AND service = ?2 AND state IN ('ordered', 'open') AND (?3 OR code IN list(?4))
            """, company, service, scope.services.contains(service), List(scope.contracts)
        ) { $0.integer(0) } ?? 0
    }

    package static func codes(of company: Int, _ database: Connection) throws -> [ContractCode] {
        try database.query(
            "SELECT code FROM service_contract WHERE company_id = ?1 AND state IN ('ordered', 'open') ORDER BY code",
            company
        ) { try $0.value(0) }
    }

    /// Whose it is, for the operator.
    static func company(of code: ContractCode, _ database: Connection) throws -> Int? {
        try database.first("SELECT company_id FROM service_contract WHERE code = ?1", code) { $0.integer(0) }
    }

    private static func contract(_ row: Row) throws -> ServiceContract {
        ServiceContract(
            code: try row.value(0), company: row.integer(1), service: try row.value(2), state: try row.value(3),
            orderedAt: try row.moment(4), openedAt: try row.optionalMoment(5))
    }
}
