import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 氏名 by a file (SET-5, SET-8): on the person's word all of it at once, or nothing.
struct ExtensionNameImportKind: ImportKind {
    let desk: ExtensionDesk

    var services: Services { desk.services }

    static let name = "extension.names"
    static let site = SiteName.ordering
    static let path = SettingsPath.extensions.family("/import")
    static let templates = (form: "ExtensionSettings/name-import", preview: "ExtensionSettings/name-preview")

    func path(for visit: Visit<Employee>) -> String {
        SettingsPath.contract(in: visit.request.path).map { SettingsPath.extensions.of($0, "/import") } ?? Self.path
    }

    func isOpen(to person: Employee) -> Bool { ExtensionDesk.isOpen(to: person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<ExtensionNameFile, CSVProblem> {
        let (opened, lines) = try services.database.read { database in
            let opened = try desk.open(visit, database)
            return (opened, try SetExtensionStore.all(of: opened.code, database))
        }
        return ExtensionNameFile.Column.read(content).map { ExtensionNameFile($0, of: lines, plan: opened.plan) }
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> ExtensionNameImportView {
        let opened = try desk.open(visit)
        return ExtensionNameImportView(frame: desk.frame(.extensions, opened, visit), problems: problems)
    }

    func preview(
        _ file: ExtensionNameFile, _ state: ImportState, _ visit: Visit<Employee>
    ) throws -> ExtensionNamePreviewView {
        let opened = try desk.open(visit)
        return ExtensionNamePreviewView(
            frame: desk.frame(.extensions, opened, visit), file: file, hasChanged: state.hasChanged)
    }

    func apply(_ attempt: ImportAttempt<ExtensionNameImportKind>) async throws -> Response {
        try await desk.answering { _ in try await carryOut(attempt) }(attempt.visit)
    }

    private func carryOut(_ attempt: ImportAttempt<ExtensionNameImportKind>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try desk.open(visit)
        guard file.wrong.isEmpty, file.seen == visit.form["seen"], !file.changes.isEmpty,
            let change = try await save(attempt, opened)
        else { return try attempt.answerIfUsed() ?? attempt.preview(hasChanged: true) }
        let undo = Notice.Undo(path: SettingsPath.extensions.of(opened.code, "/undo"), change: change)
        return services.done(
            .namesUploaded(file.changes.count, undo: undo, in: visit.language),
            at: SettingsPath.extensions.of(opened.code))
    }

    /// Nil when somebody was quicker.
    private func save(
        _ attempt: ImportAttempt<ExtensionNameImportKind>, _ opened: ExtensionDesk.Opened
    ) async throws -> Int? {
        let (code, actor, file) = (opened.code, attempt.visit.actor, attempt.file)
        return try await desk.save(opened, for: attempt.visit) { database in
            guard let pending = try attempt.stillPending(database), !pending.isUsed else { return nil }
            for line in file.changes {
                guard try SetExtensionStore.find(line.number, of: code, database)?.name.text == line.before else {
                    return nil
                }
                try SetExtensionStore.set(ExtensionName(stored: line.after ?? ""), for: line.number, of: code, database)
            }
            try PendingUploadStore.markUsed(attempt.upload, database)
            try actor.audit(
                "extension.names-uploaded", subject: code.text, after: "\(file.changes.count)", database)
            return try ExtensionChangeStore.add(file.changes, .names, of: code, at: actor.at, database)
        }
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { ExtensionNameFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        ExtensionNameFile.fileName(of: download, in: language)
    }
}

struct ExtensionNameImportView: ViewModel {
    let frame: ExtensionSettingsFrame
    let problems: [Problem]

    static let fields: ViewFields<ExtensionNameImportView> = [
        "frame": { .object($0.frame) },
        "here": { .text(SettingsPath.extensions.of($0.frame.opened.code)) },
        "file": { .object(FieldView("file", "", $0.problems)) },
    ]
}

struct ExtensionNamePreviewView: ViewModel {
    let frame: ExtensionSettingsFrame
    let file: ExtensionNameFile
    let hasChanged: Bool

    static let fields: ViewFields<ExtensionNamePreviewView> = [
        "frame": { .object($0.frame) },
        "here": { .text(SettingsPath.extensions.of($0.frame.opened.code)) },
        "hasChanged": { .flag($0.hasChanged) },
        "seen": { .text($0.file.seen) },
        "changed": { .text($0.file.changes.count.inGroups) },
        "unchanged": { .text($0.file.unchanged.inGroups) },
        "canApply": { .flag($0.file.wrong.isEmpty && !$0.file.changes.isEmpty && !$0.frame.opened.isReadOnly) },
        "nothingToDo": { .flag($0.file.wrong.isEmpty && $0.file.changes.isEmpty) },
        "changes": { $0.file.changes.isEmpty ? .absent : .object($0) },
        "isMore": { .flag($0.file.changes.count > ImportState.mostShown) },
        "rows": { view in
            .list(
                view.file.changes.prefix(ImportState.mostShown).map {
                    ChangedNameView(line: $0, language: view.frame.language)
                })
        },
    ]
}

private struct ChangedNameView: ViewModel {
    let line: ExtensionChange.Line
    let language: Language

    static let fields: ViewFields<ChangedNameView> = [
        "number": { .text($0.line.number.digits) },
        "before": { .text(ExtensionName(stored: $0.line.before ?? "").shown(in: $0.language)) },
        "after": { .text(ExtensionName(stored: $0.line.after ?? "").shown(in: $0.language)) },
    ]
}
