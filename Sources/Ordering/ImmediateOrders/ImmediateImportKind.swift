import Exchange
import HTTP
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
        (form: "NumberPicking/import", preview: "NumberPicking/preview")
    }

    func isOpen(to person: Employee) -> Bool { flow.isOpen(person) }

    func read(_ content: [UInt8], repairs: Bool, for visit: Visit<Employee>) throws -> Result<File, CSVProblem> {
        guard let contract = try flow.openForImport(visit).contract else { throw PageRefusal.notFound }
        let present = try services.database.read { try VoiceNumberStore.numbers(of: contract.code, $0) }
        return File.read(content, Dictionary(uniqueKeysWithValues: present.map { ($0.number, $0) }))
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> NumberFileView {
        let opened = try flow.openForImport(visit)
        return NumberFileView(
            File.self, flow.frame(.numbers, opened, visit), place(opened), problems, in: visit.language)
    }

    func preview(_ file: File, _ state: ImportState, _ visit: Visit<Employee>) throws -> NumberFilePreviewView {
        let opened = try flow.openForImport(visit)
        return NumberFilePreviewView(
            file, flow.frame(.numbers, opened, visit), place(opened), in: visit.language)
    }

    private func place(_ opened: ImmediateOrderFlow.Opened) -> NumberFilePlace {
        let draft = opened.draft.reference
        return NumberFilePlace(path: Self.path, entry: flow.path(of: .numbers, draft), draft: draft.id)
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
        File.fileName(of: download, in: language)
    }
}
