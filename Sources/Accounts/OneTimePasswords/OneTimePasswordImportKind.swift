import Crypto
import Encodings
import HTTP
import SQLite
import Shell
import Telephony

/// ワンタイムパスワード各種一括設定: carried out on the person's own password (OTP-8).
struct OneTimePasswordImportKind: ImportKind {
    let services: Services

    static let path = "/one-time-password/import"
    static let name = "one-time-passwords.import"
    static let templates = (form: "OneTimePasswords/import", preview: "OneTimePasswords/import-preview")

    static func routes(_ services: Services) -> [SiteRoute<Person>] {
        let kind = OneTimePasswordImportKind(services: services)
        return ImportPage(kind).routes + [.page(.get, "/one-time-password/export.csv", kind.export)]
    }

    private func export(_ visit: Visit<Person>) async throws -> Response {
        let (database, person, now) = (services.database, visit.person, visit.now)
        let bytes = try await services.work.files.run {
            OneTimePasswordFile.download(try database.read { try facts(person, at: now, $0) }, in: visit.language)
        }
        return .csv(
            bytes, Self.fileName(of: person.number, in: visit.language),
            plainName: "one-time-password_\(person.number.digits).csv")
    }

    // MARK: What a file would do

    func read(
        _ content: [UInt8], repairs: Bool, for visit: Visit<Person>
    ) throws -> Result<OneTimePasswordFile, CSVProblem> {
        OneTimePasswordFile.read(
            content, try services.database.read { try facts(visit.person, at: visit.now, $0) }, repairs: repairs)
    }

    private func facts(
        _ person: Person, at now: Moment, _ database: Connection
    ) throws -> OneTimePasswordFileFacts {
        try OneTimePasswordFileStore.facts(
            for: person.number, of: person.contractID, all: person.isAdministrator, at: now, database)
    }

    func form(_ visit: Visit<Person>, _ problems: [Problem]) throws -> OneTimePasswordImportView {
        let person = visit.person
        let job = try services.database.read { database in
            try PasswordJobStore.latest(of: OneTimePasswordBulk.jobKind, contract: person.contractID, database)
        }
        return OneTimePasswordImportView(
            coversContract: person.isAdministrator, number: person.number,
            job: job?.number == person.number ? job : nil, problems: problems,
            language: visit.language)
    }

    func preview(
        _ file: OneTimePasswordFile, _ state: ImportState, _ visit: Visit<Person>
    ) -> OneTimePasswordPreviewView {
        OneTimePasswordPreviewView(
            file: file, version: file.version(services.key), digits: visit.person.number.digits,
            language: visit.language, problems: state.problems)
    }

    func sample(in language: Language) -> [UInt8] { OneTimePasswordFile.sample(in: language) }

    // MARK: Carrying it out

    /// Carries it out or begins the job; or shows the preview again when the file has become wrong, or the password is.
    func apply(_ attempt: ImportAttempt<OneTimePasswordImportKind>) async throws -> Response {
        let visit = attempt.visit
        guard attempt.file.wrong.isEmpty else { return try attempt.preview() }
        guard visit.form["version"] == attempt.file.version(services.key) else {
            return try attempt.preview([Self.overtaken(in: visit.language)], hasChanged: true)
        }
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer(in: visit.language) { try attempt.preview($0) }
        case .success(let proven):
            switch try await carryOut(attempt, proven) {
            case .refused(let refusal): return try refusal.answer(in: visit.language) { try attempt.preview($0) }
            case .applied(let count):
                return .done(
                    OneTimePasswordEffect.imported(count).notice(in: visit.language),
                    at: OneTimePasswordSettingsPage.path)
            case .begun(let job): return .redirect(to: PasswordJobs.path(of: job))
            case .alreadyRunning: return try attempt.refuse(.alreadyRunning, status: .conflict)
            case .stale: return try attempt.refuse(.gone, status: .conflict)
            }
        }
    }

    func answer(toUsed upload: PendingUpload, _ language: Language) -> Response? {
        upload.job.map { .redirect(to: PasswordJobs.path(of: $0)) }
    }

    private enum Outcome: Sendable {
        case applied(OneTimePasswordBulk.Count)
        case begun(String)
        case alreadyRunning
        /// What the file was judged against has changed between two transactions.
        case stale
        case refused(CurrentPassword.Refusal)
    }

    private func carryOut(
        _ attempt: ImportAttempt<OneTimePasswordImportKind>, _ proven: CurrentPassword
    ) async throws -> Outcome {
        guard attempt.file.hashed.isEmpty else { return try await begin(attempt, proven) }
        let visit = attempt.visit
        return try await services.database.write { [services] database in
            if let refusal = try proven.refusal(at: visit.now, database) { return .refused(refusal) }
            // Judged once more, against what is stored by now.
            guard let content = try attempt.stillPending(database)?.content,
                case .success(let file) = OneTimePasswordFile.read(
                    content, try facts(visit.person, at: visit.now, database), repairs: attempt.isRepaired),
                file.wrong.isEmpty,
                file.version(services.key) == visit.form["version"]
            else { return .stale }
            let bulk = OneTimePasswordBulk(
                actor: visit.actor, session: visit.session.token.hash, services: services, hashes: [:])
            let count = try bulk.apply(file, database)
            try PendingUploadStore.markUsed(attempt.upload, database)
            return .applied(count)
        }
    }

    private func begin(
        _ attempt: ImportAttempt<OneTimePasswordImportKind>, _ proven: CurrentPassword
    ) async throws -> Outcome {
        let draft = try await services.work.files.run { [services] in
            try PasswordJobDraft(
                of: OneTimePasswordBulk.jobKind, visit: attempt.visit, entries: attempt.file.hashed,
                details: Base64URL.encode(attempt.upload.tokenHash) + "." + attempt.file.version(services.key)
                    + (attempt.isRepaired ? "." + OneTimePasswordBulk.repaired : ""), services)
        }
        return try await services.database.write { database in
            if let refusal = try proven.refusal(at: attempt.visit.now, database) { return .refused(refusal) }
            guard case .started(let job) = try PasswordJobStore.start(draft, database) else { return .alreadyRunning }
            try PendingUploadStore.markBegun(attempt.upload, as: job, keepsContent: true, database)
            return .begun(job)
        }
    }
}
