import SQLite
import Shell
import Telephony

/// The audit trail, read newest first and never by counting past what was read before.
enum HistoryStore {
    /// The first `limit` lines older than `place` and not older than `since`.
    static func lines(
        of scope: History.Scope, before place: History.Place, since: Moment, limit: Int, _ database: Connection
    ) throws -> [History.Line] {
        switch scope {
        case .contract(let contract):
            try database.query(
                """
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = ?1 AND at >= ?2 AND (at, id) < (?3, ?4)
                ORDER BY at DESC, id DESC LIMIT ?5
                """, contract, since, place.at, place.id, limit, row: line)
        case .number(let number, let contract):
            try database.query(
                """
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = ?1 AND number = ?2 AND at >= ?3 AND (at, id) < (?4, ?5)
                UNION ALL
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = ?1 AND subject = ?2 AND subject <> '' AND number IS DISTINCT FROM ?2
                    AND at >= ?3 AND (at, id) < (?4, ?5)
                ORDER BY at DESC, id DESC LIMIT ?6
                """, contract, number, since, place.at, place.id, limit, row: line)
        }
    }

    /// Looks through the trail until `want` lines are found, or `mostLooked` have been looked at.
    static func find(
        _ search: HistorySearch, in scope: History.Scope, want: Int, mostLooked: Int,
        isWanted: (History.Line) -> Bool, _ database: Connection
    ) throws -> History.Found {
        var found = History.Found()
        var place = search.start
        var looked = 0
        while looked < mostLooked {
            let limit = min(search.looksAtEachLine ? 500 : want + 1 - found.lines.count, mostLooked - looked)
            let lines = try lines(of: scope, before: place, since: search.since, limit: limit, database)
            for line in lines {
                if isWanted(line) {
                    if found.lines.count == want {
                        found.end = found.lines.last?.place
                        return found
                    }
                    found.lines.append(line)
                }
                place = line.place
            }
            looked += lines.count
            if lines.count < limit { return found }
        }
        found.end = place
        return found
    }

    private static func line(_ row: Row) throws -> History.Line {
        History.Line(
            place: History.Place(at: try row.moment(1), id: row.integer(0)),
            number: try row.optionalNumber(2), client: row.text(3), event: row.text(4),
            subject: row.text(5), before: row.optionalText(6), after: row.optionalText(7))
    }

    /// Attempts on numbers that nobody here has are the operator's only, and anybody in the world can make them: they are
    /// kept for a season, not for good.
    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try AuditStore.forgetNobodys(at: .settings, before: now - .days(90), database)
    }
}
