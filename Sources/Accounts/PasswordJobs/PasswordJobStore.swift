import SQLite
import Shell
import Telephony

/// What pages ask and say of jobs; working them off is `PasswordJobWorkStore`'s.
enum PasswordJobStore {
    enum Started: Sendable {
        case started(String)
        /// Of a contract and kind one at a time.
        case alreadyRunning(String)
    }

    static func start(_ draft: PasswordJobDraft, _ database: Connection) throws -> Started {
        if let running = try latest(of: draft.kind, contract: draft.contract, database), running.isUnderWay {
            return .alreadyRunning(running.id)
        }
        try database.run(
            """
            INSERT INTO password_job (id, contract_id, kind, number, client, session_hash, details, created_at, turn, total)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT 1 + coalesce(max(turn), 0) FROM password_job), ?9)
            """, draft.id, draft.contract, draft.kind, draft.number, draft.actor.client, draft.session, draft.details,
            draft.actor.at, draft.lines.count)
        for (position, line) in draft.lines.enumerated() {
            try database.run(
                "INSERT INTO password_job_line (job_id, position, number, sealed) VALUES (?1, ?2, ?3, ?4)", draft.id,
                position, line.number, line.sealed)
        }
        try draft.actor.audit("password-job.started", subject: draft.kind, after: "\(draft.lines.count)", database)
        return .started(draft.id)
    }

    static func find(_ id: String, _ database: Connection) throws -> PasswordJob? {
        try database.first(
            """
            SELECT id, contract_id, number, kind, state, total, done, created_at, finished_at, report
            FROM password_job WHERE id = ?1
            """, id, row: job)
    }

    /// The one under way, or the one that was begun last.
    static func latest(of kind: String, contract: Int, _ database: Connection) throws -> PasswordJob? {
        try database.first(
            """
            SELECT id, contract_id, number, kind, state, total, done, created_at, finished_at, report
            FROM password_job WHERE contract_id = ?1 AND kind = ?2
            ORDER BY finished_at IS NULL DESC, created_at DESC, turn DESC LIMIT 1
            """, contract, kind, row: job)
    }

    static func latest(
        of kind: PasswordJobKind, contract: Int, _ database: Connection
    ) throws -> PasswordJob? {
        try latest(of: kind.name, contract: contract, database)
    }

    /// On the word of the person who began it. False when it had ended before.
    static func stop(
        _ job: PasswordJob, by actor: Actor, in language: Language, _ database: Connection
    ) throws -> Bool {
        let sentence = PasswordJobRefusal.stopped.sentence(in: language)
        guard try end(job.id, .stopped, [sentence], at: actor.at, database) else { return false }
        try actor.audit("password-job.stopped", subject: job.kind, database)
        return true
    }

    /// Ends a job that is under way, and erases all that it still held of passwords.
    @discardableResult
    static func end(
        _ id: String, _ state: PasswordJob.State, _ sentences: [String], at now: Moment, _ database: Connection
    ) throws -> Bool {
        let rows = try database.run(
            """
            UPDATE password_job SET state = ?2, report = ?3, finished_at = ?4, session_hash = ?5
            WHERE id = ?1 AND finished_at IS NULL
            """, id, state, sentences.joined(separator: "\n"), now, [UInt8]())
        guard rows > 0 else { return false }
        try database.run("DELETE FROM password_job_line WHERE job_id = ?1 AND remark IS NULL", id)
        try database.run(
            "UPDATE password_job_line SET sealed = NULL, hash = NULL, salt = NULL WHERE job_id = ?1", id)
        return true
    }

    /// Ends what is under way for a contract in which other people may now do other things.
    static func giveUp(
        of contract: Int, at now: Moment, in language: Language, _ database: Connection
    ) throws {
        let jobs = try database.query(
            "SELECT id FROM password_job WHERE contract_id = ?1 AND finished_at IS NULL", contract
        ) { $0.text(0) }
        let sentence = PasswordJobRefusal.unitChanged.sentence(in: language)
        for job in jobs { try end(job, .failed, [sentence], at: now, database) }
    }

    /// What is to be said of single numbers, in the order of the job.
    static func remarks(of id: String, limit: Int, _ database: Connection) throws -> [PasswordJobReport.Remark] {
        try database.query(
            """
            SELECT number, remark FROM password_job_line WHERE job_id = ?1 AND remark IS NOT NULL
            ORDER BY position LIMIT ?2
            """, id, limit
        ) { row in PasswordJobReport.Remark(number: try row.number(0), sentence: row.text(1)) }
    }

    static func countOfRemarks(of id: String, _ database: Connection) throws -> Int {
        try database.query(
            "SELECT count(*) FROM password_job_line WHERE job_id = ?1 AND remark IS NOT NULL", id
        ) { $0.integer(0) }[0]
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM password_job WHERE finished_at <= ?1", now - PasswordJobs.keptFor)
    }

    private static func job(_ row: Row) throws -> PasswordJob {
        PasswordJob(
            id: row.text(0), contract: row.integer(1), number: try row.number(2), kind: row.text(3),
            state: try row.value(4), total: row.integer(5), done: row.integer(6), createdAt: try row.moment(7),
            finishedAt: try row.optionalMoment(8), sentences: row.text(9).split(separator: "\n").map(String.init))
    }
}
