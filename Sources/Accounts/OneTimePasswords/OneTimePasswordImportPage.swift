import Crypto
import HTTP
import SQLite
import Shell
import Telephony

/// ワンタイムパスワード各種一括設定: a file is read and judged, shown as what it would change, and carried out on the person's
/// own password (OTP-8).
struct OneTimePasswordImportPage: Sendable {
    let services: Services

    static let path = "/one-time-password/import"

    static func routes(_ services: Services) -> [SiteRoute<Person>] {
        let page = OneTimePasswordImportPage(services: services)
        return [
            .page(.get, path, page.show),
            .page(.post, path, bodyLimit: CSVUpload.bodyLimit, page.preview),
            .page(.post, path + "/apply", page.apply).unkept,
            .page(.get, path + "/errors.csv", page.wrongLines),
            .page(.get, path + "/sample.csv", page.sample),
            .page(.get, "/one-time-password/export.csv", page.export),
        ]
    }

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    /// Reads the file, keeps it sealed for the person's word, and shows what it would change. Nothing is changed yet.
    func preview(_ visit: Visit<Person>) async throws -> Response {
        guard let file = visit.form.file("file") else { return try page(visit, .missing) }
        switch try await read(file.bytes, visit) {
        case .failure(let unreadable): return try page(visit, unreadable)
        case .success(let read):
            let token = Base64URL.encode(services.random(16))
            let (number, now, key) = (visit.person.number, visit.now, services.key)
            try await services.database.write { database in
                try OneTimePasswordUploadStore.keep(
                    file.bytes, fileName: file.filename, token: token, number: number, at: now, key, database)
            }
            return try preview(read, visit, token: token, fileName: file.filename)
        }
    }

