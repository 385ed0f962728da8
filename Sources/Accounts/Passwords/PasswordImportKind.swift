import HTTP
import SQLite
import Shell
import Telephony

/// パスワードの一括設定: on the administrator's own password the file becomes a job (PW-6).
struct PasswordImportKind: ImportKind {
    let services: Services
    let age: PasswordAge

    static let name = PasswordImport.jobKind.name
    static let path = PasswordImport.path
    static let templates = (form: "Passwords/import", preview: "Passwords/import-preview")

    static let leadsBack = false

    func isOpen(to person: Person) -> Bool { PasswordOfNumber.isOpen(to: person) }

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Person>
    ) throws -> Result<PasswordImportFile, CSVProblem> {
        let person = visit.person
        let numbers = try services.database.read { database in
            try PasswordNumbersStore.all(of: person.contractID, age: age, at: visit.now, database)
        }
        return PasswordImportFile.Column.read(content).map { table in
            PasswordImportFile(table, contractNumber: person.contractNumber, numbers: numbers, repairs: repairs)
        }
    }

    func form(_ visit: Visit<Person>, _ problems: [Problem]) throws -> PasswordImportView {
        let contract = visit.person.contractID
        return try services.database.read { database in
            PasswordImportView(
                count: try PasswordNumbersStore.count(
                    matching: .everything, of: contract, database) - 1,
                job: try PasswordJobStore.latest(of: PasswordImport.jobKind, contract: contract, database),
                problems: problems, language: visit.language)
        }
    }

    func preview(_ file: PasswordImportFile, _ state: ImportState, _ visit: Visit<Person>) -> PasswordImportPreviewView
    {
        PasswordImportPreviewView(file: file, problems: state.problems, language: visit.language)
    }

    /// Begins the job, or shows the preview again when the file has become wrong since, or the current password is.
    func apply(_ attempt: ImportAttempt<PasswordImportKind>) async throws -> Response {
        let visit = attempt.visit
        guard attempt.file.wrong.isEmpty else { return try attempt.preview() }
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal):
            return try refusal.answer(asking: .administrators, in: visit.language) { try attempt.preview($0) }
        case .success(let proven):
            switch try await begin(attempt, proven) {
            case .refused(let refusal):
                return try refusal.answer(asking: .administrators, in: visit.language) { try attempt.preview($0) }
            case .begun(.started(let job)): return .redirect(to: PasswordJobs.path(of: job))
            case .begun(.alreadyRunning):
                return try attempt.answerIfUsed() ?? attempt.refuse(.alreadyRunning, status: .conflict)
            }
        }
    }

    private enum Begun: Sendable {
        case begun(PasswordJobStore.Started)
        case refused(CurrentPassword.Refusal)
    }

    private func begin(
        _ attempt: ImportAttempt<PasswordImportKind>, _ proven: CurrentPassword
    ) async throws -> Begun {
        let draft = try await services.work.files.run { [services] in
            try PasswordJobDraft(
                of: PasswordImport.jobKind, visit: attempt.visit,
                entries: attempt.file.entries.map { ($0.number, $0.password.text) }, services)
        }
        return try await services.database.write { database in
            if let refusal = try proven.refusal(at: attempt.visit.now, database) { return .refused(refusal) }
            let started = try PasswordJobStore.start(draft, database)
            if case .started(let job) = started {
                try PendingUploadStore.markBegun(attempt.upload, as: job, database)
            }
            return .begun(started)
        }
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? {
        upload.job.map { .redirect(to: PasswordJobs.path(of: $0)) }
    }

    func sample(in language: Language) -> [UInt8] { PasswordImportFile.sample(in: language) }

    func fileName(of download: ImportDownload, in language: Language) -> String {
        PasswordImport.fileName(of: download, in: language)
    }
}
