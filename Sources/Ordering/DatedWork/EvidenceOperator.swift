import Exchange
package import SQLite
package import Shell

/// Only the operator reads evidence, and each reading stands in the trail of the company whose it is.
package enum EvidenceOperator {
    /// Nil where there is none of that number.
    /// - Parameter actor: of that company.
    package static func read(
        _ id: Int, _ key: ServerKey, by actor: (_ company: Int) -> Actor, _ database: Connection
    ) throws -> (file: KeptEvidence, content: [UInt8])? {
        guard let found = try EvidenceStore.content(id, key, database) else { return nil }
        try actor(found.file.company).audit(
            "ordering.evidence.read", subject: found.file.order?.text ?? "\(id)", after: found.file.name, database)
        return found
    }
}
