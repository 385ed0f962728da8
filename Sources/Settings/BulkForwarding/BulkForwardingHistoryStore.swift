import SQLite
import Shell
import Telephony

/// The history of changes that the customer sees.
enum BulkForwardingHistoryStore {
    struct Entry: Sendable {
        let id: Int
        let at: Moment
        let kind: BulkForwarding.ChangeKind
        let author: BulkForwarding.Author
        /// How many rows it changed.
        let lines: Int
        /// When it was taken back.
        let undoneAt: Moment?

        var canBeUndone: Bool { lines > 0 && undoneAt == nil }
    }

    @discardableResult
    static func add(
        _ kind: BulkForwarding.ChangeKind, lines: Int, undoing undone: Int? = nil, of contract: Int, by actor: Actor,
        _ database: Connection
    ) throws -> Int {
        let author = BulkForwarding.Author(actor)
        try database.run(
            """
            INSERT INTO bulk_forwarding_change (contract_id, at, kind, by_kind, by_number, client, lines, undoes)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, contract, actor.at, kind, author.storedKind, author.storedNumber, actor.client, lines, undone)
        return database.lastInsertedID
    }

    /// One page, the newest first.
    static func entries(of contract: Int, page: Int, perPage: Int, _ database: Connection) throws -> [Entry] {
        try database.query(
            """
            SELECT c.id, c.at, c.kind, c.by_kind, c.by_number, c.client, c.lines, u.at FROM bulk_forwarding_change c
            LEFT JOIN bulk_forwarding_change u ON u.id = c.undone_by
            WHERE c.contract_id = ?1 ORDER BY c.id DESC LIMIT ?2 OFFSET ?3
            """, contract, perPage, (page - 1) * perPage, row: entry)
    }

    static func count(of contract: Int, _ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM bulk_forwarding_change WHERE contract_id = ?1", contract) {
            $0.integer(0)
        } ?? 0
    }

    /// The newest change of destinations.
    static func latest(of contract: Int, _ database: Connection) throws -> Entry? {
        try database.first(
            """
            SELECT id, at, kind, by_kind, by_number, client, lines, NULL FROM bulk_forwarding_change
            WHERE contract_id = ?1 AND lines > 0 ORDER BY id DESC LIMIT 1
            """, contract, row: entry)
    }

    /// What one change did, in the order of the numbers.
    static func lines(
        of change: Int, limit: Int, _ database: Connection
    ) throws -> [BulkForwarding.ChangeLine] {
        try database.query(
            """
            SELECT number, before, after, version FROM bulk_forwarding_change_line
            WHERE change_id = ?1 ORDER BY number LIMIT ?2
            """, change, limit
        ) { row in
            BulkForwarding.ChangeLine(
                number: try row.number(0), before: try row.optionalNumber(1), after: try row.optionalNumber(2),
                version: row.integer(3))
        }
    }

    /// What it meant for a call to the number at that moment: what the next change found, if there was one since.
    static func order(
        of number: PhoneNumber, in contract: Int, at moment: Moment, _ database: Connection
    ) throws -> CallSettings.BulkOrder {
        let latest: BulkForwarding.ChangeKind? = try database.first(
            """
            SELECT kind FROM bulk_forwarding_change WHERE contract_id = ?1 AND at <= ?2 AND kind IN ('start', 'stop')
            ORDER BY id DESC LIMIT 1
            """, contract, moment
        ) { try $0.value(0) }
        guard latest == .start else { return .off }
        let next = try database.first(
            """
            SELECT l.before FROM bulk_forwarding_change c
            JOIN bulk_forwarding_change_line l ON l.change_id = c.id AND l.number = ?2
            WHERE c.contract_id = ?1 AND c.at > ?3 ORDER BY c.id LIMIT 1
            """, contract, number, moment
        ) { try $0.optionalNumber(0) }
        if let next { return .on(next) }
        return .on(try BulkForwardingStore.destination(of: number, in: contract, database))
    }

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            id: row.integer(0), at: try row.moment(1), kind: try row.value(2),
            author: try BulkForwardingStore.author(row, from: 3), lines: row.integer(6),
            undoneAt: try row.optionalMoment(7))
    }
}

extension BulkForwarding.ChangeKind: StorableValue {}
