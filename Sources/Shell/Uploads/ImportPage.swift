import Crypto
import Encodings
package import HTTP
import Mustache
import SQLite
import Telephony

/// A file is read and judged, shown as what it would change, and carried out on the person's word. Nothing of it waits
/// unsealed.
package struct ImportPage<Kind: ImportKind>: Sendable {
    typealias Visit = Shell.Visit<Kind.Person>
    private typealias Column = Kind.File.LineProblem.Column

    let kind: Kind
    private var services: Services { kind.services }

    package init(_ kind: Kind) {
        self.kind = kind
    }

    package var routes: [SiteRoute<Kind.Person>] {
        let (path, isOpen) = (Kind.path, kind.isOpen(to:))
        let upload: SiteRoute<Kind.Person> =
            .page(.post, path, bodyLimit: Uploads.bodyLimit, allowed: isOpen, self.upload)
        let words: [SiteRoute<Kind.Person>] = [
            .page(.post, path + "/apply", allowed: isOpen, apply),
            .page(.post, path + "/repair", allowed: isOpen, repair),
        ]
        return [
            .page(.get, path, allowed: isOpen) { try form($0) },
            Kind.leadsBack ? upload : upload.unkept,
            .page(.get, path + "/errors.csv", allowed: isOpen, wrongLines),
            .page(.get, Kind.samplePath, allowed: isOpen, sample),
        ] + (Kind.keepsForms ? words : words.map(\.unkept))
    }

    /// Reads the file, keeps it sealed for the person's word, and shows what it would change. Nothing is changed yet.
    private func upload(_ visit: Visit) async throws -> Response {
        guard let sent = visit.form.file("file") else { return try form(visit, .missing) }
        switch try await read(sent.bytes, visit) {
        case .failure(let problem): return try form(visit, .file(problem))
        case .success(let file):
            let token = Base64URL.encode(services.random(16))
            let (owner, now, key) = (owner(visit), visit.now, services.key)
            try await services.database.write { database in
                try PendingUploadStore.keep(
                    sent.bytes, fileName: sent.filename, token: token, of: owner, at: now, key, database)
            }
            return try preview(file, visit, token: token, fileName: sent.filename)
        }
    }

    /// FWD-5: the same file once more, with what a spreadsheet did to its numbers undone.
    private func repair(_ visit: Visit) async throws -> Response {
        guard let token = visit.form["upload"] else { throw FormProblem.malformed }
        guard let upload = try pending(token, visit), !upload.isUsed, let content = upload.content else {
            return try form(visit, .gone)
        }
        switch try await read(content, visit, isRepaired: true) {
        case .failure(let problem): return try form(visit, .file(problem))
        case .success(let file):
            return try preview(
                file, visit, token: token, fileName: upload.fileName, ImportState(isRepaired: true))
        }
    }

    private func apply(_ visit: Visit) async throws -> Response {
        guard let token = visit.form["upload"] else { throw FormProblem.malformed }
        guard let upload = try pending(token, visit) else { return try form(visit, .gone) }
        if upload.isUsed, let answer = kind.answer(toUsed: upload, visit.language) { return answer }
        let isRepaired = visit.form["repaired"] == "1"
        guard !upload.isUsed, let content = upload.content,
            case .success(let file) = try await read(content, visit, isRepaired: isRepaired)
        else { return try form(visit, .gone) }
        return try await kind.apply(
            ImportAttempt(
                page: self, visit: visit, upload: upload, token: token, file: file, isRepaired: isRepaired))
    }

    private func wrongLines(_ visit: Visit) async throws -> Response {
        guard let token = visit.query["upload"] else { throw PageRefusal.notFound }
        guard let content = try pending(token, visit)?.content,
            case .success(let file) = try await read(content, visit, isRepaired: visit.query["repaired"] == "1")
        else { throw PageRefusal.notFound }
        let reports = file.wrong.map { $0.report(in: visit.language) }
        return .csv(
            LineReport.file(reports, in: visit.language), kind.fileName(of: .wrongLines, in: visit.language),
            plainName: Self.plainName("errors"))
    }

    private func sample(_ visit: Visit) -> Response {
        .csv(
            kind.sample(in: visit.language), kind.fileName(of: .sample, in: visit.language),
            plainName: Self.plainName("sample"))
    }

    /// `bulk-forwarding-import-errors.csv`.
    private static func plainName(_ part: String) -> String {
        Kind.path.split(separator: "/").filter { $0 != "*" }.joined(separator: "-") + "-\(part).csv"
    }

    // MARK: What has been sent

    private func owner(_ visit: Visit) -> PendingUpload.Owner {
        PendingUpload.Owner(kind: Kind.name, visit.person, site: Kind.site)
    }

    private func pending(_ token: String, _ visit: Visit) throws -> PendingUpload? {
        try services.database.read { try pending(token, visit, $0) }
    }

    func pending(_ token: String, _ visit: Visit, _ database: Connection) throws -> PendingUpload? {
        try PendingUploadStore.find(token, of: owner(visit), at: visit.now, services.key, database)
    }

    private func read(
        _ content: [UInt8], _ visit: Visit, isRepaired: Bool = false
    ) async throws -> Result<Kind.File, CSVProblem> {
        try await services.work.files.run { [kind] in
            try kind.read(content, repairs: isRepaired, for: visit)
        }
    }

    // MARK: Answers

    func preview(
        _ file: Kind.File, _ visit: Visit, token: String, fileName: String, _ state: ImportState = ImportState()
    ) throws -> Response {
        var state = state
        if let problem = Problem.wrongLines(file.wrong.count, in: visit.language) { state.problems = [problem] }
        let view = ImportPreviewView(
            path: kind.path(for: visit), token: token, fileName: fileName,
            reports: file.wrong.map { $0.report(in: visit.language) },
            heading: file.heading?.sentence(in: visit.language), repair: ImportRepairView(file.wrong, state),
            isRepaired: state.isRepaired, language: visit.language)
        return try services.page(
            Kind.templates.preview, ImportPreviewFrame(view: view, preview: try kind.preview(file, state, visit)),
            for: visit, problems: state.problems, status: state.hasChanged ? .conflict : nil)
    }

    /// The form to choose a file, with what was wrong with the last one.
    func form(_ visit: Visit, _ problem: UploadProblem? = nil, status: Status? = nil) throws -> Response {
        let problems = problem.map { [$0.problem(about: Column.self, in: visit.language)] } ?? []
        return try services.page(
            Kind.templates.form, try kind.form(visit, problems), for: visit, problems: problems, status: status)
    }
}

