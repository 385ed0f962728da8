import HTTP
import SQLite
import Shell
import Telephony

/// 現在のパスワード, right: whoever sits before the screen is whose session it is. Asked before a change of whatever signs
/// somebody in. Guessing it on an unattended screen is guessing like any other (AUTH-4, AUTH-5).
struct CurrentPassword: Sendable {
    /// The name of its control on every form.
    static let field = "currentPassword"

    enum Refusal: Error, Sendable {
        case empty, wrong
        /// The last allowed miss, here or elsewhere: nobody is signed in any more.
        case sessionEnded
    }

    private let number: PhoneNumber
    private let session: SessionToken
    /// The temporary one after a sign-in by telephone.
    let kind: CredentialKind
    /// The stored one that the entry was found equal to.
    private let hash: PasswordHash

    /// What "現在のパスワード" means: after a sign-in by telephone the temporary one, which that sign-in has used up (IVR-6).
    static func kind(_ stored: StoredCredentials) -> CredentialKind {
        stored.state.temporary != nil && stored.state.regular?.voidedAt != nil || stored.state.regular == nil
            ? .temporary : .regular
    }

    /// Costs one hash. A wrong entry has been counted when this returns.
    static func prove(
        _ typed: String, for visit: Visit<Person>, _ services: Services
    ) async throws -> Result<CurrentPassword, Refusal> {
        guard !typed.isEmpty else { return .failure(.empty) }
        let number = visit.person.number
        let stored = try services.database.read { try PasswordStore.find(number, $0) }
        let kind = kind(stored)
        guard let hash = stored.hashes[kind] else { return .failure(.sessionEnded) }
        let proven = CurrentPassword(number: number, session: visit.session.token, kind: kind, hash: hash)
        guard try await services.work.hashing.run({ try hash.matches(typed) }) else {
            return .failure(try await services.database.write { try proven.miss(visit, services.mails, $0) })
        }
        return .success(proven)
    }

    /// Stands first in the transaction of what the password was asked for. nil: nothing has happened since it was typed; the
    /// row of wrong entries has ended (AUTH-4).
    func refusal(at now: Moment, _ database: Connection) throws -> Refusal? {
        let stored = try PasswordStore.find(number, database)
        guard stored.hashes[kind] == hash else { return .wrong }
        // While this entry was compared, wrong ones beside it may have used up the allowed misses.
        guard try SessionStore.find(session, database) != nil else { return .sessionEnded }
        if let regular = stored.state.regular, regular.voidedAt == nil, regular.failures > 0 {
            var state = stored.state
            state.regular?.failures = 0
            try PasswordStore.save(state, of: number, database)
        }
        return nil
    }

    private func miss(_ visit: Visit<Person>, _ mails: MailTemplates, _ database: Connection) throws -> Refusal {
        let stored = try PasswordStore.find(number, database)
        guard stored.hashes[kind] == hash, var credential = stored.state[kind] else { return .wrong }
        guard try SessionStore.find(session, database) != nil else { return .sessionEnded }
        credential.failures += 1
        let isLast = credential.failures >= kind.allowedFailures
        if isLast { credential.voidedAt = visit.now }
        var state = stored.state
        state[kind] = credential
        try PasswordStore.save(state, of: number, database)
        try audit("password.current-wrong", visit, database)
        guard isLast else { return .wrong }
        try SessionStore.endAll(of: number, database)
        try audit("password.voided", visit, after: kind.rawValue, database)
        let notice = SecurityNotice(
            kind: "security.password-voided", happening: "パスワードが無効になりました",
            details: ["現在のパスワードの間違いが続けて\(kind.allowedFailures)回ありました。"], number: number,
            contract: visit.person.contractID, client: visit.request.peer, at: visit.now)
        try notice.write(mails, database)
        return .sessionEnded
    }

    private func audit(
        _ event: AuditEvent, _ visit: Visit<Person>, after: String? = nil, _ database: Connection
    ) throws {
        try AuditStore.write(
            AuditEntry(
                at: visit.now, contract: visit.person.contractID, number: number, client: visit.request.peer,
                event: event, after: after), database)
    }
}

extension CurrentPassword.Refusal {
    var problem: Problem {
        switch self {
        case .empty: Problem(CurrentPassword.field, "現在のパスワードを入力してください。")
        case .wrong, .sessionEnded:
            Problem(CurrentPassword.field, "現在のパスワードが正しくありません。もう一度入力してください。")
        }
    }

    /// The form once more with what is wrong, or the way to sign in again.
    func answer(_ page: ([Problem]) throws -> Response) rethrows -> Response {
        guard case .sessionEnded = self else { return try page([problem]) }
        var response = Response.redirect(to: "/login")
        response.setCookie(.forgetting(SessionToken.cookieName))
        return response
    }
}
