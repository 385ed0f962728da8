import Exchange
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// ユーザグループ: who may do what, and with which contracts (RIGHT-1).
package enum UserGroups {
    package static func feature(_ services: Services, _ policy: OrderPolicy) -> Feature<Employee> {
        Feature(
            routes: UserGroupsPage(services: services, policy: policy).routes
                + UserGroupEditPage(services: services, policy: policy).routes,
            vocabulary: { vocabulary(policy, in: $0) })
    }
}

struct UserGroupsPage: Sendable {
    let services: Services
    let policy: OrderPolicy

    static let path = "/groups"

    var routes: [SiteRoute<Employee>] { [.page(.get, Self.path, allowed: \.isAdministrator, show)] }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let (groups, names) = try services.database.read { database in
            let accounts = try AccountStore.all(of: visit.person.company, database)
            return (
                try UserGroupStore.all(of: visit.person.company, database),
                Dictionary(accounts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            )
        }
        let rows = groups.map { group in
            UserGroupRow(
                group: group, members: group.members.compactMap { names[$0] }, policy: policy,
                language: visit.language)
        }
        return try services.page("UserGroups/groups", UserGroupsView(rows: rows), for: visit)
    }
}

private struct UserGroupsView: ViewModel {
    let rows: [UserGroupRow]

    static let fields: ViewFields<UserGroupsView> = [
        "groups": { .list($0.rows) },
        "isEmpty": { .flag($0.rows.isEmpty) },
    ]
}

private struct UserGroupRow: ViewModel {
    let group: UserGroup
    let members: [String]
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<UserGroupRow> = [
        "id": { .integer($0.group.id) },
        "name": { .text($0.group.name) },
        "scope": { .text($0.group.grant.scope.words($0.policy, in: $0.language)) },
        "level": { .text($0.group.grant.level.words(in: $0.language)) },
        "members": { .list($0.members) },
        "hasMembers": { .flag(!$0.members.isEmpty) },
    ]
}