/// What the previews of all kinds show.
struct ImportPreviewView: ViewModel {
    let path: String
    let token: String
    let fileName: String
    let reports: [LineReport]
    let heading: String?
    let repair: ImportRepairView?
    let isRepaired: Bool
    let language: Language

    static let fields: ViewFields<ImportPreviewView> = [
        "importPath": { .text($0.path) },
        "upload": { .text($0.token) },
        "fileName": { .text($0.fileName.isEmpty ? nameless(in: $0.language) : $0.fileName) },
        "heading": { .text(ifAny: $0.heading) },
        "repaired": { .flag($0.isRepaired) },
        "repair": { .object(ifAny: $0.repair) },
        "wrong": { .text($0.reports.count.inGroups) },
        "errors": { .object(ifAny: LineReportsView($0.reports)) },
    ]
}

/// A kind's own names, and those of all kinds behind them.
private struct ImportPreviewFrame<Preview: ViewModel>: ViewModel {
    let view: ImportPreviewView
    let preview: Preview

    static var fields: ViewFields<ImportPreviewFrame> { [:] }

    func answer(to key: TemplateKey) -> TemplateValue? { preview.answer(to: key) ?? view.answer(to: key) }
}

extension Response {
    /// - Parameter plainName: in ASCII, beside the name in the person's language.
    package static func csv(_ bytes: [UInt8], _ filename: String, plainName: String) -> Response {
        .download(bytes, filename: filename, plainName: plainName, contentType: "text/csv; charset=utf-8")
    }
}