    /// Carries it out or begins the job; or shows the preview again when the file has become wrong, or the password is.
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
        guard visit.form["version"] == read.version(services.key) else {
            return try preview(read, visit, token: token, fileName: pending.fileName, [.overtaken], status: .conflict)
        }
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer(again)
        case .success(let proven):
            switch try await carryOut(read, proven, token, visit) {
            case .refused(let refusal): return try refusal.answer(again)
            case .applied(let count):
                return .done(
                    OneTimePasswordEffect.imported(count).notice(in: visit.language),
                    at: OneTimePasswordSettingsPage.path)
            case .begun(let job): return .redirect(to: PasswordJobs.path(of: job))
            case .alreadyRunning: return try page(visit, .alreadyRunning, status: .conflict)
            case .stale: return try page(visit, .gone, status: .conflict)
            }
        }
    }

    func wrongLines(_ visit: Visit<Person>) async throws -> Response {
        guard let token = visit.query["upload"], let content = try pending(token, visit)?.content,
            case .success(let read) = try await read(content, visit)
        else { throw PageRefusal.notFound }
        return csv(CSVComplaint.file(read.wrong.map(\.complaint)), "ワンタイムパスワード各種一括設定のエラー.csv")
    }

    func sample(_ visit: Visit<Person>) -> Response { csv(OneTimePasswordFile.sample, "ワンタイムパスワード各種一括設定の見本.csv") }

    func export(_ visit: Visit<Person>) async throws -> Response {
        let (database, person, now) = (services.database, visit.person, visit.now)
        let bytes = try await services.work.files.run {
            OneTimePasswordFile.download(try database.read { try facts(person, at: now, $0) })
        }
        return csv(bytes, "ワンタイムパスワード設定_\(person.number.digits).csv")
    }

    // MARK: Reading and carrying out

    private enum Outcome: Sendable {
        case applied(OneTimePasswordBulk.Count)
        case begun(String)
        case alreadyRunning
        /// What the file was judged against has changed between two transactions.
        case stale
        case refused(CurrentPassword.Refusal)
    }

    private func carryOut(
        _ file: OneTimePasswordFile, _ proven: CurrentPassword, _ token: String, _ visit: Visit<Person>
    ) async throws -> Outcome {
        guard file.hashed.isEmpty else { return try await begin(file, proven, token, visit) }
        return try await services.database.write { [services] database in
            if let refusal = try proven.refusal(at: visit.now, database) { return .refused(refusal) }
            let number = visit.person.number
            // Judged once more, against what is stored by now.
            guard
                let content = try OneTimePasswordUploadStore.find(
                    token, number: number, at: visit.now, services.key, database)?.content,
                case .success(let file) = OneTimePasswordFile.read(
                    content, try facts(visit.person, at: visit.now, database)), file.wrong.isEmpty,
                file.version(services.key) == visit.form["version"]
            else { return .stale }
            let bulk = OneTimePasswordBulk(
                actor: visit.actor, session: visit.session.token.hash,
                services: services, hashes: [:])
            let count = try bulk.apply(file, database)
            try OneTimePasswordUploadStore.markApplied(
                OneTimePasswordUploadStore.hash(token), number: number, database)
            return .applied(count)
        }
    }

    private func begin(
        _ file: OneTimePasswordFile, _ proven: CurrentPassword, _ token: String, _ visit: Visit<Person>
    ) async throws -> Outcome {
        let draft = try await services.work.files.run { [services] in
            try PasswordJobDraft(
                of: OneTimePasswordBulk.jobKind, visit: visit, entries: file.hashed,
                details: Base64URL.encode(OneTimePasswordUploadStore.hash(token)) + "." + file.version(services.key),
                services)
        }
        return try await services.database.write { database in
            if let refusal = try proven.refusal(at: visit.now, database) { return .refused(refusal) }
            guard case .started(let job) = try PasswordJobStore.start(draft, database) else { return .alreadyRunning }
            try OneTimePasswordUploadStore.markBegun(token, number: visit.person.number, as: job, database)
            return .begun(job)
        }
    }

    private func pending(_ token: String, _ visit: Visit<Person>) throws -> OneTimePasswordUploadStore.Pending? {
        try services.database.read { database in
            try OneTimePasswordUploadStore.find(
                token, number: visit.person.number, at: visit.now, services.key, database)
        }
    }

    private func read(
        _ content: [UInt8], _ visit: Visit<Person>
    ) async throws -> Result<OneTimePasswordFile, CSVUpload.Unreadable> {
        let (database, person, now) = (services.database, visit.person, visit.now)
        return try await services.work.files.run {
            OneTimePasswordFile.read(content, try database.read { try facts(person, at: now, $0) })
        }
    }

    private func facts(
        _ person: Person, at now: Moment, _ database: Connection
    ) throws -> OneTimePasswordFileFacts {
        try OneTimePasswordFileFacts.read(
            for: person.number, of: person.contractID,
            all: OneTimePasswordFileFacts.coversContract(person.number, person.contractNumber, person.unit), at: now,
            database)
    }

    // MARK: Answers

    private func preview(
        _ read: OneTimePasswordFile, _ visit: Visit<Person>, token: String, fileName: String,
        _ problems: [Problem] = [],
        status: Status? = nil
    ) throws -> Response {
        let all = CSVComplaint.problem(read.wrong.count).map { [$0] } ?? problems
        let view = OneTimePasswordPreviewView(
            file: read, token: token, version: read.version(services.key), fileName: fileName,
            digits: visit.person.number.digits, problems: all)
        return try services.page("OneTimePasswords/import-preview", view, for: visit, problems: all, status: status)
    }

    /// The form to choose a file, with what was wrong with the last one.
    private func page(
        _ visit: Visit<Person>, _ unreadable: CSVUpload.Unreadable? = nil, status: Status? = nil
    ) throws -> Response {
        let problems = unreadable.map { [Problem("file", $0.sentence)] } ?? []
        let person = visit.person
        let all = OneTimePasswordFileFacts.coversContract(person.number, person.contractNumber, person.unit)
        let job = try services.database.read { database in
            try PasswordJobStore.latest(of: OneTimePasswordBulk.jobKind, contract: person.contractID, database)
        }
        let view = OneTimePasswordImportView(
            coversContract: all, number: person.number, job: job?.number == person.number ? job : nil,
            problems: problems)
        return try services.page("OneTimePasswords/import", view, for: visit, problems: problems, status: status)
    }

    private func csv(_ bytes: [UInt8], _ filename: String) -> Response {
        .download(bytes, filename: filename, contentType: "text/csv; charset=utf-8")
    }
}

extension Problem {
    fileprivate static let overtaken = Problem(
        "changes", "この画面を開いたあとに、ほかの操作で設定が変わりました。内容をもう一度確かめて、よければ設定してください。")
}
