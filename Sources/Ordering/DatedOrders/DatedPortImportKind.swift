import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The numbers to be ported as a file (PORT-1): all of it on the person's word, or nothing.
struct DatedPortImportKind: ImportKind {
    let flow: DatedOrderFlow

    var services: Services { flow.services }

    static let name = "ip-voice.ports"
    static var site: SiteName { .ordering }
    static let path = OrderKind.dated.flowPath + "/ports/import"
    static var templates: (form: String, preview: String) {
        (form: "DatedOrders/import", preview: "DatedOrders/preview")
    }

    func isOpen(to person: Employee) -> Bool { flow.isOpen(person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<PortFile, CSVProblem> {
        _ = try flow.openForImport(visit)
        return PortRow.Column.read(content).map { PortFile($0) }
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> DatedPortImportView {
        let opened = try flow.openForImport(visit)
        return DatedPortImportView(
            frame: flow.frame(.menu, opened, visit), problems: problems, language: visit.language)
    }

    func preview(_ file: PortFile, _ state: ImportState, _ visit: Visit<Employee>) throws -> DatedPortPreviewView {
        let opened = try flow.openForImport(visit)
        return DatedPortPreviewView(
            frame: flow.frame(.menu, opened, visit), file: file,
            before: opened.answers.ports.withoutEmpty.all.count, language: visit.language)
    }

    func apply(_ attempt: ImportAttempt<Self>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try flow.openForImport(visit)
        guard file.wrong.isEmpty else { return try attempt.preview() }
        var answers = opened.answers
        answers.ports = file.rows
        let draft = try await flow.keep(answers, of: attempt.upload, opened, visit)
        guard let draft else { return try attempt.preview(hasChanged: true) }
        return .done(PortFile.done(file.lines.count, in: visit.language), at: flow.path(of: .ports, draft))
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { PortFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        PortFile.fileName(of: download, in: language)
    }
}

struct DatedPortImportView: ViewModel {
    let frame: OrderFrame
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<DatedPortImportView> = [
        "frame": { .object($0.frame) },
        "file": { .object(FieldView("file", "", $0.problems)) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "path": { .text($0.frame.flowPath) },
        "columns": { .list(PortRow.Column.header(in: $0.language)) },
        "sample": { .text(String(decoding: PortFile.sample(in: $0.language), as: UTF8.self)) },
    ]
}

struct DatedPortPreviewView: ViewModel {
    let frame: OrderFrame
    let file: PortFile
    let before: Int
    let language: Language

    static let fields: ViewFields<DatedPortPreviewView> = [
        "frame": { .object($0.frame) },
        "draftID": { .text($0.frame.draft.map { "\($0.id)" } ?? "") },
        "path": { .text($0.frame.flowPath) },
        "count": { .text($0.file.lines.count.inGroups) },
        "replaced": { .object(ifAny: CountView($0.before)) },
        "canApply": { .flag($0.file.wrong.isEmpty) },
        "isMore": { .flag($0.file.lines.count > ImportState.mostShown) },
        "rows": { view in
            .list(
                view.file.lines.prefix(ImportState.mostShown).map {
                    DatedPortLineView(line: $0, language: view.language)
                })
        },
    ]
}

/// A number to be ported in a list.
struct DatedPortLineView: ViewModel {
    let line: PortLine
    let language: Language

    static let fields: ViewFields<DatedPortLineView> = [
        "number": { .text($0.line.number.display) },
        "carrier": { .text($0.line.carrier) },
        "issuer": { .text(ifAny: $0.line.issuer.isEmpty ? nil : $0.line.issuer) },
        "kind": { .text($0.line.kind.name(in: $0.language)) },
        "holder": { .text(ifAny: $0.line.holder?.name) },
        "address": { .text(ifAny: $0.line.address) },
    ]
}
