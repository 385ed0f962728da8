import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 発信番号の一括設定: on the person's word all of a file at once, or nothing.
struct OutgoingImportKind: ImportKind {
    let desk: ExtensionDesk

    init(_ desk: ExtensionDesk) { self.desk = desk }

    var services: Services { desk.services }

    static let name = "outgoing-numbers"
    static let site = SiteName.ordering
    static let path = OutgoingPage.page.family(part)
    static let templates = (form: "ExtensionRouting/import", preview: "ExtensionRouting/preview")
    private static let part = "/import"

    static func path(of contract: ContractCode) -> String { OutgoingPage.page.of(contract, part) }

    func path(for visit: Visit<Employee>) -> String {
        SettingsPath.contract(in: visit.request.path).map(Self.path) ?? Self.path
    }

    func isOpen(to person: Employee) -> Bool { ExtensionDesk.isOpen(to: person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<OutgoingFile, CSVProblem> {
        let facts = try services.database.read { database in
            let opened = try desk.open(visit, database)
            return OutgoingFile.Facts(
                plan: opened.plan, present: try OutgoingNumberStore.all(of: opened.code, database),
                lines: Set(try ExtensionRoutingStore.lines(of: opened.code, database).map(\.number)),
                latest: try ExtensionChangeStore.latest(.outgoingNumbers, of: opened.code, database))
        }
        return OutgoingFile.Column.read(content).map {
            OutgoingFile($0, facts, repairs: repairs, in: visit.language)
        }
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> OutgoingImportView {
        let opened = try desk.open(visit)
        return OutgoingImportView(
            frame: desk.frame(.outgoing, opened, visit), contract: opened.code, problems: problems)
    }

    func preview(
        _ file: OutgoingFile, _ state: ImportState, _ visit: Visit<Employee>
    ) throws -> OutgoingPreviewView {
        let opened = try desk.open(visit)
        return OutgoingPreviewView(
            frame: desk.frame(.outgoing, opened, visit), contract: opened.code, file: file, state: state,
            language: visit.language)
    }

    func sample(in language: Language) -> [UInt8] { OutgoingFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        OutgoingFile.name(of: download, in: language)
    }

    /// What the preview showed, in one transaction, or the preview again when numbers have changed since.
    func apply(_ attempt: ImportAttempt<OutgoingImportKind>) async throws -> Response {
        try await desk.answering { try await carryOut(attempt, $0) }(attempt.visit)
    }

    private func carryOut(
        _ attempt: ImportAttempt<OutgoingImportKind>, _ visit: Visit<Employee>
    ) async throws -> Response {
        guard let seen = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let (file, actor, upload, opened) = (attempt.file, visit.actor, attempt.upload, try desk.open(visit))
        guard file.facts.latest == seen, file.wrong.isEmpty, !file.changes.isEmpty else {
            return try attempt.answerIfUsed() ?? attempt.preview(hasChanged: file.facts.latest != seen)
        }
        let code = opened.code
        let change = try await desk.save(opened, for: visit) { database -> Int? in
            guard try ExtensionChangeStore.latest(.outgoingNumbers, of: code, database) == seen else { return nil }
            let change = try OutgoingNumberStore.write(file.changes, of: code, at: actor.at, database)
            try actor.audit(
                "outgoing-number.upload", subject: upload.fileName, after: "\(file.changes.count)", database)
            try PendingUploadStore.markUsed(upload, database)
            return change
        }
        guard let change else { return try attempt.answerIfUsed() ?? attempt.preview(hasChanged: true) }
        let undo = Notice.Undo(path: OutgoingPage.page.of(code, OutgoingPage.undo), change: change)
        return services.done(
            .outgoingUploaded(file.changes.count, undo: undo, in: visit.language), at: OutgoingPage.page.of(code))
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? {
        services.done(.outgoingAlreadyUploaded(in: language), at: SettingsPath.all)
    }
}

struct OutgoingImportView: ViewModel {
    let frame: ExtensionSettingsFrame
    let contract: ContractCode
    let problems: [Problem]

    static let fields: ViewFields<OutgoingImportView> = [
        "frame": { .object($0.frame) },
        "path": { .text(OutgoingPage.page.of($0.contract)) },
        "importPath": { .text(OutgoingImportKind.path(of: $0.contract)) },
        "exportPath": { .text(OutgoingPage.page.of($0.contract, OutgoingPage.export)) },
        "file": { .object(FieldView("file", "", $0.problems)) },
    ]
}

/// What a file would do, as `Templates/ExtensionRouting/preview` draws it.
struct OutgoingPreviewView: ViewModel {
    let frame: ExtensionSettingsFrame
    let contract: ContractCode
    let file: OutgoingFile
    let state: ImportState
    let language: Language

    private var isRight: Bool { file.wrong.isEmpty }

    static let fields: ViewFields<OutgoingPreviewView> = [
        "frame": { .object($0.frame) },
        "path": { .text(OutgoingPage.page.of($0.contract)) },
        "version": { .integer($0.file.facts.latest) },
        "hasChanged": { .flag($0.state.hasChanged) },
        "changed": { .text($0.file.changes.count.inGroups) },
        "unchanged": { .text($0.file.unchanged.inGroups) },
        "canApply": { .flag($0.isRight && !$0.file.changes.isEmpty) },
        "nothingToDo": { .flag($0.isRight && $0.file.changes.isEmpty) },
        "changes": { $0.isRight && !$0.file.changes.isEmpty ? .object($0) : .absent },
        "count": { .text($0.file.changes.count.inGroups) },
        "isMore": { .flag($0.file.changes.count > ImportState.mostShown) },
        "rows": { view in
            .list(
                view.file.changes.prefix(ImportState.mostShown).map { ChangeView(change: $0, language: view.language) })
        },
    ]
}

private struct ChangeView: ViewModel {
    let change: OutgoingNumber.Change
    let language: Language

    static let fields: ViewFields<ChangeView> = [
        "extension": { .text($0.change.extension.digits) },
        "before": { .text($0.change.before.words(in: $0.language)) },
        "after": { .text($0.change.after.words(in: $0.language)) },
    ]
}
