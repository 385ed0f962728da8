import HTTP
import SQLite

/// One's own password replaced: the current one proved, the new one hashed, and everything written in one transaction.
struct PasswordChange: Sendable {
    let visit: Visit
    let current: String
    let new: Password

    enum Outcome: Sendable {
        /// The session goes on under a new token, at the page named; every other one of the number has ended (AUTH-10).
        case changed(SessionToken, landing: String)
        case wrongCurrent
        /// The last allowed miss: the password is void, and nobody is signed in any more.
        case sessionEnded
    }

    /// What "現在のパスワード" means: after a sign-in by telephone the temporary one, which that sign-in has used up (IVR-6).
    static func currentKind(_ stored: StoredCredentials) -> CredentialKind {
        stored.state.temporary != nil && stored.state.regular?.voidedAt != nil || stored.state.regular == nil
            ? .temporary : .regular
    }

    func run(_ services: Services) async throws -> Outcome {
        let number = visit.person.number
        let stored = try services.database.read { try PasswordStore.find(number, $0) }
        let kind = PasswordChange.currentKind(stored)
        guard let hash = stored.hashes[kind] else { return .sessionEnded }
        let salt = services.random(PasswordHash.saltLength)
        let policy = services.policy.scrypt
        let replacement = try await services.work.hashing.run { [current, new] in
            try hash.matches(current) ? PasswordHash(of: new.text, salt: salt, parameters: policy) : nil
        }
        guard let replacement else {
            return try await services.database.write { [self] in try miss(kind, hash, $0) }
        }
        let token = SessionToken(random: services.random)
        return try await services.database.write { [self] in try replace(hash, of: kind, by: replacement, token, $0) }
    }

    private func replace(
        _ hash: PasswordHash, of kind: CredentialKind, by replacement: PasswordHash, _ token: SessionToken,
        _ database: Connection
    ) throws -> Outcome {
        let person = visit.person
        let stored = try PasswordStore.find(person.number, database)
        guard stored.hashes[kind] == hash else { return .wrongCurrent }
        // While this entry was compared, wrong ones beside it may have used up the allowed misses.
        guard try SessionStore.find(visit.session.token, database) != nil else { return .sessionEnded }
        try PasswordStore.set(replacement, .regular, of: person.number, at: visit.now, database)
        try PasswordStore.forget(.temporary, of: person.number, database)
        try SessionStore.endAll(of: person.number, but: visit.session.token, database)
        guard
            try SessionStore.rise(visit.session.token, to: try nextStage(database), as: token, at: visit.now, database)
        else { return .sessionEnded }
        try AuditStore.write(visit.entry("password.changed"), database)
        return .changed(token, landing: try landing(token, database))
    }

    /// A change that was forced is a step of the sign-in (AUTH-9).
    private func nextStage(_ database: Connection) throws -> Session.Stage {
        guard visit.session.stage == .mustChangePassword else { return visit.session.stage }
        return SignIn.stage(
            mustChangePassword: false, try OneTimePasswordStore.standing(of: visit.person.number, database))
    }

    private func landing(_ token: SessionToken, _ database: Connection) throws -> String {
        visit.session.stage == .signedIn ? Session.Stage.signedIn.home : try SignIn.landing(token, database)
    }

    private func miss(_ kind: CredentialKind, _ hash: PasswordHash, _ database: Connection) throws -> Outcome {
        switch try PasswordProof.miss(kind, hash, visit, "password.change-failed", database) {
        case .right, .wrong: .wrongCurrent
        case .sessionEnded: .sessionEnded
        }
    }
}
