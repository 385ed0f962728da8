import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// Web設定変更サイト: which contract is to be set up (SET-1).
struct ExtensionSettingsListPage: Sendable {
    let desk: ExtensionDesk
    let serviceName: String

    private static let perPage = 100

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, SettingsPath.all, list),
            desk.page(.get, SettingsPath.all + "/*", open),
        ]
    }

    /// The only one there is opens at once.
    func list(_ visit: Visit<Employee>) throws -> Response {
        let (company, scope) = (visit.person.company, visit.person.rights.scope)
        let view = try desk.services.database.read { database in
            let total = try ServiceContractStore.count(of: company, .smartPBX, in: scope, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            let contracts = try ServiceContractStore.some(
                of: company, .smartPBX, in: scope, atMost: Self.perPage, after: (page - 1) * Self.perPage, database)
            return ExtensionSettingsListView(
                serviceName: serviceName, rows: try contracts.map { try row($0, visit, database) },
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(SettingsPath.all)?page=\($0)" })
        }
        if view.rows.count == 1, let path = view.rows[0].path { return .redirect(to: path) }
        return try desk.services.page("ExtensionSettings/list", view, for: visit)
    }

    private func row(
        _ contract: ServiceContract, _ visit: Visit<Employee>, _ database: Connection
    ) throws -> SettingsContractRow {
        let begin = desk.wait(for: contract, at: visit.now)
        let isBuilt = contract.state == .open && begin == nil
        return SettingsContractRow(
            code: contract.code, isBuilt: isBuilt, begin: begin?.dateAndTimeText(in: visit.language),
            isLocked: isBuilt ? try desk.lock.order(locking: contract.code, database) != nil : false,
            isSetUp: isBuilt ? try ExtensionSettingsStore.setUp(of: contract.code, database).isFinished : false)
    }

    /// The first page of a contract's settings.
    func open(_ visit: Visit<Employee>) throws -> Response {
        let opened = try desk.open(visit)
        return .redirect(to: (opened.setUp.isFinished ? SettingsPath.extensions : .start).of(opened.code))
    }
}

private struct ExtensionSettingsListView: ViewModel {
    let serviceName: String
    let rows: [SettingsContractRow]
    let pager: PagerView?

    static let fields: ViewFields<ExtensionSettingsListView> = [
        "serviceName": { .text($0.serviceName) },
        "table": { $0.rows.isEmpty ? .absent : .object($0) },
        "rows": { .list($0.rows) },
        "pager": { .object(ifAny: $0.pager) },
    ]
}

private struct SettingsContractRow: ViewModel {
    let code: ContractCode
    let isBuilt: Bool
    /// Nil: it waits for nothing, or for its work.
    let begin: String?
    let isLocked: Bool
    let isSetUp: Bool

    /// Nil: there is nothing to set up yet.
    var path: String? { isBuilt ? "\(SettingsPath.all)/\(code)" : nil }

    static let fields: ViewFields<SettingsContractRow> = [
        "code": { .text($0.code.text) },
        "path": { .text(ifAny: $0.path) },
        "isBuilt": { .flag($0.isBuilt) },
        "begin": { .text(ifAny: $0.begin) },
        "isLocked": { .flag($0.isLocked) },
        "isSetUp": { .flag($0.isSetUp) },
    ]
}
