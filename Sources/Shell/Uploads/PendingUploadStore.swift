import Crypto
package import SQLite
package import Telephony

/// All SQL about files that wait. A box opens only for its owner, and with the token that only the owner's page has.
package enum PendingUploadStore {
    /// Replaces what the owner had waiting.
    package static func keep(
        _ content: [UInt8], fileName: String = "", token: String, of owner: PendingUpload.Owner, at now: Moment,
        _ key: ServerKey, _ database: Connection
    ) throws {
        let hash = PendingUpload.hash(of: token)
        let box = try SealedBox(sealing: content, key: seal(hash, key), context: context(owner))
        try database.run(
            """
            INSERT INTO pending_upload (tenant, account, kind, token_hash, created_at, file_name, sealed, site)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (tenant, account, kind) DO UPDATE SET token_hash = excluded.token_hash,
                created_at = excluded.created_at, file_name = excluded.file_name, sealed = excluded.sealed, job = NULL
            """, owner.tenant, owner.account, owner.kind, hash, now, fileName, box.bytes, owner.site.rawValue)
    }

    /// Nil when there is none under this token, or none any more.
    package static func find(
        _ token: String, of owner: PendingUpload.Owner, at now: Moment, _ key: ServerKey, _ database: Connection
    ) throws -> PendingUpload? {
        try find(PendingUpload.hash(of: token), of: owner, since: now - PendingUpload.lifetime, key, database)
    }

    /// For the job that it has become, which knows the token's hash.
    package static func find(
        hash: [UInt8], of owner: PendingUpload.Owner, at now: Moment, _ key: ServerKey, _ database: Connection
    ) throws -> PendingUpload? {
        try find(hash, of: owner, since: now - PendingUpload.lifetimeInJob, key, database)
    }

    private static func find(
        _ hash: [UInt8], of owner: PendingUpload.Owner, since: Moment, _ key: ServerKey, _ database: Connection
    ) throws -> PendingUpload? {
        try database.first(
            """
            SELECT file_name, sealed, job FROM pending_upload
            WHERE tenant = ?1 AND account = ?2 AND kind = ?3 AND token_hash = ?4 AND created_at > ?5
            """, owner.tenant, owner.account, owner.kind, hash, since
        ) { row in
            // Sealed with the key of another server it is as good as gone.
            let content = try row.optionalBytes(1).flatMap {
                try SealedBox(bytes: $0).open(key: seal(hash, key), context: context(owner))
            }
            return PendingUpload(
                owner: owner, tokenHash: hash, fileName: row.text(0), content: content, job: row.optionalText(2))
        }
    }

    /// A second click finds the job.
    /// - Parameter keepsContent: for a job that has not taken all of it.
    package static func markBegun(
        _ upload: PendingUpload, as job: String, keepsContent: Bool = false, _ database: Connection
    ) throws {
        try database.run(
            """
            UPDATE pending_upload SET job = ?5
            WHERE tenant = ?1 AND account = ?2 AND kind = ?3 AND token_hash = ?4
            """, upload.owner.tenant, upload.owner.account, upload.owner.kind, upload.tokenHash, job)
        if !keepsContent { try markUsed(upload, database) }
    }

    /// What was in it is forgotten; a second click finds that it was carried out.
    package static func markUsed(_ upload: PendingUpload, _ database: Connection) throws {
        try database.run(
            """
            UPDATE pending_upload SET sealed = NULL
            WHERE tenant = ?1 AND account = ?2 AND kind = ?3 AND token_hash = ?4
            """, upload.owner.tenant, upload.owner.account, upload.owner.kind, upload.tokenHash)
    }

    package static func forget(ofTenant tenant: Int, at site: SiteName = .settings, _ database: Connection) throws {
        try database.run("DELETE FROM pending_upload WHERE tenant = ?1 AND site = ?2", tenant, site.rawValue)
    }

    package static func forget(ofAccount account: String, of tenant: Int, _ database: Connection) throws {
        try database.run("DELETE FROM pending_upload WHERE tenant = ?1 AND account = ?2", tenant, account)
    }

    package static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            """
            DELETE FROM pending_upload
            WHERE created_at <= ?1 AND (job IS NULL OR sealed IS NULL OR created_at <= ?2)
            """, now - PendingUpload.lifetime, now - PendingUpload.lifetimeInJob)
    }

    private static func seal(_ hash: [UInt8], _ key: ServerKey) -> [UInt8] { key.derive("pending upload", hash) }

    private static func context(_ owner: PendingUpload.Owner) -> [UInt8] {
        Array("\(owner.kind)\0\(owner.account)\0\(owner.tenant)".utf8)
    }
}
