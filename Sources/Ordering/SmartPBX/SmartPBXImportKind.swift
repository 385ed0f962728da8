import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// Which order a file of extensions is for: pages and files that wait are told apart by it.
protocol SmartPBXImportOrder: Sendable {
    static var kind: OrderKind { get }
}

enum NewSmartPBXImport: SmartPBXImportOrder { static let kind = OrderKind.new }
enum SmartPBXAdditionImport: SmartPBXImportOrder { static let kind = OrderKind.add }

/// The extensions of a draft as a file (PBX-6): all of it on the person's word, or nothing.
struct SmartPBXImportKind<Ordered: SmartPBXImportOrder>: ImportKind {
    let flow: SmartPBXOrderFlow

    init(_ desk: OrderDesk) { flow = SmartPBXOrderFlow(desk: desk, kind: Ordered.kind) }

    var services: Services { flow.services }

    static var name: String { "smart-pbx.\(Ordered.kind.pathPart)" }
    static var site: SiteName { .ordering }
    static var path: String { Ordered.kind.flowPath + "/import" }
    static var templates: (form: String, preview: String) { (form: "SmartPBX/import", preview: "SmartPBX/preview") }

    func isOpen(to person: Employee) -> Bool { flow.isOpen(person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<SmartPBXFile, CSVProblem> {
        let opened = try flow.openForImport(visit)
        guard let plan = opened.plan else { throw PageRefusal.notFound }
        return SmartPBXFile.Column.read(content).map { SmartPBXFile($0, plan: plan, beside: opened.contract) }
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> SmartPBXImportView {
        let opened = try flow.openForImport(visit)
        return SmartPBXImportView(
            frame: flow.frame(.extensions, opened, visit),
            plan: opened.plan, problems: problems)
    }

    func preview(
        _ file: SmartPBXFile, _ state: ImportState, _ visit: Visit<Employee>
    ) throws -> SmartPBXPreviewView {
        let opened = try flow.openForImport(visit)
        return SmartPBXPreviewView(
            frame: flow.frame(.extensions, opened, visit),
            file: file, before: opened.answers.rows.withoutEmpty.all.count, room: room(opened), language: visit.language
        )
    }

    func apply(_ attempt: ImportAttempt<Self>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try flow.openForImport(visit)
        guard file.wrong.isEmpty, file.rows.count <= room(opened) else { return try attempt.preview() }
        var answers = opened.answers
        answers.rows = ExtensionRows(file.rows)
        answers.changesNumbers = true
        let draft = try await flow.keep(answers, of: attempt.upload, opened, visit)
        guard let draft else { return try attempt.preview(hasChanged: true) }
        return .done(
            SmartPBXFile.done(file.rows.count, in: visit.language), at: flow.path(of: .extensions, draft))
    }

    /// So many can come to what there is.
    private func room(_ opened: SmartPBXOrderFlow.Opened) -> Int {
        Extension.limit - (opened.contract?.extensions.count ?? 0)
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { SmartPBXFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        SmartPBXFile.fileName(of: download, in: language)
    }
}

struct SmartPBXImportView: ViewModel {
    let frame: OrderFrame
    let plan: NumberPlan?
    let problems: [Problem]

    static let fields: ViewFields<SmartPBXImportView> = [
        "frame": { .object($0.frame) },
        "file": { .object(FieldView("file", "", $0.problems)) },
        "siteDigits": { .integer($0.plan?.siteDigits ?? 0) },
        "deviceDigits": { .integer($0.plan?.deviceDigits ?? 0) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "path": { .text($0.frame.flowPath) },
    ]
}

struct SmartPBXPreviewView: ViewModel {
    let frame: OrderFrame
    let file: SmartPBXFile
    /// Extensions that are in the draft already, and that the file takes the place of.
    let before: Int
    let room: Int
    let language: Language

    private var isTooMany: Bool { file.rows.count > room }

    static let fields: ViewFields<SmartPBXPreviewView> = [
        "frame": { .object($0.frame) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "smartphones": { .text($0.file.count(of: .smartphone).inGroups) },
        "computers": { .text($0.file.count(of: .computer).inGroups) },
        "count": { .text($0.file.rows.count.inGroups) },
        "replaced": { .object(ifAny: CountView($0.before)) },
        "tooMany": { $0.isTooMany ? .object(ifAny: CountView($0.file.rows.count)) : .absent },
        "room": { .text($0.room.inGroups) },
        "path": { .text($0.frame.flowPath) },
        "canApply": { .flag($0.file.wrong.isEmpty && !$0.isTooMany) },
        "isMore": { .flag($0.file.rows.count > ImportState.mostShown) },
        "rows": { view in
            .list(view.file.rows.prefix(ImportState.mostShown).map { PreviewRow(row: $0, language: view.language) })
        },
    ]
}

private struct PreviewRow: ViewModel {
    let row: ExtensionRows.Row
    let language: Language

    static let fields: ViewFields<PreviewRow> = [
        "site": { .text($0.row.site) },
        "device": { .text($0.row.device) },
        "kind": { .text(DeviceKind(word: $0.row.kind)?.name(in: $0.language) ?? $0.row.kind) },
    ]
}
