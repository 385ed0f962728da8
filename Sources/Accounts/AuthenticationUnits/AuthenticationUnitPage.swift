import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

extension AuthenticationUnits {
    static let path = "/authentication-unit"

    static func path(to unit: AuthenticationUnit) -> String { "\(path)/\(unit.operatorWord)" }

    package static func feature(_ services: Services) -> Feature<Person> {
        let check = AuthenticationUnitCheckPage(services: services)
        let page = AuthenticationUnitPage(services: services)
        let fixed: [SiteRoute<Person>] = [
            .page(.get, path, allowed: isOpen, page.show),
            .page(.get, "\(path)/check", allowed: isOpen, check.show),
            .page(.post, "\(path)/change", allowed: isOpen, check.change).unkept,
            // Whoever has made a change may no longer make another one, and must see what is in force all the same.
            .page(.get, "\(path)/done", check.done),
        ]
        return Feature(
            routes: fixed + AuthenticationUnit.allCases.flatMap { page.routes(to: $0) }
                + AuthenticationUnitFilePage.routes(services),
            vocabulary: vocabulary, forgetOld: AuthenticationUnitProofStore.forgetOld)
    }

    static func change(for person: Person, to unit: AuthenticationUnit) -> AuthenticationUnitChange? {
        changes(for: person).first { $0.to == unit }
    }
}

/// 認証単位変更: which unit, and the passwords that the change to it needs.
struct AuthenticationUnitPage: Sendable {
    let services: Services
    private let desk = AuthenticationUnitDesk()

    init(services: Services) { self.services = services }

    func routes(to unit: AuthenticationUnit) -> [SiteRoute<Person>] {
        let path = AuthenticationUnits.path(to: unit)
        let isPossible: @Sendable (Person) -> Bool = { AuthenticationUnits.change(for: $0, to: unit) != nil }
        return [
            .page(.get, path, allowed: isPossible) { try ask($0, to: unit) },
            .page(.post, path, allowed: isPossible) { try await prove($0, to: unit) }.unkept,
        ]
    }

    func show(_ visit: Visit<Person>) throws -> Response {
        let (facts, proof) = try services.database.read { database in
            (
                try storedFacts(visit, database),
                try AuthenticationUnitProofStore.find(for: visit.session, at: visit.now, database)
            )
        }
        let view = AuthenticationUnitChoiceView(
            person: visit.person, facts: facts, proved: proof?.change, language: visit.language)
        return try services.page("AuthenticationUnits/choice", view, for: visit)
    }

    func ask(_ visit: Visit<Person>, to unit: AuthenticationUnit) throws -> Response {
        try page(visit, try change(visit, to: unit), [])
    }

    func prove(_ visit: Visit<Person>, to unit: AuthenticationUnit) async throws -> Response {
        let change = try change(visit, to: unit)
        return change.needsEveryPassword ? try await proveAll(visit, change) : try await proveOwn(visit, change)
    }

