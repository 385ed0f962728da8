import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The extensions of a draft as a file (PBX-6): all of it on the person's word, or nothing.
struct NewSmartPBXImportKind: ImportKind {
    let flow: NewSmartPBXFlow

    var services: Services { flow.services }

    static let name = "smart-pbx.new"
    static let site = SiteName.ordering
    static let path = "\(NewSmartPBXFlow.path)/import"
    static let templates = (form: "SmartPBX/import", preview: "SmartPBX/preview")

    func isOpen(to person: Employee) -> Bool { NewSmartPBXFlow.isOpen(to: person) }

    /// The draft that the form names; a download of wrong lines names none, and is about the one last worked on.
    private func opened(_ visit: Visit<Employee>) throws -> NewSmartPBXFlow.Opened {
        if let named = visit.form["draft"] ?? visit.query["draft"] { return try flow.open(Int(named), visit) }
        let drafts = try services.database.read { try OrderDraftStore.all(of: visit.person.company, $0) }
        return try flow.open(drafts.first { $0.account == visit.person.account }?.reference.id, visit)
    }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<SmartPBXFile, CSVProblem> {
        guard let plan = try opened(visit).answers.plan else { throw PageRefusal.notFound }
        return SmartPBXFile.Column.read(content).map { SmartPBXFile($0, plan: plan) }
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> NewSmartPBXImportView {
        let opened = try opened(visit)
        return NewSmartPBXImportView(
            frame: NewSmartPBXFrame(step: .extensions, draft: opened.draft.reference, language: visit.language),
            plan: opened.answers.plan, problems: problems)
    }

    func preview(
        _ file: SmartPBXFile, _ state: ImportState, _ visit: Visit<Employee>
    ) throws -> NewSmartPBXPreviewView {
        let opened = try opened(visit)
        return NewSmartPBXPreviewView(
            frame: NewSmartPBXFrame(step: .extensions, draft: opened.draft.reference, language: visit.language),
            file: file, before: opened.answers.rows.withoutEmpty.all.count, language: visit.language)
    }

    func apply(_ attempt: ImportAttempt<NewSmartPBXImportKind>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try opened(visit)
        guard file.wrong.isEmpty, file.rows.count <= Extension.limit else { return try attempt.preview() }
        var answers = opened.answers
        answers.rows = ExtensionRows(file.rows)
        let (kept, now, company) = (answers.answers, visit.now, visit.person.company)
        let draft = try await services.database.write { database in
            let draft = try OrderDraftStore.keep(kept, in: opened.draft.reference, of: company, at: now, database)
            if draft != nil { try PendingUploadStore.markUsed(attempt.upload, database) }
            return draft
        }
        guard let draft else { return try attempt.preview(hasChanged: true) }
        return .done(
            Self.done(file.rows.count, in: visit.language), at: NewSmartPBXFlow.Step.extensions.path(of: draft))
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { SmartPBXFile.sample(in: language) }
}

struct NewSmartPBXImportView: ViewModel {
    let frame: NewSmartPBXFrame
    let plan: NumberPlan?
    let problems: [Problem]

    static let fields: ViewFields<NewSmartPBXImportView> = [
        "frame": { .object($0.frame) },
        "file": { .object(FieldView("file", "", $0.problems)) },
        "siteDigits": { .integer($0.plan?.siteDigits ?? 0) },
        "deviceDigits": { .integer($0.plan?.deviceDigits ?? 0) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
    ]
}

struct NewSmartPBXPreviewView: ViewModel {
    let frame: NewSmartPBXFrame
    let file: SmartPBXFile
    /// Extensions that are in the draft already, and that the file takes the place of.
    let before: Int
    let language: Language

    private var isTooMany: Bool { file.rows.count > Extension.limit }

    static let fields: ViewFields<NewSmartPBXPreviewView> = [
        "frame": { .object($0.frame) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "smartphones": { .text($0.file.count(of: .smartphone).inGroups) },
        "computers": { .text($0.file.count(of: .computer).inGroups) },
        "count": { .text($0.file.rows.count.inGroups) },
        "replaced": { .object(ifAny: CountView($0.before)) },
        "tooMany": { $0.isTooMany ? .object(ifAny: CountView($0.file.rows.count)) : .absent },
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
