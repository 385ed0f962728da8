import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 作成中のお申し込み: all of them, for those who may order. The newest stand above お申し込み履歴 too.
struct OrderDraftsPage: Sendable {
    let desk: OrderDesk

    static let path = OrderListPage.path + "/drafts"
    static let removalPath = OrderListPage.path + "/draft-removal"
    private static let perPage = 100
    /// So many stand above お申し込み履歴.
    private static let mostAbove = 10

    func show(_ visit: Visit<Employee>) throws -> Response {
        let (company, scope) = (visit.person.company, visit.person.rights.editScope)
        let view = try desk.services.database.read { database in
            let total = try OrderDraftStore.count(of: company, in: scope, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            let drafts = try OrderDraftStore.some(
                of: company, in: scope, atMost: Self.perPage, after: (page - 1) * Self.perPage, database)
            return OrderDraftsView(
                table: table(drafts, total, visit, isAll: true),
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(Self.path)?page=\($0)" })
        }
        return try desk.services.page("Orders/drafts", view, for: visit)
    }

    /// Nil where there is none.
    func newest(_ visit: Visit<Employee>, _ database: Connection) throws -> OrderDraftTableView? {
        let (company, scope) = (visit.person.company, visit.person.rights.editScope)
        let drafts = try OrderDraftStore.some(of: company, in: scope, atMost: Self.mostAbove, database)
        let total =
            drafts.count < Self.mostAbove
            ? drafts.count : try OrderDraftStore.count(of: company, in: scope, database)
        return table(drafts, total, visit, isAll: false)
    }

    private func table(
        _ drafts: [OrderDraftEntry], _ total: Int, _ visit: Visit<Employee>, isAll: Bool
    ) -> OrderDraftTableView? {
        drafts.isEmpty
            ? nil
            : OrderDraftTableView(
                drafts: drafts, total: total, isAll: isAll, policy: desk.policy, language: visit.language)
    }

    /// A draft is given up.
    func remove(_ visit: Visit<Employee>) async throws -> Response {
        guard let id = visit.form["draft"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let company = visit.person.company
        let draft = try desk.services.database.read { try OrderDraftStore.find(id, of: company, $0) }
        guard let draft, draft.isOpen(to: visit.person.rights) else { throw PageRefusal.notFound }
        let isRemoved = try await desk.services.database.write { try OrderDraftStore.remove(id, of: company, $0) }
        guard isRemoved else { throw PageRefusal.notFound }
        return .done(
            OrderDraft.removed(in: visit.language), at: visit.form["list"] == "all" ? Self.path : OrderListPage.path)
    }
}

struct OrderDraftsView: ViewModel {
    let table: OrderDraftTableView?
    let pager: PagerView?

    static let fields: ViewFields<OrderDraftsView> = [
        "table": { .object(ifAny: $0.table) },
        "pager": { .object(ifAny: $0.pager) },
    ]
}

/// Drafts, a row each, as `Templates/Orders/draft-table` draws them.
struct OrderDraftTableView: ViewModel {
    let drafts: [OrderDraftEntry]
    let total: Int
    /// It is the list of all.
    let isAll: Bool
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<OrderDraftTableView> = [
        "rows": { view in
            .list(view.drafts.map { DraftRowView(draft: $0, policy: view.policy, language: view.language) })
        },
        "isAll": { .flag($0.isAll) },
        "more": { .text(ifAny: $0.isAll || $0.total == $0.drafts.count ? nil : $0.total.inGroups) },
    ]
}

private struct DraftRowView: ViewModel {
    let draft: OrderDraftEntry
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<DraftRowView> = [
        "id": { .integer($0.draft.id) },
        "service": { .text($0.policy.name(of: $0.draft.service)) },
        "kind": { .text($0.draft.kind.name(in: $0.language)) },
        "account": { .text($0.draft.account) },
        "changedAt": { .text($0.draft.changedAt.dateAndTimeText(in: $0.language)) },
        "submitsAt": { view in .text(ifAny: view.draft.submitsAt?.dayAndTimeText(in: view.language)) },
        // The flow goes on where it was left.
        "path": { .text($0.draft.kind.path(ofDraft: $0.draft.id)) },
    ]
}
