import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// What an order of telephone numbers says, as a file (VOICE-8, 13): all of it on the person's word, or nothing.
struct ImmediateImportKind<File: ImmediateOrderFile>: ImportKind {
    let flow: ImmediateOrderFlow

    init(_ desk: OrderDesk, _ settlement: VoiceSettlement) {
        flow = ImmediateOrderFlow(desk: desk, settlement: settlement, kind: File.kind)
    }

    var services: Services { flow.services }

    static var name: String { "ip-voice.\(File.kind.pathPart)" }
    static var site: SiteName { .ordering }
    static var path: String { File.kind.flowPath + "/import" }
    static var templates: (form: String, preview: String) {
        (form: "ImmediateOrders/import", preview: "ImmediateOrders/preview")
    }

    func isOpen(to person: Employee) -> Bool { flow.isOpen(person) }

    func read(_ content: [UInt8], repairs: Bool, for visit: Visit<Employee>) throws -> Result<File, CSVProblem> {
        guard let contract = try flow.openForImport(visit).contract else { throw PageRefusal.notFound }
        let present = try services.database.read { try VoiceNumberStore.numbers(of: contract.code, $0) }
        return File.read(content, Dictionary(uniqueKeysWithValues: present.map { ($0.number, $0) }))
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> ImmediateImportView {
        let opened = try flow.openForImport(visit)
        return ImmediateImportView(
            frame: flow.frame(.numbers, opened, visit), headings: File.headings(in: visit.language),
            example: File.example(in: visit.language), notes: File.notes(in: visit.language), problems: problems)
    }

    func preview(_ file: File, _ state: ImportState, _ visit: Visit<Employee>) throws -> ImmediatePreviewView {
        let opened = try flow.openForImport(visit)
        return ImmediatePreviewView(
            frame: flow.frame(.numbers, opened, visit), headings: File.headings(in: visit.language),
            rows: file.rows(in: visit.language), isWhole: file.wrong.isEmpty)
    }

    func apply(_ attempt: ImportAttempt<Self>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try flow.openForImport(visit)
        guard file.wrong.isEmpty else { return try attempt.preview() }
        var answers = opened.answers
        file.put(into: &answers)
        let draft = try await flow.keep(answers, of: attempt.upload, opened, visit)
        guard let draft else { return try attempt.preview(hasChanged: true) }
        let rows = file.rows(in: visit.language).count
        return .done(ImmediateOrderWords.read(rows, in: visit.language), at: flow.path(of: flow.contentStep, draft))
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { File.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        ImmediateOrderWords.fileName(of: download, in: language)
    }
}

struct ImmediateImportView: ViewModel {
    let frame: OrderFrame
    let headings: [String]
    let example: [[String]]
    let notes: [String]
    let problems: [Problem]

    static let fields: ViewFields<ImmediateImportView> = [
        "frame": { .object($0.frame) },
        "file": { .object(FieldView("file", "", $0.problems)) },
        "example": { view in
            .text(
                ([view.headings] + view.example).map { row in row.map { "\"\($0)\"" }.joined(separator: ",") }
                    .joined(separator: "\n"))
        },
        "notes": { .list($0.notes) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "path": { .text($0.frame.flowPath) },
    ]
}

struct ImmediatePreviewView: ViewModel {
    let frame: OrderFrame
    let headings: [String]
    let rows: [[String]]
    let isWhole: Bool

    static let fields: ViewFields<ImmediatePreviewView> = [
        "frame": { .object($0.frame) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "path": { .text($0.frame.flowPath) },
        "count": { .text($0.rows.count.inGroups) },
        "canApply": { .flag($0.isWhole && !$0.rows.isEmpty) },
        "isMore": { .flag($0.rows.count > ImportState.mostShown) },
        "headings": { .list($0.headings) },
        "rows": { view in .list(view.rows.prefix(ImportState.mostShown).map { CellsView(cells: $0) }) },
    ]
}

private struct CellsView: ViewModel {
    let cells: [String]

    static let fields: ViewFields<CellsView> = ["cells": { .list($0.cells) }]
}
