import Crypto
import HTTP
import SQLite
import Shell
import Telephony

/// パスワードの一括設定: a file is read and judged, its numbers are shown, and on the administrator's own password it becomes a
/// job (PW-6).
struct PasswordImportPage: Sendable {
    let services: Services
    let age: PasswordAge

    static func routes(_ services: Services, _ age: PasswordAge) -> [SiteRoute<Person>] {
        let page = PasswordImportPage(services: services, age: age)
        let (path, isOpen) = (PasswordImport.path, PasswordOfNumber.isOpen)
        return [
            .page(.get, path, allowed: isOpen, page.show),
            .page(.post, path, bodyLimit: CSVUpload.bodyLimit, allowed: isOpen, page.preview).unkept,
            .page(.post, path + "/apply", allowed: isOpen, page.apply).unkept,
            .page(.get, path + "/errors.csv", allowed: isOpen, page.wrongLines),
            .page(.get, path + "/sample.csv", allowed: isOpen, page.sample),
        ]
    }

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    /// Reads the file, keeps it sealed for the administrator's word, and shows what it would change. Nothing is changed yet.
    func preview(_ visit: Visit<Person>) async throws -> Response {
        guard let file = visit.form.file("file") else { return try page(visit, .missing) }
        switch try await read(file.bytes, visit) {
        case .failure(let unreadable): return try page(visit, unreadable)
        case .success(let read):
            let token = Base64URL.encode(services.random(16))
            let (person, now, key) = (visit.person, visit.now, services.key)
            try await services.database.write { database in
                try PasswordUploadStore.keep(
                    file.bytes, fileName: file.filename, token: token, number: person.number,
                    contract: person.contractID, at: now, key, database)
            }
            return try preview(read, visit, token: token, fileName: file.filename)
        }
    }

    /// Begins the job, or shows the preview again when the file has become wrong since, or the current password is.
    func apply(_ visit: Visit<Person>) async throws -> Response {
        guard let token = visit.form["upload"] else { throw FormProblem.malformed }
        guard let pending = try pending(token, visit) else { return try page(visit, .gone) }
        if let job = pending.job { return .redirect(to: PasswordJobs.path(of: job)) }
        guard let content = pending.content, case .success(let read) = try await read(content, visit) else {
            return try page(visit, .gone)
        }
        let again = { (problems: [Problem]) in
            try preview(read, visit, token: token, fileName: pending.fileName, problems)
        }
        guard read.wrong.isEmpty else { return try again([]) }
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer(again)
        case .success(let proven):
            switch try await begin(read, proven, token, visit) {
            case .refused(let refusal): return try refusal.answer(again)
            case .begun(.started(let job)): return .redirect(to: PasswordJobs.path(of: job))
            case .begun(.alreadyRunning(let job)):
                // The first of two clicks may have been quicker by a hair.
                let isThis = try self.pending(token, visit)?.job == job
                return isThis
                    ? .redirect(to: PasswordJobs.path(of: job)) : try page(visit, .alreadyRunning, status: .conflict)
            }
        }
    }

    func wrongLines(_ visit: Visit<Person>) async throws -> Response {
        guard let token = visit.query["upload"], let content = try pending(token, visit)?.content,
            case .success(let read) = try await read(content, visit)
        else { throw PageRefusal.notFound }
        return csv(CSVComplaint.file(read.wrong.map(\.complaint)), "パスワードの一括設定のエラー.csv")
    }

    func sample(_ visit: Visit<Person>) -> Response { csv(PasswordImportFile.sample, "パスワードの一括設定の見本.csv") }

    // MARK: Reading and beginning

    private enum Begun: Sendable {
        case begun(PasswordJobStore.Started)
        case refused(CurrentPassword.Refusal)
    }

    private func begin(
        _ file: PasswordImportFile, _ proven: CurrentPassword, _ token: String, _ visit: Visit<Person>
    ) async throws -> Begun {
        let draft = try await services.work.files.run { [services] in
            try PasswordJobDraft(
                of: PasswordImport.jobKind, visit: visit, entries: file.entries.map { ($0.number, $0.password.text) },
                services)
        }
        return try await services.database.write { database in
            if let refusal = try proven.refusal(at: visit.now, database) { return .refused(refusal) }
            let started = try PasswordJobStore.start(draft, database)
            if case .started(let job) = started {
                try PasswordUploadStore.markBegun(token, number: visit.person.number, as: job, database)
            }
            return .begun(started)
        }
    }

    private func pending(_ token: String, _ visit: Visit<Person>) throws -> PasswordUploadStore.Pending? {
        try services.database.read { database in
            try PasswordUploadStore.find(token, number: visit.person.number, at: visit.now, services.key, database)
        }
    }

    private func read(
        _ content: [UInt8], _ visit: Visit<Person>
    ) async throws -> Result<PasswordImportFile, CSVUpload.Unreadable> {
        let (person, now, database) = (visit.person, visit.now, services.database)
        return try await services.work.files.run {
            let numbers = try database.read { database in
                try PasswordNumbersStore.all(of: person.contractID, age: age, at: now, database)
            }
            return PasswordImportFile.read(content, contractNumber: person.contractNumber, numbers: numbers)
        }
    }

    // MARK: Answers

    private func preview(
        _ read: PasswordImportFile, _ visit: Visit<Person>, token: String, fileName: String, _ problems: [Problem] = []
    ) throws -> Response {
        let all = CSVComplaint.problem(read.wrong.count).map { [$0] } ?? problems
        let view = PasswordImportPreviewView(file: read, token: token, fileName: fileName, problems: all)
        return try services.page("Passwords/import-preview", view, for: visit, problems: all)
    }

    /// The form to choose a file, with what was wrong with the last one.
    private func page(
        _ visit: Visit<Person>, _ unreadable: CSVUpload.Unreadable? = nil, status: Status? = nil
    ) throws -> Response {
        let problems = unreadable.map { [Problem("file", $0.sentence)] } ?? []
        let contract = visit.person.contractID
        let (job, count) = try services.database.read { database in
            (
                try PasswordJobStore.latest(of: PasswordImport.jobKind, contract: contract, database),
                try PasswordNumbersStore.count(
                    matching: .everything, of: contract, database)
            )
        }
        let view = PasswordImportView(count: count - 1, job: job, problems: problems)
        return try services.page("Passwords/import", view, for: visit, problems: problems, status: status)
    }

    private func csv(_ bytes: [UInt8], _ filename: String) -> Response {
        .download(bytes, filename: filename, contentType: "text/csv; charset=utf-8")
    }
}
