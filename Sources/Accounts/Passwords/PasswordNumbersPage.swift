import HTTP
import SQLite
import Shell
import Telephony

/// 番号ごとのパスワード: the administrator sees how the passwords of the contract's numbers stand, and sets one (PW-6).
struct PasswordNumbersPage: Sendable {
    let services: Services
    let age: PasswordAge

    static let path = "/password/numbers"

    static func routes(_ services: Services, _ age: PasswordAge) -> [SiteRoute<Person>] {
        let page = PasswordNumbersPage(services: services, age: age)
        return [
            .page(.get, path, allowed: PasswordOfNumber.isOpen, page.show),
            .page(.get, path + "/set", allowed: PasswordOfNumber.isOpen, page.ask),
            .page(.post, path + "/set", allowed: PasswordOfNumber.isOpen, page.set).unkept,
        ]
    }

    // MARK: The list

    func show(_ visit: Visit<Person>) throws -> Response {
        let typed = visit.query["q"] ?? ""
        let pattern = NumberPattern(typed)
        let matching = pattern ?? .everything
        let (page, contract) = (visit.query.pageNumber, visit.person.contractID)
        let (rows, total, job) = try services.database.read { database in
            (
                try PasswordNumbersStore.page(
                    page, matching: matching, of: contract, age: age, at: visit.now, database),
                try PasswordNumbersStore.count(matching: matching, of: contract, database),
                try PasswordJobStore.latest(of: PasswordImport.jobKind, contract: contract, database)
            )
        }
        let problems = pattern == nil ? [Self.searchProblem(in: visit.language)] : []
        let view = PasswordNumbersView(
            rows: rows, total: total, page: page, typed: typed, contractNumber: visit.person.contractNumber, job: job,
            problems: problems, language: visit.language)
        return try services.page("Passwords/numbers", view, for: visit, problems: problems)
    }

    // MARK: One number

    func ask(_ visit: Visit<Person>) throws -> Response {
        try page(visit, of: try number(visit.query, visit))
    }

    func set(_ visit: Visit<Person>) async throws -> Response {
        let number = try number(visit.form, visit)
        guard visit.form["version"] != nil else { throw FormProblem.malformed }
        let current = PastedText(visit.form[CurrentPassword.field] ?? "").text
        switch try read(visit, current) {
        case .failure(let problems): return try page(visit, of: number, problems.list)
        case .success(let password):
            switch try await CurrentPassword.prove(current, for: visit, services) {
            case .failure(let refusal):
                return try refusal.answer(asking: .administrators, in: visit.language) {
                    try page(visit, of: number, $0)
                }
            case .success(let proven):
                return try await set(password, of: number, proven, visit)
            }
        }
    }

    private func set(
        _ password: Password, of number: PhoneNumber, _ proven: CurrentPassword, _ visit: Visit<Person>
    ) async throws -> Response {
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        let hash = try await services.work.hashing.run {
            try PasswordHash(of: password.text, salt: salt, parameters: cost)
        }
        let (actor, contract) = (visit.actor, visit.person.contractID)
        let (shown, mails) = (visit.form["version"], services.mails)
        let outcome = try await services.database.write { database -> Outcome in
            if let refusal = try proven.refusal(at: actor.at, database) { return .refused(refusal) }
            guard try PasswordNumbersStore.hasAdministrator(contract, database),
                try CredentialStore.isNumber(number, of: contract, database)
            else { throw PageRefusal.notFound }
            guard try PasswordOfNumber.version(of: number, database) == shown else { return .overtaken }
            try PasswordOfNumber.set(hash, of: number, by: actor, mails, database)
            return .set
        }
        switch outcome {
        case .refused(let refusal):
            return try refusal.answer(asking: .administrators, in: visit.language) { try page(visit, of: number, $0) }
        case .overtaken: return try services.conflictPage(try conflict(visit, over: number), for: visit)
        case .set:
            return .done(
                PasswordHappening.setByAdministrator(number).notice(in: visit.language), at: PasswordNumbersPage.path)
        }
    }

    private enum Outcome: Sendable {
        case set
        case refused(CurrentPassword.Refusal)
        /// AUTH-13: since the form was shown the number has got another password.
        case overtaken
    }

    private func conflict(_ visit: Visit<Person>, over number: PhoneNumber) throws -> Conflict {
        let (stored, change) = try services.database.read { database in
            (
                try CredentialStore.find(number, database).state,
                try PasswordOfNumber.latestChange(of: number, visit.person.contractID, database)
            )
        }
        let (language, words) = (
            visit.language, PasswordOfNumber.InForce(stored, at: visit.now).words(in: visit.language)
        )
        return Conflict(
            change: change,
            rows: [
                Conflict.Row(
                    label: Self.label(of: number, in: language), stored: words, typed: Conflict.secret(in: language))
            ],
            answer: .anew(path: "\(PasswordNumbersPage.path)/set?number=\(number.digits)"),
            back: (PasswordNumbersPage.path, Self.title(in: language)))
    }

    /// An additional number of the contract; one's own password is changed elsewhere.
    private func number(_ form: Form, _ visit: Visit<Person>) throws -> PhoneNumber {
        guard let number = form["number"].flatMap({ PhoneNumber($0) }), number != visit.person.contractNumber,
            try services.database.read({ try CredentialStore.isNumber(number, of: visit.person.contractID, $0) })
        else { throw PageRefusal.notFound }
        return number
    }

    /// PW-2 is left to the number's owner, who must change it anyway: whether it is the number's present password would be
    /// told to somebody whom it does not concern.
    private func read(_ visit: Visit<Person>, _ current: String) throws -> Result<Password, PasswordProblems> {
        let read = try services.newPassword(visit, current: nil)
        guard case .failure(let problem) = EnteredPassword.read(current) else { return read }
        let missing = [CurrentPassword.Refusal.entry(problem).problem(asking: .administrators, in: visit.language)]
        guard case .failure(let problems) = read else { return .failure(PasswordProblems(list: missing)) }
        return .failure(PasswordProblems(list: problems.list + missing))
    }

    private func page(_ visit: Visit<Person>, of number: PhoneNumber, _ problems: [Problem] = []) throws -> Response {
        let (hasAddress, version) = try services.database.read { database in
            (
                try SecurityNoticeStore.mailAddress(of: number, database) != nil,
                try PasswordOfNumber.version(of: number, database)
            )
        }
        let view = PasswordOfNumberView(
            number: number, version: visit.form["version"] ?? version, isTold: hasAddress, problems: problems)
        return try services.page("Passwords/number", view, for: visit, problems: problems)
    }
}
