package import HTTP
import SQLite
package import Shell
package import Telephony

/// 現在のパスワード, right: whoever sits before the screen is whose session it is. Asked before a change of whatever signs
/// somebody in. Guessing it on an unattended screen is guessing like any other (AUTH-4, AUTH-5).
package struct CurrentPassword: Sendable {
    /// The name of its control on every form.
    package static let field = "currentPassword"

    /// What its control is called: beside another number's new password 「現在の」 would be understood as that number's.
    package enum Whose: Sendable {
        case own, administrators
    }

    package enum Refusal: Error, Sendable {
        case entry(EnteredPasswordProblem)
        case wrong
        /// The last allowed miss: the password is void, and nobody is signed in any more.
        case passwordVoid
        /// The session has ended meanwhile.
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
        let entered: EnteredPassword
        switch EnteredPassword.read(typed) {
        case .failure(let problem): return .failure(.entry(problem))
        case .success(let read): entered = read
        }
        let number = visit.person.number
        let stored = try services.database.read { try CredentialStore.find(number, $0) }
        let kind = kind(stored)
        guard let hash = stored.hashes[kind] else { return .failure(.sessionEnded) }
        let proven = CurrentPassword(number: number, session: visit.session.token, kind: kind, hash: hash)
        guard try await services.work.hashing.run(visit.turn, { try hash.matches(entered.text) }) else {
            return .failure(try await services.database.write { try proven.miss(visit, services.mails, $0) })
        }
        return .success(proven)
    }

    /// Stands first in the transaction of what the password was asked for. nil: nothing has happened since it was typed; the
    /// row of wrong entries has ended (AUTH-4).
    func refusal(at now: Moment, _ database: Connection) throws -> Refusal? {
        let stored = try CredentialStore.find(number, database)
        guard stored.hashes[kind] == hash else { return .wrong }
        // While this entry was compared, wrong ones beside it may have used up the allowed misses.
        guard try SessionStore.find(session, database) != nil else { return .sessionEnded }
        if kind == .regular {
            let after = stored.state.afterSuccess(.regular, at: now)
            if after != stored.state { try CredentialStore.save(after, of: number, database) }
        }
        return nil
    }

    private func miss(_ visit: Visit<Person>, _ mails: MailTemplates, _ database: Connection) throws -> Refusal {
        let stored = try CredentialStore.find(number, database)
        guard stored.hashes[kind] == hash else { return .wrong }
        guard try SessionStore.find(session, database) != nil else { return .sessionEnded }
        let spent = try CredentialMiss(place: .currentPassword, number: number, actor: visit.actor).count(
            in: stored.state, used: kind, mails, database)
        return spent.contains(kind) ? .passwordVoid : .wrong
    }
}

extension CurrentPassword.Refusal {
    /// The form once more with what is wrong, or the way to sign in again.
    package func answer(
        asking whose: CurrentPassword.Whose = .own, in language: Language, _ page: ([Problem]) throws -> Response
    ) rethrows -> Response {
        switch self {
        case .passwordVoid: Self.end(.passwordVoid)
        case .sessionEnded: Self.end(.elsewhere)
        case .entry, .wrong: try page([problem(asking: whose, in: language)])
        }
    }

    private static func end(_ cause: SessionEnd.Cause) -> Response {
        var response = SessionEnd(cause, .lost).response()
        response.setCookie(.forgetting(SessionToken.cookieName))
        return response
    }
}
