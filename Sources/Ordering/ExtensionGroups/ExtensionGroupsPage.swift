import Encodings
import Exchange
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// 着信グループ設定 (SET-3): its pages.
package enum ExtensionGroups {
    package static func feature(_ desk: ExtensionDesk) -> Feature<Employee> {
        Feature(
            routes: ExtensionGroupsPage(desk: desk).routes + ExtensionGroupEditPage(desk: desk).routes
                + ExtensionGroupRemovalPage(desk: desk).routes,
            vocabulary: vocabulary)
    }
}

/// The groups of a contract.
struct ExtensionGroupsPage: Sendable {
    let desk: ExtensionDesk

    static let page = SettingsPath.groups

    var routes: [SiteRoute<Employee>] { [desk.page(.get, Self.page.family(), show)] }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let words = PastedText(visit.query["q"] ?? "").text
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            let code = opened.code
            let total = try ExtensionGroupStore.count(of: code, with: words, database)
            let page = visit.query.pageNumber(of: total, perPage: ExtensionGroup.perPage)
            return ExtensionGroupsView(
                frame: desk.frame(Self.page, opened, visit), contract: code,
                all: words.isEmpty ? total : try ExtensionGroupStore.count(of: code, database),
                found: try ExtensionGroupStore.some(
                    of: code, with: words, atMost: ExtensionGroup.perPage,
                    after: (page - 1) * ExtensionGroup.perPage, database),
                total: total, names: try ExtensionGroupStore.names(of: code, database),
                withoutMembers: try ExtensionGroupStore.namesWithoutMembers(of: code, database), words: words,
                page: page, language: visit.language)
        }
        return try desk.services.page("ExtensionGroups/groups", view, for: visit)
    }
}

private struct ExtensionGroupsView: ViewModel {
    let frame: ExtensionSettingsFrame
    let contract: ContractCode
    /// So many the contract has.
    let all: Int
    /// Those of the page.
    let found: [ExtensionGroup]
    let total: Int
    let names: [ExtensionGroup.Name]
    let withoutMembers: [ExtensionGroup.Name]
    let words: String
    let page: Int
    let language: Language

    private var path: String { ExtensionGroupsPage.page.of(contract) }

    static let fields: ViewFields<ExtensionGroupsView> = [
        "frame": { .object($0.frame) },
        "path": { .text($0.path) },
        "addPath": { .text(ExtensionGroupEditPage.addPath(of: $0.contract)) },
        "isFull": { .flag($0.all >= ExtensionGroup.most) },
        "isEmpty": { .flag($0.all == 0) },
        "isSearched": { .flag($0.all >= ExtensionGroup.searchedFrom) },
        "isNarrowed": { .flag(!$0.words.isEmpty) },
        "q": { .object(FieldView("q", $0.words)) },
        "found": { .text($0.total.inGroups) },
        "withoutMembers": { view in
            .text(
                ifAny: view.withoutMembers.isEmpty
                    ? nil : ExtensionGroup.Name.words(view.withoutMembers, in: view.language))
        },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "groups": { view in
            .list(view.found.map { ExtensionGroupRow(group: $0, names: view.names, language: view.language) })
        },
        "pager": { view in
            .object(
                ifAny: PagerView(total: view.total, perPage: ExtensionGroup.perPage, page: view.page) { page in
                    "\(view.path)?" + PercentEncoding.query([("q", view.words), ("page", "\(page)")])
                })
        },
    ]
}

private struct ExtensionGroupRow: ViewModel {
    let group: ExtensionGroup
    let names: [ExtensionGroup.Name]
    let language: Language

    static let fields: ViewFields<ExtensionGroupRow> = [
        "number": { .text($0.group.settings.number.digits) },
        "name": { .text($0.group.settings.name) },
        "mode": { .text($0.group.settings.mode.name(in: $0.language)) },
        "seconds": { .integer($0.group.settings.ringSeconds) },
        "members": { view in .object(ifAny: CountView(view.group.settings.members.count)) },
        "next": { .text($0.names.words($0.group.settings.next, in: $0.language)) },
        "editPath": { .text(ExtensionGroupEditPage.path(of: $0.group)) },
        "removalPath": { .text(ExtensionGroupRemovalPage.path(of: $0.group)) },
    ]
}
