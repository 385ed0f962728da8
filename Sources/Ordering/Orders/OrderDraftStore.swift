import Exchange
package import SQLite
package import Telephony

/// All SQL about applications that are being filled in.
package enum OrderDraftStore {
    package static func begin(
        _ service: OrderedService, _ kind: OrderKind, _ answers: OrderAnswers, by applicant: Applicant, at now: Moment,
        _ database: Connection
    ) throws -> OrderDraft.Reference {
        try database.run(
            """
            INSERT INTO order_draft (company_id, account, service, kind, answers, begun_at, changed_at, contract)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)
            """, applicant.company, applicant.account, service, kind, answers.text, now, answers.contract)
        return OrderDraft.Reference(id: database.lastInsertedID, version: 1)
    }

    /// Nil where it has become an order, is another company's, or has been changed since it was read.
    package static func keep(
        _ answers: OrderAnswers, in draft: OrderDraft.Reference, of company: Int, at now: Moment, _ database: Connection
    ) throws -> OrderDraft.Reference? {
        try database.first(
            """
            UPDATE order_draft SET answers = ?3, version = version + 1, changed_at = ?4, submits_at = NULL, is_told = 0
            WHERE id = ?1 AND company_id = ?2 AND version = ?5 AND order_number IS NULL
            RETURNING id, version
            """, draft.id, company, answers.text, now, draft.version
        ) { OrderDraft.Reference(id: $0.integer(0), version: $0.integer(1)) }
    }

    package static func find(_ id: Int, of company: Int, _ database: Connection) throws -> OrderDraft? {
        try database.first(
            """
            SELECT id, version, company_id, account, service, kind, answers, changed_at, submits_at, order_number
            FROM order_draft WHERE id = ?1 AND company_id = ?2
            """, id, company, row: draft)
    }

    // MARK: Lists of those that are no orders yet

    /// A part of them, those changed last first.
    package static func some(
        of company: Int, in scope: ContractScope, atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [OrderDraftEntry] {
        try database.query(
            """
            SELECT id, company_id, account, service, kind, changed_at, submits_at FROM order_draft
            WHERE company_id = ?1 AND order_number IS NULL AND (service IN list(?2) OR contract IN list(?3))
            ORDER BY changed_at DESC, id DESC LIMIT ?4 OFFSET ?5
            """, company, List(scope.services), List(scope.contracts), count, skipped, row: entry)
    }

    package static func count(
        of company: Int, in scope: ContractScope, _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM order_draft
            WHERE company_id = ?1 AND order_number IS NULL AND (service IN list(?2) OR contract IN list(?3))
            """, company, List(scope.services), List(scope.contracts)
        ) { $0.integer(0) } ?? 0
    }

    /// The one that somebody has worked on last.
    static func newest(
        of account: String, in company: Int, _ service: OrderedService, _ kind: OrderKind, _ database: Connection
    ) throws -> Int? {
        try database.first(
            """
            SELECT id FROM order_draft
            WHERE company_id = ?1 AND order_number IS NULL AND account = ?2 AND service = ?3 AND kind = ?4
            ORDER BY changed_at DESC, id DESC LIMIT 1
            """, company, account, service, kind
        ) { $0.integer(0) }
    }

    private static func entry(_ row: Row) throws -> OrderDraftEntry {
        OrderDraftEntry(
            id: row.integer(0), company: row.integer(1), account: row.text(2), service: try row.value(3),
            kind: try row.value(4), changedAt: try row.moment(5), submitsAt: try row.optionalMoment(6))
    }

    private static func draft(_ row: Row) throws -> OrderDraft {
        OrderDraft(
            reference: OrderDraft.Reference(id: row.integer(0), version: row.integer(1)), company: row.integer(2),
            account: row.text(3), service: try row.value(4), kind: try row.value(5),
            answers: OrderAnswers(text: row.text(6)), changedAt: try row.moment(7),
            submitsAt: try row.optionalMoment(8),
            order: try row.optionalValue(9))
    }

    /// What it has become; what was typed is the order's from now on.
    static func become(_ order: OrderNumber, _ draft: Int, _ database: Connection) throws {
        try database.run(
            "UPDATE order_draft SET order_number = ?2, answers = '', submits_at = NULL WHERE id = ?1", draft, order)
    }

    package static func remove(_ draft: Int, of company: Int, _ database: Connection) throws -> Bool {
        try database.run(
            "DELETE FROM order_draft WHERE id = ?1 AND company_id = ?2 AND order_number IS NULL", draft, company) == 1
    }

    // MARK: To be handed in by itself (HOURS-2)

    package static func submit(
        _ draft: OrderDraft.Reference, of company: Int, by account: String, at opening: Moment, from client: String,
        seeing fees: String?, _ database: Connection
    ) throws -> Bool {
        try database.run(
            """
            UPDATE order_draft SET submits_at = ?4, submits_from = ?5, account = ?6, submits_fees = ?7
            WHERE id = ?1 AND company_id = ?2 AND version = ?3 AND order_number IS NULL
            """, draft.id, company, draft.version, opening, client, account, fees) == 1
    }

    static func doNotSubmit(_ draft: Int, _ database: Connection) throws {
        try database.run("UPDATE order_draft SET submits_at = NULL WHERE id = ?1", draft)
    }

    /// Where it was told to be handed in from, and what was seen of its fees.
    static func toSubmit(
        _ service: OrderedService, at now: Moment, atMost count: Int, _ database: Connection
    ) throws -> [(draft: OrderDraft, client: String, fees: String?)] {
        try database.query(
            """
            SELECT id, version, company_id, account, service, kind, answers, changed_at, submits_at, order_number,
                submits_from, submits_fees
            FROM order_draft WHERE submits_at <= ?1 AND service = ?2 ORDER BY submits_at, id LIMIT ?3
            """, now, service, count
        ) { (try draft($0), $0.optionalText(10) ?? "", $0.optionalText(11)) }
    }

    /// Those that will go soon and whose people have not been told.
    static func toWarn(
        changedBefore moment: Moment, atMost count: Int, _ database: Connection
    ) throws -> [OrderDraftEntry] {
        try database.query(
            """
            SELECT id, company_id, account, service, kind, changed_at, submits_at FROM order_draft
            WHERE changed_at < ?1 AND is_told = 0 AND order_number IS NULL ORDER BY changed_at LIMIT ?2
            """, moment, count, row: entry)
    }

    static func noteWarned(_ draft: Int, _ database: Connection) throws {
        try database.run("UPDATE order_draft SET is_told = 1 WHERE id = ?1", draft)
    }

    static func forget(changedBefore moment: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM order_draft WHERE changed_at < ?1", moment)
    }
}