    /// UNIT-3 to UNIT-6: one's own password.
    private func proveOwn(_ visit: Visit<Person>, _ change: AuthenticationUnitChange) async throws -> Response {
        let current: CurrentPassword
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer(in: visit.language) { try page(visit, change, $0) }
        case .success(let proven): current = proven
        }
        let outcome = try await services.database.write { database in
            try keepProof(visit, change, current, database)
        }
        switch outcome {
        case nil: return .redirect(to: "\(AuthenticationUnits.path)/check")
        case .refused(let refusal)?: return try refusal.answer(in: visit.language) { try page(visit, change, $0) }
        case .conflict(let conflict)?: return try services.conflictPage(conflict, over: change, for: visit)
        }
    }

    private enum NotKept {
        case refused(CurrentPassword.Refusal)
        case conflict(AuthenticationUnitConflict)
    }

    private func keepProof(
        _ visit: Visit<Person>, _ change: AuthenticationUnitChange, _ current: CurrentPassword, _ database: Connection
    ) throws -> NotKept? {
        guard try SessionStore.find(visit.session.token, database) != nil else { return .conflict(.signedOut) }
        if let refusal = try current.refusal(at: visit.now, database) { return .refused(refusal) }
        guard let facts = try AuthenticationUnitStore.facts(of: visit.person.contractID, at: visit.now, database),
            facts.unit == change.from
        else { return .conflict(.unitChanged) }
        let proof = AuthenticationUnitProof(change, facts, by: visit.session, at: visit.now)
        try AuthenticationUnitProofStore.keep(proof, of: visit.person.number, database)
        return nil
    }

    /// UNIT-1, UNIT-2: every number's.
    private func proveAll(_ visit: Visit<Person>, _ change: AuthenticationUnitChange) async throws -> Response {
        let facts = try services.database.read { try storedFacts(visit, $0) }
        guard facts.withoutPassword.isEmpty, facts.numbers.count <= AuthenticationUnits.mostInForm else {
            return try page(visit, change, [AuthenticationUnitProblem(blocked: facts).problem(in: visit.language)])
        }
        let form = AuthenticationUnitForm(visit.form, facts)
        guard form.unusable.isEmpty else {
            return try page(visit, change, form.unusable.map { $0.problem(in: visit.language) })
        }
        guard desk.enter(facts.contract) else {
            return try page(visit, change, [AuthenticationUnitProblem.underWay.problem(in: visit.language)])
        }
        defer { desk.leave(facts.contract) }
        let check = AuthenticationUnitCheck(visit: visit, change: change, facts: facts, passwords: form.passwords)
        switch try await check.run(services) {
        case .proved: return .redirect(to: "\(AuthenticationUnits.path)/check")
        case .conflict(let conflict): return try services.conflictPage(conflict, over: change, for: visit)
        case .wrong(let wrong, let void):
            guard !void.contains(visit.person.number) else { return .signedOut(.signedOutByMisses, in: visit.language) }
            let problems = wrong.map { number in
                AuthenticationUnitProblem.wrong(number, isVoid: void.contains(number)).problem(in: visit.language)
            }
            return try page(visit, change, problems)
        }
    }

    /// Both ways end here: what the change will do, and what must be entered for it, with what is wrong with that.
    private func page(
        _ visit: Visit<Person>, _ change: AuthenticationUnitChange, _ problems: [Problem]
    ) throws -> Response {
        let facts = try services.database.read { try storedFacts(visit, $0) }
        let view = AuthenticationUnitAskView(
            change: change, person: visit.person, facts: facts, language: visit.language, problems: problems)
        return try services.page("AuthenticationUnits/ask", view, for: visit, problems: problems)
    }

    private func change(_ visit: Visit<Person>, to unit: AuthenticationUnit) throws -> AuthenticationUnitChange {
        guard let change = AuthenticationUnits.change(for: visit.person, to: unit) else {
            throw PageRefusal.notAllowed
        }
        return change
    }

    private func storedFacts(_ visit: Visit<Person>, _ database: Connection) throws -> AuthenticationUnitFacts {
        guard let facts = try AuthenticationUnitStore.facts(of: visit.person.contractID, at: visit.now, database) else {
            throw PageRefusal.notFound
        }
        return facts
    }
}

/// What has been done, as the next page says once.
enum AuthenticationUnitEffect: Sendable {
    case changed(to: AuthenticationUnit)
    /// The number that was signed in cannot sign in under the new unit.
    case changedAndSignedOut(to: AuthenticationUnit, PhoneNumber, contractNumber: PhoneNumber)
    /// One's own password has become void.
    case signedOutByMisses
}

extension Response {
    /// Nobody is signed in any more.
    static func signedOut(_ effect: AuthenticationUnitEffect, in language: Language) -> Response {
        var response = Response.done(effect.notice(in: language), at: "/login")
        response.setCookie(.forgetting(SessionToken.cookieName))
        return response
    }
}
