import Crypto
import Encodings
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The passwords of every number out of a file: read and judged at once, compared behind the pages.
struct AuthenticationUnitFilePage: Sendable {
    let services: Services

    static func routes(_ services: Services) -> [SiteRoute<Person>] {
        let page = AuthenticationUnitFilePage(services: services)
        let path = "\(AuthenticationUnits.path)/passwords.csv"
        let needsFile: @Sendable (Person) -> Bool = { person in
            AuthenticationUnits.changes(for: person).contains { $0.needsEveryPassword }
        }
        let fixed: [SiteRoute<Person>] = [
            .page(.get, path, allowed: needsFile, page.prepared),
            .page(.get, "\(AuthenticationUnits.path)/errors.csv", allowed: needsFile, page.wrongLines),
        ]
        return fixed
            + AuthenticationUnit.allCases.compactMap { unit in
                guard AuthenticationUnitChange(from: .number, to: unit) != nil else { return nil }
                return .page(
                    .post, AuthenticationUnits.path(to: unit) + "/file", bodyLimit: Uploads.bodyLimit,
                    allowed: { AuthenticationUnits.change(for: $0, to: unit)?.needsEveryPassword ?? false }
                ) { try await page.upload($0, to: unit) }.unkept
            }
    }

    /// Every number with an empty password.
    func prepared(_ visit: Visit<Person>) async throws -> Response {
        let (contract, now, database) = (visit.person.contractID, visit.now, services.database)
        let bytes = try await services.work.files.run {
            try database.read { try AuthenticationUnitStore.facts(of: contract, at: now, $0) }
                .map { AuthenticationUnitFile.prepared($0, in: visit.language) }
        }
        guard let bytes else { throw PageRefusal.notFound }
        let number = visit.person.contractNumber
        return .csv(
            bytes, AuthenticationUnitFile.fileName(of: number, in: visit.language),
            plainName: "authentication-unit_\(number.digits).csv")
    }

    func upload(_ visit: Visit<Person>, to unit: AuthenticationUnit) async throws -> Response {
        guard let change = AuthenticationUnits.change(for: visit.person, to: unit) else { throw PageRefusal.notAllowed }
        let facts = try services.database.read { database in
            try AuthenticationUnitStore.facts(of: visit.person.contractID, at: visit.now, database)
        }
        guard let facts else { throw PageRefusal.notFound }
        guard facts.withoutPassword.isEmpty else {
            return try page(
                visit, change, facts, [AuthenticationUnitProblem(blocked: facts).problem(in: visit.language)])
        }
        if try services.hasMissedTooOften(visit) {
            return try page(visit, change, facts, [AuthenticationUnitProblem.tooManyWrong.problem(in: visit.language)])
        }
        guard let bytes = visit.form.file("file")?.bytes else { return try page(visit, change, facts, .missing) }
        let repairs = visit.form["repaired"] == "1"
        let outcome = try await services.work.files.run {
            AuthenticationUnitFile.Column.read(bytes).map { AuthenticationUnitFile($0, facts, repairs: repairs) }
        }
        switch outcome {
        case .failure(let problem): return try page(visit, change, facts, .file(problem))
        case .success(let read) where !read.wrong.isEmpty:
            let problems = Problem.wrongLines(read.wrong.count, in: visit.language).map { [$0] } ?? []
            let reports = read.wrong.map { $0.report(in: visit.language) }
            return try page(
                visit, change, facts, problems, (reports, try await keep(reports, visit)),
                ImportRepairView(read.wrong))
        case .success(let read): return try await begin(read, visit, change, facts)
        }
    }

    private func begin(
        _ file: AuthenticationUnitFile, _ visit: Visit<Person>, _ change: AuthenticationUnitChange,
        _ facts: AuthenticationUnitFacts
    ) async throws -> Response {
        let draft = try await services.work.files.run { [services] in
            try PasswordJobDraft(
                of: AuthenticationUnitJob.kind, visit: visit, entries: file.entries, details: change.rawValue, services)
        }
        let started = try await services.database.write { database -> PasswordJobStore.Started? in
            guard try SessionStore.find(visit.session.token, database) != nil else { return nil }
            return try PasswordJobStore.start(draft, database)
        }
        switch started {
        case nil: return try services.conflictPage(.signedOut, over: change, for: visit)
        case .started(let id)?: return .redirect(to: PasswordJobs.path(of: id))
        case .alreadyRunning(let id)?:
            let running = try services.database.read { try PasswordJobStore.find(id, $0) }
            // The first of two clicks, or somebody else.
            if running?.number == visit.person.number { return .redirect(to: PasswordJobs.path(of: id)) }
            return try page(visit, change, facts, [AuthenticationUnitProblem.underWay.problem(in: visit.language)])
        }
    }

    /// What is wrong, all of it, for an hour; the passwords are not kept.
    private func keep(_ reports: [LineReport], _ visit: Visit<Person>) async throws -> String {
        let token = Base64URL.encode(services.random(16))
        let (owner, now, key) = (owner(visit), visit.now, services.key)
        let bytes = LineReport.file(reports, in: visit.language)
        try await services.database.write { database in
            try PendingUploadStore.keep(bytes, token: token, of: owner, at: now, key, database)
        }
        return token
    }

    func wrongLines(_ visit: Visit<Person>) throws -> Response {
        let kept = try services.database.read { database in
            try PendingUploadStore.find(
                visit.query["upload"] ?? "", of: owner(visit), at: visit.now, services.key, database)
        }
        guard let bytes = kept?.content else { throw PageRefusal.notFound }
        return .csv(
            bytes, AuthenticationUnitFile.nameOfWrongLines(in: visit.language),
            plainName: "authentication-unit-errors.csv")
    }

    private func owner(_ visit: Visit<Person>) -> PendingUpload.Owner {
        PendingUpload.Owner(kind: "authentication-unit.wrong-lines", visit.person)
    }

    private func page(
        _ visit: Visit<Person>, _ change: AuthenticationUnitChange, _ facts: AuthenticationUnitFacts,
        _ problem: UploadProblem
    ) throws -> Response {
        try page(
            visit, change, facts, [problem.problem(about: AuthenticationUnitFile.Column.self, in: visit.language)])
    }

    private func page(
        _ visit: Visit<Person>, _ change: AuthenticationUnitChange, _ facts: AuthenticationUnitFacts,
        _ problems: [Problem], _ wrong: (lines: [LineReport], token: String) = ([], ""),
        _ repair: ImportRepairView? = nil
    ) throws -> Response {
        let view = AuthenticationUnitAskView(
            change: change, person: visit.person, facts: facts, language: visit.language, problems: problems,
            wrong: wrong, repair: repair)
        return try services.page("AuthenticationUnits/ask", view, for: visit, problems: problems)
    }
}
