import Exchange
package import SQLite

/// What the groups of an account may do, as it is stored.
package enum RightsStore {
    /// Read with the session, and again in the transaction of every submit (RIGHT-4).
    package static func rights(ofAccount account: Int, _ database: Connection) throws -> Rights {
        let groups = try database.query(
            """
            SELECT g.id, g.scope, g.level FROM user_group_member m JOIN user_group g ON g.id = m.group_id
            WHERE m.account_id = ?1 ORDER BY g.id
            """, account
        ) { (id: $0.integer(0), scope: $0.text(1), level: try $0.value(2, as: Grant.Level.self)) }
        return Rights(try groups.map { Grant(try scope($0.scope, ofGroup: $0.id, database), $0.level) })
    }

    package static func scope(
        _ stored: String, ofGroup group: Int, _ database: Connection
    ) throws -> Grant.Scope {
        if let service = OrderedService(rawValue: stored) { return .service(service) }
        guard stored != "everything" else { return .everything }
        return .contracts(
            Set(
                try database.query("SELECT contract FROM user_group_contract WHERE group_id = ?1", group) {
                    try $0.value(0)
                }))
    }
}

extension Grant.Level: StorableValue {}
