import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The extensions that are to go, as a file (PBX-6): what it names is ticked, and nothing else.
struct SmartPBXDeletionImportKind: ImportKind {
    let flow: SmartPBXOrderFlow

    init(_ desk: OrderDesk) { flow = SmartPBXOrderFlow(desk: desk, kind: .delete) }

    var services: Services { flow.services }

    static let name = "smart-pbx.delete"
    static let site = SiteName.ordering
    static let path = OrderKind.delete.flowPath + "/import"
    static let templates = (form: "SmartPBX/deletion-import", preview: "SmartPBX/deletion-preview")

    func isOpen(to person: Employee) -> Bool { flow.isOpen(person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<SmartPBXDeletionFile, CSVProblem> {
        guard let contract = try flow.openForImport(visit).contract else { throw PageRefusal.notFound }
        return SmartPBXDeletionFile.Column.read(content).map { SmartPBXDeletionFile($0, of: contract) }
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> SmartPBXImportView {
        let opened = try flow.openForImport(visit)
        return SmartPBXImportView(
            frame: flow.frame(.extensions, opened, visit), plan: opened.plan, problems: problems)
    }

    func preview(
        _ file: SmartPBXDeletionFile, _ state: ImportState, _ visit: Visit<Employee>
    ) throws -> SmartPBXDeletionPreviewView {
        let opened = try flow.openForImport(visit)
        return SmartPBXDeletionPreviewView(
            frame: flow.frame(.extensions, opened, visit), file: file, before: opened.answers.gone.count)
    }

    func apply(_ attempt: ImportAttempt<SmartPBXDeletionImportKind>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try flow.openForImport(visit)
        guard file.wrong.isEmpty else { return try attempt.preview() }
        var answers = opened.answers
        answers.gone = Set(file.numbers)
        answers.changesNumbers = true
        let draft = try await flow.keep(answers, of: attempt.upload, opened, visit)
        guard let draft else { return try attempt.preview(hasChanged: true) }
        return .done(SmartPBXFile.done(file.numbers.count, in: visit.language), at: flow.path(of: .extensions, draft))
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { SmartPBXDeletionFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        SmartPBXFile.fileName(of: download, in: language)
    }
}

struct SmartPBXDeletionPreviewView: ViewModel {
    let frame: OrderFrame
    let file: SmartPBXDeletionFile
    /// Ticked until now: the file takes their place.
    let before: Int

    static let fields: ViewFields<SmartPBXDeletionPreviewView> = [
        "frame": { .object($0.frame) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "path": { .text($0.frame.flowPath) },
        "count": { .text($0.file.numbers.count.inGroups) },
        "replaced": { .object(ifAny: CountView($0.before)) },
        "canApply": { .flag($0.file.wrong.isEmpty) },
        "isMore": { .flag($0.file.numbers.count > ImportState.mostShown) },
        "rows": { view in
            .list(view.file.numbers.prefix(ImportState.mostShown).map { NumberRow(number: $0) })
        },
    ]
}

private struct NumberRow: ViewModel {
    let number: ExtensionNumber

    static let fields: ViewFields<NumberRow> = [
        "site": { .text($0.number.site) },
        "device": { .text($0.number.device) },
    ]
}
