import Exchange
import SQLite
import Telephony

/// All SQL of お申し込み履歴. What people mostly search by has an index each; the place in the list is an order, so that no page costs more than another.
enum OrderListStore {
    static func orders(
        _ search: OrderSearch, from begin: Moment, to end: Moment, of company: Int, in scope: ContractScope,
        atMost count: Int,
        _ database: Connection
    ) throws -> [Order] {
        let before = search.before?.stored ?? .max
        let (services, contracts) = (List(scope.services), List(scope.contracts))
        let words = search.words.isEmpty ? nil : LikePattern.containing(search.words)
        if !search.contract.isEmpty {
            return try database.query(
                """
                SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                    opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
                FROM service_order
                WHERE contract = ?10 AND company_id = ?1 AND number < ?2
                    AND (service IN list(?3) OR contract IN list(?4)) AND (state = ?5 OR ?5 IS NULL)
                    AND (service = ?6 OR ?6 IS NULL) AND applied_at >= ?7 AND applied_at < ?8
                    AND (number || ' ' || contract || ' ' || account LIKE ?9 ESCAPE '!' OR ?9 IS NULL)
                ORDER BY number DESC LIMIT ?11
                """, company, before, services, contracts, search.state, search.service, begin, end, words,
                search.contract, count, row: OrderStore.order)
        }
        if let state = search.state {
            return try database.query(
                """
                SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                    opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
                FROM service_order
                WHERE company_id = ?1 AND state = ?5 AND number < ?2
                    AND (service IN list(?3) OR contract IN list(?4)) AND (service = ?6 OR ?6 IS NULL)
                    AND applied_at >= ?7 AND applied_at < ?8
                    AND (number || ' ' || contract || ' ' || account LIKE ?9 ESCAPE '!' OR ?9 IS NULL)
                ORDER BY number DESC LIMIT ?10
                """, company, before, services, contracts, state, search.service, begin, end, words, count,
                row: OrderStore.order)
        }
        return try database.query(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order
            WHERE company_id = ?1 AND number < ?2 AND (service IN list(?3) OR contract IN list(?4))
                AND (service = ?5 OR ?5 IS NULL) AND applied_at >= ?6 AND applied_at < ?7
                AND (number || ' ' || contract || ' ' || account LIKE ?8 ESCAPE '!' OR ?8 IS NULL)
            ORDER BY number DESC LIMIT ?9
            """, company, before, services, contracts, search.service, begin, end, words, count, row: OrderStore.order)
    }

    /// Those under way, the newest first.
    static func open(
        of company: Int, in scope: ContractScope, atMost count: Int, _ database: Connection
    ) throws -> [Order] {
        try database.query(
            """
            SELECT number, company_id, contract, service, kind, state, state_before, is_divisible, account, applied_at,
                opening_day, ended_at, failure, is_simulated, begins_at, equipment_at, equipment_ended_at
            FROM service_order
            WHERE company_id = ?1 AND state IN ('acknowledged', 'scheduled', 'inProgress', 'assessingCancellation')
                AND (service IN list(?2) OR contract IN list(?3))
            ORDER BY number DESC LIMIT ?4
            """, company, List(scope.services), List(scope.contracts), count, row: OrderStore.order)
    }
}
