import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 着信グループの削除: what leads to it, before it goes.
struct ExtensionGroupRemovalPage: Sendable {
    let desk: ExtensionDesk

    private static let page = ExtensionGroupsPage.page
    private static let remove = "/remove"

    static func path(of group: ExtensionGroup) -> String { page.of(group.contract, remove) + "?group=\(group.id)" }

    var routes: [SiteRoute<Employee>] {
        let path = Self.page.family(Self.remove)
        return [desk.page(.get, path) { try show($0, $0.query) }, desk.page(.post, path, act)]
    }

    private func show(_ visit: Visit<Employee>, _ form: Form, hasChanged: Bool = false) throws -> Response {
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            let group = try ExtensionGroupEditPage.group(form, of: opened.code, database)
            return ExtensionGroupRemovalView(
                frame: desk.frame(Self.page, opened, visit), group: group,
                lines: try ExtensionGroupStore.lines(to: group.id, database),
                before: try ExtensionGroupStore.names(before: group.id, database), hasChanged: hasChanged,
                language: visit.language)
        }
        return try desk.services.page(
            "ExtensionGroups/remove", view, for: visit, status: hasChanged ? .conflict : nil)
    }

    private func act(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        let (group, actor) = (
            try desk.services.database.read { try ExtensionGroupEditPage.group(visit.form, of: opened.code, $0) },
            visit.actor
        )
        guard visit.form["version"] == "\(group.version)",
            try await desk.save(opened, for: visit, { try ExtensionGroupChange.remove(group, by: actor, $0) })
        else { return try show(visit, visit.form, hasChanged: true) }
        return desk.services.done(
            .extensionGroupRemoved(group.settings, in: visit.language), at: Self.page.of(opened.code))
    }
}

private struct ExtensionGroupRemovalView: ViewModel {
    let frame: ExtensionSettingsFrame
    let group: ExtensionGroup
    /// 外線番号 whose calls come to it.
    let lines: [PhoneNumber]
    /// Groups that go on to it.
    let before: [ExtensionGroup.Name]
    let hasChanged: Bool
    let language: Language

    static let fields: ViewFields<ExtensionGroupRemovalView> = [
        "frame": { .object($0.frame) },
        "here": { .text(ExtensionGroupRemovalPage.path(of: $0.group)) },
        "listPath": { .text(ExtensionGroupsPage.page.of($0.group.contract)) },
        "id": { .integer($0.group.id) },
        "version": { .integer($0.group.version) },
        "number": { .text($0.group.settings.number.digits) },
        "name": { .text($0.group.settings.name) },
        "mode": { .text($0.group.settings.mode.name(in: $0.language)) },
        "memberCount": { .integer($0.group.settings.members.count) },
        "hasChanged": { .flag($0.hasChanged) },
        "isUsed": { .flag(!$0.lines.isEmpty || !$0.before.isEmpty) },
        "lines": { $0.lines.isEmpty ? .absent : .list($0.lines.map(\.display)) },
        "before": { view in
            view.before.isEmpty ? .absent : .list(view.before.map { $0.words(in: view.language) })
        },
    ]
}
