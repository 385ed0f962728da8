import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// The numbers to be ended on a day, as a file (VOICE-13): all of it on the person's word, or nothing.
struct DatedRemovalImportKind: ImportKind {
    let flow: DatedOrderFlow

    var services: Services { flow.services }

    static let name = "ip-voice.dated-removal"
    static var site: SiteName { .ordering }
    static let path = OrderKind.dated.flowPath + "/removal/import"
    static var templates: (form: String, preview: String) {
        (form: "NumberPicking/import", preview: "NumberPicking/preview")
    }

    func isOpen(to person: Employee) -> Bool { flow.isOpen(person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Employee>
    ) throws -> Result<EndingFile, CSVProblem> {
        guard let contract = try flow.openForImport(visit).contract else { throw PageRefusal.notFound }
        let present = try services.database.read { try VoiceNumberStore.numbers(of: contract.voice.code, $0) }
        return EndingFile.read(content, Dictionary(uniqueKeysWithValues: present.map { ($0.number, $0) }))
    }

    func form(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> NumberFileView {
        let opened = try flow.openForImport(visit)
        return NumberFileView(
            EndingFile.self, flow.frame(.menu, opened, visit), place(opened), problems, in: visit.language)
    }

    func preview(
        _ file: EndingFile, _ state: ImportState, _ visit: Visit<Employee>
    ) throws -> NumberFilePreviewView {
        let opened = try flow.openForImport(visit)
        return NumberFilePreviewView(file, flow.frame(.menu, opened, visit), place(opened), in: visit.language)
    }

    private func place(_ opened: DatedOrderFlow.Opened) -> NumberFilePlace {
        let draft = opened.draft.reference
        return NumberFilePlace(path: Self.path, entry: flow.path(of: .removal, draft), draft: draft.id)
    }

    func apply(_ attempt: ImportAttempt<Self>) async throws -> Response {
        let (file, visit) = (attempt.file, attempt.visit)
        let opened = try flow.openForImport(visit)
        guard file.wrong.isEmpty else { return try attempt.preview() }
        var answers = opened.answers
        answers.ending = file.numbers
        let draft = try await flow.keep(answers, of: attempt.upload, opened, visit)
        guard let draft else { return try attempt.preview(hasChanged: true) }
        return .done(PortFile.done(file.numbers.count, in: visit.language), at: flow.path(of: .removal, draft))
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? { nil }

    func sample(in language: Language) -> [UInt8] { EndingFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        EndingFile.fileName(of: download, in: language)
    }
}
