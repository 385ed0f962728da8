import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// アカウント: the people of the company, for its administrators (ACCT-5).
package enum CompanyAccounts {
    package static func feature(_ services: Services) -> Feature<Employee> {
        Feature(
            routes: AccountsPage(services: services).routes + AccountEditPage(services: services).routes
                + AccountStepPage(services: services).routes,
            vocabulary: vocabulary)
    }
}

struct AccountsPage: Sendable {
    let services: Services

    static let path = "/accounts"

    var routes: [SiteRoute<Employee>] { [.page(.get, Self.path, allowed: \.isAdministrator, show)] }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let rows = try services.database.read { database in
            let uses = try AccountUseStore.uses(of: visit.person.company, database)
            let groups = try AccountUseStore.groups(of: visit.person.company, database)
            return try AccountStore.all(of: visit.person.company, database).map { account in
                AccountRow(
                    account: account, link: try AccountLinkStore.latest(.activation, of: account.id, database),
                    use: uses[account.id].flatMap { isOver($0, visit) ? nil : $0 }, groups: groups[account.id] ?? [],
                    isOwn: account.id == visit.person.id, now: visit.now, language: visit.language)
            }
        }
        return try services.page("CompanyAccounts/accounts", AccountsView(rows: rows), for: visit)
    }

    /// What has not been used for so long is no sign-in any more.
    private func isOver(_ use: AccountUse, _ visit: Visit<Employee>) -> Bool {
        visit.now - use.seenAt >= visit.person.idleTime ?? services.sessions.idleTime
    }
}

private struct AccountsView: ViewModel {
    let rows: [AccountRow]

    static let fields: ViewFields<AccountsView> = ["accounts": { .list($0.rows) }]
}

private struct AccountRow: ViewModel {
    let account: Account
    let link: AccountLink?
    let use: AccountUse?
    let groups: [String]
    let isOwn: Bool
    let now: Moment
    let language: Language

    static let fields: ViewFields<AccountRow> = [
        "id": { .integer($0.account.id) },
        "name": { .text($0.account.name) },
        "mailAddress": { .text($0.account.mailAddress.text) },
        "kind": { .text(Account.kind(isAdministrator: $0.account.isAdministrator, in: $0.language)) },
        "standing": { .text($0.account.standing(link: $0.link, at: $0.now, in: $0.language)) },
        "isActive": { .flag($0.account.standing == .active) },
        "use": { row in
            .object(ifAny: row.use.map { UseView(use: $0, language: row.language) })
        },
        "groups": { .list($0.groups) },
        "hasGroups": { .flag(!$0.groups.isEmpty) },
        "isOwn": { .flag($0.isOwn) },
    ]
}

private struct UseView: ViewModel {
    let use: AccountUse
    let language: Language

    static let fields: ViewFields<UseView> = [
        "at": { .text($0.use.seenAt.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.use.seenAt.machineText) },
        "client": { .text($0.use.client) },
    ]
}
