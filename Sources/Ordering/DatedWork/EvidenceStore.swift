package import Exchange
package import SQLite
package import Shell
package import Telephony

/// All SQL about evidence. Its contents lie sealed, in a table of their own: lists never touch them.
package enum EvidenceStore {
    /// Replaces what the draft had for the same purpose. Throws a problem of the file where the company has too many with its drafts.
    package static func keep(
        _ file: EvidenceFile, for purpose: EvidenceFile.Purpose, of draft: Int, from applicant: Applicant,
        at now: Moment,
        _ key: ServerKey, _ database: Connection
    ) throws -> Int {
        try remove(purpose, of: draft, of: applicant.company, database)
        guard try countWaiting(of: applicant.company, database) < EvidenceFile.mostWaiting else {
            throw EvidenceFile.Problem.tooManyWaiting
        }
        try database.run(
            """
            INSERT INTO evidence_file (company_id, draft, purpose, file_name, bytes, account, client, uploaded_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, applicant.company, draft, purpose, file.name, file.content.count, applicant.account, applicant.client,
            now)
        let id = database.lastInsertedID
        let sealed = try key.seal(file.content, sealing, context(id, applicant.company))
        try database.run("INSERT INTO evidence_content (file, sealed) VALUES (?1, ?2)", id, sealed)
        return id
    }

    private static func countWaiting(of company: Int, _ database: Connection) throws -> Int {
        try database.first(
            "SELECT count(*) FROM evidence_file WHERE company_id = ?1 AND order_number IS NULL", company
        ) { $0.integer(0) } ?? 0
    }

    package static func remove(
        _ purpose: EvidenceFile.Purpose, of draft: Int, of company: Int, _ database: Connection
    ) throws {
        try database.run(
            "DELETE FROM evidence_file WHERE draft = ?1 AND purpose = ?2 AND company_id = ?3 AND order_number IS NULL",
            draft, purpose, company)
    }

    /// The draft has become an order: from then on its files are kept as long as the law asks.
    package static func become(
        _ order: OrderNumber, _ draft: Int, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE evidence_file SET order_number = ?2, ordered_at = ?3 WHERE draft = ?1 AND order_number IS NULL",
            draft, order, now)
    }

    // MARK: What there is

    package static func ofDraft(
        _ draft: Int, of company: Int, _ database: Connection
    ) throws -> [KeptEvidence] {
        try database.query(
            """
            SELECT id, company_id, draft, order_number, purpose, file_name, bytes, account, uploaded_at
            FROM evidence_file WHERE draft = ?1 AND company_id = ?2 AND order_number IS NULL ORDER BY id
            """, draft, company, row: kept)
    }

    package static func ofOrder(_ order: OrderNumber, _ database: Connection) throws -> [KeptEvidence] {
        try database.query(
            """
            SELECT id, company_id, draft, order_number, purpose, file_name, bytes, account, uploaded_at
            FROM evidence_file WHERE order_number = ?1 ORDER BY id
            """, order, row: kept)
    }

    /// The newest first.
    package static func all(_ database: Connection) throws -> [KeptEvidence] {
        try database.query(
            """
            SELECT id, company_id, draft, order_number, purpose, file_name, bytes, account, uploaded_at
            FROM evidence_file ORDER BY id DESC
            """, row: kept)
    }

    private static func kept(_ row: Row) throws -> KeptEvidence {
        KeptEvidence(
            id: row.integer(0), company: row.integer(1), draft: row.integer(2), order: try row.optionalValue(3),
            purpose: try row.value(4), name: row.text(5), bytes: row.integer(6), account: row.text(7),
            uploadedAt: try row.moment(8))
    }

    /// Nil where there is none of that number, or it was sealed with another server's key.
    package static func content(
        _ id: Int, _ key: ServerKey, _ database: Connection
    ) throws -> (file: KeptEvidence, content: [UInt8])? {
        let found = try database.first(
            """
            SELECT f.id, f.company_id, f.draft, f.order_number, f.purpose, f.file_name, f.bytes, f.account,
                f.uploaded_at, c.sealed
            FROM evidence_file f JOIN evidence_content c ON c.file = f.id WHERE f.id = ?1
            """, id
        ) { (try kept($0), $0.bytes(9)) }
        guard let (file, sealed) = found, let content = try key.open(sealed, sealing, context(id, file.company))
        else { return nil }
        return (file, content)
    }

    // MARK: What goes

    /// What belongs to a draft that is gone, and what was kept long enough.
    package static func forget(at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            DELETE FROM evidence_file WHERE order_number IS NULL
                AND NOT EXISTS (SELECT 1 FROM order_draft WHERE order_draft.id = evidence_file.draft)
            """)
        try database.run(
            "DELETE FROM evidence_file WHERE ordered_at < ?1",
            Moment(startOf: now.day.adding(months: -12 * EvidenceFile.years)))
    }

    private static let sealing: StaticString = "evidence"

    private static func context(_ id: Int, _ company: Int) -> [UInt8] { Array("\(id) \(company)".utf8) }
}

/// A file that is kept, without its content.
package struct KeptEvidence: Sendable, Equatable {
    package let id: Int
    package let company: Int
    package let draft: Int
    /// Nil while it waits with a draft.
    package let order: OrderNumber?
    package let purpose: EvidenceFile.Purpose
    package let name: String
    package let bytes: Int
    package let account: String
    package let uploadedAt: Moment
}
