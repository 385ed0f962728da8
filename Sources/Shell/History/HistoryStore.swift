import SQLite
import Telephony

/// The audit trail, read newest first and never by counting past what was read before.
enum HistoryStore {
    /// The first `limit` lines older than `place` and not older than `since`.
    static func lines(
        of scope: History.Scope, before place: History.Place, since: Moment, limit: Int, _ database: Connection
    ) throws -> [History.Line] {
        // A contract's lines stand in a column of their own, with indexes of their own.
        switch (scope.site, scope.own) {
        case (.settings, nil):
            try database.query(
                """
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = ?1 AND at >= ?2 AND (at, id) < (?3, ?4)
                ORDER BY at DESC, id DESC LIMIT ?5
                """, scope.tenant, since, place.at, place.id, limit, row: line)
        case (.settings, let own?):
            try database.query(
                """
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = ?1 AND number = ?2 AND at >= ?4 AND (at, id) < (?5, ?6)
                UNION ALL
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE contract_id = ?1 AND subject = ?3 AND subject <> '' AND number IS DISTINCT FROM ?2
                    AND at >= ?4 AND (at, id) < (?5, ?6)
                ORDER BY at DESC, id DESC LIMIT ?7
                """, scope.tenant, own.account, own.subject, since, place.at, place.id, limit, row: line)
        case (let site, nil):
            try database.query(
                """
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE site = ?1 AND tenant = ?2 AND at >= ?3 AND (at, id) < (?4, ?5)
                ORDER BY at DESC, id DESC LIMIT ?6
                """, site.rawValue, scope.tenant, since, place.at, place.id, limit, row: line)
        case (let site, let own?):
            try database.query(
                """
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE site = ?1 AND tenant = ?2 AND number = ?3 AND at >= ?5 AND (at, id) < (?6, ?7)
                UNION ALL
                SELECT id, at, number, client, event, subject, before, after FROM audit
                WHERE site = ?1 AND tenant = ?2 AND subject = ?4 AND subject <> '' AND number IS DISTINCT FROM ?3
                    AND at >= ?5 AND (at, id) < (?6, ?7)
                ORDER BY at DESC, id DESC LIMIT ?8
                """, site.rawValue, scope.tenant, own.account, own.subject, since, place.at, place.id, limit,
                row: line)
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
            account: row.optionalText(2), client: row.text(3), event: row.text(4),
            subject: row.text(5), before: row.optionalText(6), after: row.optionalText(7))
    }
}
