import Encodings
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 内線設定: the extensions of a contract with their names and user IDs (SET-5).
struct ExtensionListPage: Sendable {
    let desk: ExtensionDesk
    let sipServer: String?

    static let page = SettingsPath.extensions
    private static let perPage = 100

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.page.family(), show),
            desk.page(.get, Self.page.family("/names.csv"), download),
            desk.page(.post, Self.page.family("/undo"), undo),
        ]
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let typed = visit.query["q"] ?? ""
        let (digits, name) = (PastedText(typed).text, PlainName(typed).text)
        let view = try desk.services.database.read { database in
            let opened = try desk.open(visit, database)
            let total = try SetExtensionStore.count(of: opened.code, with: digits, or: name, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return ExtensionListView(
                frame: desk.frame(Self.page, opened, visit), sipServer: sipServer,
                found: try SetExtensionStore.some(
                    of: opened.code, with: digits, or: name, atMost: Self.perPage, after: (page - 1) * Self.perPage,
                    database),
                total: total, words: name,
                pager: PagerView(total: total, perPage: Self.perPage, page: page) {
                    "\(Self.page.of(opened.code))?" + PercentEncoding.query([("q", name), ("page", "\($0)")])
                })
        }
        return try desk.services.page("ExtensionSettings/extensions", view, for: visit)
    }

    /// What uploads unchanged.
    func download(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        let database = desk.services.database
        let bytes = try await desk.services.work.files.run {
            ExtensionNameFile.download(
                try database.read { try SetExtensionStore.all(of: opened.code, $0) }, in: visit.language)
        }
        return .csv(
            bytes, ExtensionNameFile.downloadName(of: opened.code, in: visit.language),
            plainName: "names_\(opened.code).csv")
    }

    /// 元に戻す of the last file (SET-8).
    func undo(_ visit: Visit<Employee>) async throws -> Response {
        let opened = try desk.open(visit)
        guard let change = visit.form["change"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let (code, actor) = (opened.code, visit.actor)
        let outcome = try await desk.save(opened, for: visit) { database in
            let outcome = try ExtensionNameUndo(change: change, contract: code).run(database)
            if case .undone(let count) = outcome {
                try actor.audit("extension.names-undone", subject: code.text, after: "\(count)", database)
            }
            return outcome
        }
        return desk.services.done(.namesUndone(outcome, in: visit.language), at: Self.page.of(code))
    }
}

private struct ExtensionListView: ViewModel {
    let frame: ExtensionSettingsFrame
    let sipServer: String?
    /// Those of the page.
    let found: [SetExtension]
    let total: Int
    let words: String
    let pager: PagerView?

    private var here: String { SettingsPath.extensions.of(frame.opened.code) }

    static let fields: ViewFields<ExtensionListView> = [
        "frame": { .object($0.frame) },
        "here": { .text($0.here) },
        "sipServer": { .text(ifAny: $0.sipServer) },
        "isSetUp": { .flag($0.frame.opened.setUp.isFinished) },
        "hasFile": { .flag($0.frame.opened.setUp.isFinished && $0.frame.opened.maySeeSecrets) },
        "q": { .object(FieldView("q", $0.words)) },
        "isNarrowed": { .flag(!$0.words.isEmpty) },
        "found": { .text($0.total.inGroups) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "extensions": { view in
            .list(view.found.map { ExtensionRowView(line: $0, frame: view.frame) })
        },
        "pager": { .object(ifAny: $0.pager) },
    ]
}

private struct ExtensionRowView: ViewModel {
    let line: SetExtension
    let frame: ExtensionSettingsFrame

    static let fields: ViewFields<ExtensionRowView> = [
        "number": { .text($0.line.number.digits) },
        "path": { .text(ExtensionPage.path(of: $0.line.number, $0.frame.opened.code)) },
        "name": { .text($0.line.name.text) },
        "hasName": { .flag($0.line.name != .none) },
        "kind": { .text($0.line.line.device.name(in: $0.frame.language)) },
        "userID": { .text(UserID($0.frame.opened.code, $0.line.number).text) },
    ]
}
