import Exchange
package import SQLite

/// All SQL about user groups, but for what a person may do by them.
package enum UserGroupStore {
    package static func all(of company: Int, _ database: Connection) throws -> [UserGroup] {
        try database.query("SELECT id FROM user_group WHERE company_id = ?1 ORDER BY name", company) { $0.integer(0) }
            .compactMap { try find($0, of: company, database) }
    }

    static func count(of company: Int, _ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM user_group WHERE company_id = ?1", company) { $0.integer(0) } ?? 0
    }

    package static func find(_ id: Int, of company: Int, _ database: Connection) throws -> UserGroup? {
        let found = try database.first(
            "SELECT name, scope, level, version FROM user_group WHERE id = ?1 AND company_id = ?2", id, company
        ) {
            (name: $0.text(0), scope: $0.text(1), level: try $0.value(2, as: Grant.Level.self), version: $0.integer(3))
        }
        guard let found else { return nil }
        let members = try database.query(
            "SELECT account_id FROM user_group_member WHERE group_id = ?1 ORDER BY account_id", id
        ) { $0.integer(0) }
        let scope = try RightsStore.scope(found.scope, ofGroup: id, database)
        return UserGroup(
            id: id, name: found.name, grant: Grant(scope, found.level), members: members, version: found.version)
    }

    package static func isTaken(
        _ name: String, in company: Int, but id: Int? = nil, _ database: Connection
    ) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM user_group WHERE company_id = ?1 AND name = ?2 AND id IS DISTINCT FROM ?3", company, name, id
        )
    }

    package static func add(
        company: Int, _ name: String, _ grant: Grant, _ database: Connection
    ) throws -> Int {
        try database.run(
            "INSERT INTO user_group (company_id, name, scope, level) VALUES (?1, ?2, ?3, ?4)", company, name,
            grant.scope.stored, grant.level)
        let id = database.lastInsertedID
        try setContracts(grant.scope, of: id, database)
        return id
    }

    package static func change(_ id: Int, _ name: String, _ grant: Grant, _ database: Connection) throws {
        try database.run(
            "UPDATE user_group SET name = ?2, scope = ?3, level = ?4, version = version + 1 WHERE id = ?1", id, name,
            grant.scope.stored, grant.level)
        try setContracts(grant.scope, of: id, database)
    }

    package static func remove(_ id: Int, _ database: Connection) throws {
        try database.run("DELETE FROM user_group WHERE id = ?1", id)
    }

    package static func set(_ members: [Int], of id: Int, _ database: Connection) throws {
        try database.run("DELETE FROM user_group_member WHERE group_id = ?1", id)
        for member in members {
            try database.run("INSERT INTO user_group_member (account_id, group_id) VALUES (?1, ?2)", member, id)
        }
    }

    private static func setContracts(_ scope: Grant.Scope, of id: Int, _ database: Connection) throws {
        try database.run("DELETE FROM user_group_contract WHERE group_id = ?1", id)
        guard case .contracts(let contracts) = scope else { return }
        for contract in contracts {
            try database.run("INSERT INTO user_group_contract (group_id, contract) VALUES (?1, ?2)", id, contract)
        }
    }
}

extension Grant.Scope {
    fileprivate var stored: String {
        switch self {
        case .everything: "everything"
        case .service(let service): service.rawValue
        case .contracts: "contracts"
        }
    }
}
