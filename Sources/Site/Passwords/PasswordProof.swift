import HTTP
import SQLite

/// The current password entered once more, before a change that could lock its owner out.
struct PasswordProof: Sendable {
    let visit: Visit
    let typed: String

    enum Outcome: Sendable {
        case right
        case wrong
        /// The last allowed miss: the password is void, and nobody is signed in any more.
        case sessionEnded
    }

    func run(_ services: Services) async throws -> Outcome {
        let number = visit.person.number
        let stored = try services.database.read { try PasswordStore.find(number, $0) }
        guard let hash = stored.hashes[.regular] else { return .sessionEnded }
        let isRight = try await services.work.hashing.run { [typed] in try hash.matches(typed) }
        return try await services.database.write { [self] database in
            try isRight
                ? PasswordProof.hit(hash, visit, database)
                : PasswordProof.miss(.regular, hash, visit, "password.proof-failed", database)
        }
    }

    /// While this entry was compared, wrong ones beside it may have used up the allowed misses.
    private static func hit(_ hash: PasswordHash, _ visit: Visit, _ database: Connection) throws -> Outcome {
        let number = visit.person.number
        let stored = try PasswordStore.find(number, database)
        guard stored.hashes[.regular] == hash else { return .wrong }
        guard try SessionStore.find(visit.session.token, database) != nil else { return .sessionEnded }
        var state = stored.state
        state.regular?.failures = 0
        try PasswordStore.save(state, of: number, database)
        return .right
    }

    /// Guessing the current password on an unattended screen is guessing like any other (AUTH-4, AUTH-5).
    static func miss(
        _ kind: CredentialKind, _ hash: PasswordHash, _ visit: Visit, _ event: AuditEvent, _ database: Connection
    ) throws -> Outcome {
        let number = visit.person.number
        let stored = try PasswordStore.find(number, database)
        guard stored.hashes[kind] == hash, var credential = stored.state[kind] else { return .wrong }
        guard try SessionStore.find(visit.session.token, database) != nil else { return .sessionEnded }
        credential.failures += 1
        let isLast = credential.failures >= kind.allowedFailures
        if isLast { credential.voidedAt = visit.now }
        var state = stored.state
        state[kind] = credential
        try PasswordStore.save(state, of: number, database)
        try AuditStore.write(visit.entry(event), database)
        guard isLast else { return .wrong }
        try SessionStore.endAll(of: number, database)
        try AuditStore.write(visit.entry("password.voided"), database)
        return .sessionEnded
    }
}

extension Visit {
    /// A line of the audit trail about the visitor's own number.
    func entry(_ event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil) -> AuditEntry {
        AuditEntry(
            at: now, contract: person.contractID, number: person.number, client: request.peer, event: event,
            subject: subject, before: before, after: after)
    }
}
