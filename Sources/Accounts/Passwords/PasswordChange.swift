import HTTP
import SQLite
import Shell

/// One's own password replaced: the current one proved, the new one hashed, and everything written in one transaction.
struct PasswordChange: Sendable {
    let visit: Visit<Person>
    let current: String
    let new: Password

    enum Outcome: Sendable {
        /// The session goes on under a new token, at the page named; every other one of the number has ended (AUTH-10).
        case changed(SessionToken, landing: String)
        case refused(CurrentPassword.Refusal)
    }

    func run(_ services: Services) async throws -> Outcome {
        let proven: CurrentPassword
        switch try await CurrentPassword.prove(current, for: visit, services) {
        case .failure(let refusal): return .refused(refusal)
        case .success(let current): proven = current
        }
        let salt = services.random(PasswordHash.saltLength)
        let cost = services.work.hashingCost
        let replacement = try await services.work.hashing.run { [new] in
            try PasswordHash(of: new.text, salt: salt, parameters: cost)
        }
        let token = SessionToken(random: services.random)
        return try await services.database.write { [self] database in
            if let refusal = try proven.refusal(at: visit.now, database) { return .refused(refusal) }
            return try replace(proven.kind, by: replacement, token, services.mails, database)
        }
    }

    private func replace(
        _ kind: CredentialKind, by replacement: PasswordHash, _ token: SessionToken, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> Outcome {
        let person = visit.person
        try CredentialStore.set(replacement, .regular, of: person.number, at: visit.now, database)
        try SessionStore.endAll(of: person.number, but: visit.session.token, database)
        guard
            try SessionStore.rise(
                visit.session.token, to: try nextStep(after: kind, database), as: token, at: visit.now, database)
        else { return .refused(.sessionEnded) }
        try visit.actor.audit("password.changed", database)
        try SecurityNotice(PasswordHappening.changed, of: person.number, by: visit.actor).write(mails, database)
        return .changed(token, landing: try landing(token, database))
    }

    /// A change that was forced is a step of the sign-in (AUTH-9).
    private func nextStep(after kind: CredentialKind, _ database: Connection) throws -> SignInStep {
        guard visit.session.step == .changePassword else { return visit.session.step }
        let oneTimePasswords = try SignInStepStore.oneTimePasswords(of: visit.person.number, database)
        // AUTH-15: with a regular password, the way here led past the code.
        if kind == .regular, oneTimePasswords == .used { return .signedIn }
        return SignInStep.owed(mustChange: false, isProvenByLine: kind == .temporary, oneTimePasswords)
    }

    private func landing(_ token: SessionToken, _ database: Connection) throws -> String {
        visit.session.step == .signedIn ? SignInStep.signedIn.home : try SignInStep.landing(token, database)
    }
}
