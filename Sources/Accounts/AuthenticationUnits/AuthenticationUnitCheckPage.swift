import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// What a proved change will do, its carrying out, and what is in force afterwards.
struct AuthenticationUnitCheckPage: Sendable {
    let services: Services

    func show(_ visit: Visit<Person>) throws -> Response {
        let found = try services.database.read { database in
            (
                try AuthenticationUnitProofStore.find(for: visit.session, at: visit.now, database),
                try AuthenticationUnitStore.facts(of: visit.person.contractID, at: visit.now, database)
            )
        }
        guard case (let proof?, let facts?) = found else { return .redirect(to: AuthenticationUnits.path) }
        if let conflict = proof.conflict(with: facts, actor: visit.person.number) {
            return try services.conflictPage(conflict, over: proof.change, for: visit)
        }
        let view = AuthenticationUnitCheckView(
            change: proof.change, person: visit.person, facts: facts, language: visit.language)
        return try services.page("AuthenticationUnits/check", view, for: visit)
    }

    func change(_ visit: Visit<Person>) async throws -> Response {
        guard let word = visit.form["change"], let change = AuthenticationUnitChange(rawValue: word) else {
            throw FormProblem.malformed
        }
        let token = SessionToken(random: services.random)
        let mails = services.mails
        let conflict = try await services.database.write { database in
            try carryOut(change, visit, as: token, mails, database)
        }
        if let conflict { return try services.conflictPage(conflict, over: change, for: visit) }
        return done(change, visit, token)
    }

    /// Judges by what is stored now: the unit, the numbers, the passwords and the session may be others than a moment ago.
    private func carryOut(
        _ change: AuthenticationUnitChange, _ visit: Visit<Person>, as token: SessionToken, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> AuthenticationUnitConflict? {
        guard let session = try SessionStore.find(visit.session.token, database), session.step == .signedIn,
            let facts = try AuthenticationUnitStore.facts(of: session.person.contractID, at: visit.now, database)
        else { return .signedOut }
        guard facts.unit == change.from, change.isOpen(to: session.person) else { return .unitChanged }
        guard let proof = try AuthenticationUnitProofStore.find(for: session, at: visit.now, database),
            proof.change == change
        else { return .notProved }
        if let conflict = proof.conflict(with: facts, actor: session.person.number) { return conflict }
        let stays = change.keepsSession(of: session.person)
        let transition = AuthenticationUnitTransition(
            change: change, from: facts.unit, facts: facts, actor: visit.actor)
        try transition.write(sparing: stays ? session.token : nil, mails, database)
        if stays { _ = try SessionStore.rise(session.token, to: .signedIn, as: token, at: visit.now, database) }
        return nil
    }

    private func done(_ change: AuthenticationUnitChange, _ visit: Visit<Person>, _ token: SessionToken) -> Response {
        let person = visit.person
        guard change.keepsSession(of: person) else {
            return .signedOut(
                .changedAndSignedOut(to: change.to, person.number, contractNumber: person.contractNumber),
                in: visit.language)
        }
        var response = Response.done(
            AuthenticationUnitEffect.changed(to: change.to).notice(in: visit.language),
            at: "\(AuthenticationUnits.path)/done?change=\(change.rawValue)")
        response.setCookie(token.cookie)
        return response
    }

    /// What is in force now, whatever the address says was done.
    func done(_ visit: Visit<Person>) throws -> Response {
        let facts = try services.database.read { database in
            try AuthenticationUnitStore.facts(of: visit.person.contractID, at: visit.now, database)
        }
        guard let facts else { throw PageRefusal.notFound }
        let change = visit.query["change"].flatMap(AuthenticationUnitChange.init(rawValue:))
        let view = AuthenticationUnitDoneView(
            change: change?.to == visit.person.unit ? change : nil, person: visit.person, facts: facts,
            language: visit.language)
        return try services.page("AuthenticationUnits/done", view, for: visit)
    }
}

extension Services {
    /// 409: nothing was changed, and why. Drawn without the head of somebody signed in when nobody is.
    func conflictPage(
        _ conflict: AuthenticationUnitConflict, over change: AuthenticationUnitChange, for visit: Visit<Person>
    ) throws -> Response {
        guard conflict == .signedOut else {
            return try conflictPage(try shown(conflict, over: change, visit), for: visit)
        }
        let view = AuthenticationUnitSignedOutView(reason: conflict.sentence(in: visit.language))
        return try pageAfterSignOut("AuthenticationUnits/signed-out", view, status: .conflict)
    }

    private func shown(
        _ conflict: AuthenticationUnitConflict, over change: AuthenticationUnitChange, _ visit: Visit<Person>
    ) throws -> Conflict {
        let contract = visit.person.contractID
        let (unit, latest) = try database.read { database in
            (
                try AuthenticationUnitStore.facts(of: contract, at: visit.now, database)?.unit,
                try AuditStore.latest(["authentication-unit.changed"], of: contract, database)
            )
        }
        let isOfUnit = conflict == .unitChanged
        return Conflict(
            reason: isOfUnit && latest != nil ? nil : conflict.sentence(in: visit.language),
            change: isOfUnit ? latest : nil,
            rows: [AuthenticationUnitConflict.row(stored: unit, wanted: change.to, in: visit.language)],
            answer: .anew(path: AuthenticationUnits.path),
            back: (AuthenticationUnits.path, AuthenticationUnits.title(in: visit.language)))
    }
}
