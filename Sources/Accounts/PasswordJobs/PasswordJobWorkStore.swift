import Crypto
import SQLite
import Shell
import Telephony

/// The next hashes to be made, and what they came to.
enum PasswordJobWorkStore {
    /// A piece of one job's work.
    struct Chunk: Sendable {
        let job: PasswordJob
        /// Empty when only its end is left.
        let lines: [Line]
    }

    struct Line: Sendable {
        let position: Int
        let number: PhoneNumber
        let isOfContract: Bool
        let sealed: [UInt8]
        /// The regular password that is in force.
        let stored: PasswordHash?
    }

    /// Of the job that has waited longest: jobs of several contracts take turns.
    static func next(_ database: Connection) throws -> Chunk? {
        let id = try database.first(
            "SELECT id FROM password_job WHERE finished_at IS NULL ORDER BY turn LIMIT 1"
        ) { $0.text(0) }
        guard let job = try id.flatMap({ try PasswordJobStore.find($0, database) }) else { return nil }
        let lines = try database.query(
            """
            SELECT l.position, l.number, l.sealed, p.contract_id, c.hash, c.salt, c.scrypt_n, c.scrypt_r, c.scrypt_p
            FROM password_job_line l
            LEFT JOIN phone_number p ON p.number = l.number AND p.contract_id = ?3
            LEFT JOIN credential c ON c.number = l.number AND c.kind = 'regular' AND c.voided_at IS NULL
            WHERE l.job_id = ?1 AND l.position >= ?2 ORDER BY l.position LIMIT ?4
            """, job.id, job.done, job.contract, PasswordJobs.chunk
        ) { row in
            Line(
                position: row.integer(0), number: try row.number(1), isOfContract: !row.isNull(3),
                sealed: row.bytes(2), stored: PasswordHash(ifAny: row, from: 4))
        }
        return Chunk(job: job, lines: lines)
    }

    /// Notes what a chunk came to and erases what was sealed. Nothing happens when the job has ended, or somebody else has
    /// been over these lines, meanwhile.
    static func save(_ results: [PasswordJobResult], of chunk: Chunk, _ database: Connection) throws {
        let job = chunk.job
        let rows = try database.run(
            """
            UPDATE password_job SET done = ?3, state = CASE WHEN ?3 = total THEN 'waiting' ELSE 'running' END,
                turn = (SELECT 1 + max(turn) FROM password_job)
            WHERE id = ?1 AND done = ?2 AND finished_at IS NULL
            """, job.id, job.done, job.done + results.count)
        guard rows > 0 else { return }
        for (line, result) in zip(chunk.lines, results) {
            let hash = result.hash
            try database.run(
                """
                UPDATE password_job_line SET sealed = NULL, outcome = ?3, hash = ?4, salt = ?5, scrypt_n = ?6,
                    scrypt_r = ?7, scrypt_p = ?8
                WHERE job_id = ?1 AND position = ?2
                """, job.id, line.position, result.name, hash?.hash, hash?.salt, hash?.parameters.n,
                hash?.parameters.r, hash?.parameters.p)
        }
    }

    /// Lets the others go first.
    static func giveWay(_ job: PasswordJob, _ database: Connection) throws {
        try database.run(
            "UPDATE password_job SET turn = (SELECT 1 + max(turn) FROM password_job) WHERE id = ?1", job.id)
    }

    /// All lines with what is true of their numbers now.
    static func finished(
        _ job: PasswordJob, at now: Moment, _ database: Connection
    ) throws -> FinishedPasswordJob? {
        let lines = try database.query(
            """
            SELECT l.number, p.contract_id, l.outcome, l.hash, l.salt, l.scrypt_n, l.scrypt_r, l.scrypt_p, c.hash
            FROM password_job_line l
            LEFT JOIN phone_number p ON p.number = l.number AND p.contract_id = ?2
            LEFT JOIN credential c ON c.number = l.number AND c.kind = 'regular' AND c.voided_at IS NULL
            WHERE l.job_id = ?1 ORDER BY l.position
            """, job.id, job.contract
        ) { row in PasswordJobLine(number: try row.number(0), outcome: outcome(row)) }
        return try database.first(
            "SELECT client, session_hash, details FROM password_job WHERE id = ?1 AND finished_at IS NULL", job.id
        ) { row in
            FinishedPasswordJob(
                id: job.id, contract: job.contract, number: job.number, client: row.text(0), session: row.bytes(1),
                details: row.text(2), createdAt: job.createdAt, now: now, lines: lines)
        }
    }

    static func note(_ remarks: [PasswordJobReport.Remark], of job: PasswordJob, _ database: Connection) throws {
        guard !remarks.isEmpty else { return }
        // Looked up here: thousands of remarks, each searching thousands of lines, would hold up every other change.
        var positions: [PhoneNumber: Int] = [:]
        try database.forEach("SELECT number, position FROM password_job_line WHERE job_id = ?1", job.id) { row in
            positions[try row.number(0)] = row.integer(1)
        }
        for remark in remarks {
            try database.run(
                "UPDATE password_job_line SET remark = ?3 WHERE job_id = ?1 AND position = ?2", job.id,
                positions[remark.number], remark.sentence)
        }
    }

    private static func outcome(_ row: Row) -> PasswordJobOutcome {
        guard !row.isNull(1) else { return .notOfContract }
        let made = PasswordHash(ifAny: row, from: 3)
        let name = row.optionalText(2)
        if name == "made", let made { return .made(made) }
        guard let stored = row.optionalBytes(8) else { return .noPassword }
        guard let made, made.hash == stored else { return .changed }
        return name == "right" ? .right(made) : .wrong
    }
}

/// What one line came to: for `made` the new hash, for the others the stored one that it was compared with.
enum PasswordJobResult: Sendable {
    case made(PasswordHash)
    case right(PasswordHash)
    case wrong(PasswordHash)
    /// Nothing to compare with, or a number that is the contract's no more.
    case none

    var name: String {
        switch self {
        case .made: "made"
        case .right: "right"
        case .wrong: "wrong"
        case .none: "none"
        }
    }

    var hash: PasswordHash? {
        switch self {
        case .made(let hash), .right(let hash), .wrong(let hash): hash
        case .none: nil
        }
    }
}
