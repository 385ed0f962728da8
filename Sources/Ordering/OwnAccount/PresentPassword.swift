import Accounts
import HTTP
import SQLite
import Shell
import Telephony

/// 現在のパスワード, right: whoever sits before the screen is whose session it is. Guessing it on an unattended screen is guessing
/// like any other (ACCT-2).
struct PresentPassword: Sendable {
    /// The name of its control on every form.
    static let field = CurrentPassword.field

    enum Refusal: Error, Sendable, Equatable {
        case empty, wrong
        /// Misses have voided it, here or at a sign-in; no entry counts before that moment.
        case void(until: Moment)
        /// The last allowed miss: whoever made it is signed out.
        case voided
        /// The session has ended meanwhile.
        case sessionEnded
    }

    let text: String
    private let address: MailAddress
    private let session: SessionToken
    /// The stored one that the entry was found equal to.
    private let hash: PasswordHash

    /// Costs one hash. A wrong entry has been counted when this returns.
    static func prove(
        _ typed: String, for visit: Visit<Employee>, _ services: Services
    ) async throws -> Result<PresentPassword, Refusal> {
        let text = EmployeePassword.written(typed)
        guard !text.isEmpty else { return .failure(.empty) }
        let address = visit.person.mailAddress
        guard let stored = try services.database.read({ try AccountStore.password(of: address, $0) }),
            let hash = stored.hash
        else { return .failure(.sessionEnded) }
        if let until = stored.standing.end(at: visit.now) { return .failure(.void(until: until)) }
        let proven = PresentPassword(text: text, address: address, session: visit.session.token, hash: hash)
        guard try await services.work.hashing.run(visit.turn, { try hash.matches(text) }) else {
            return .failure(try await services.database.write { try proven.miss(visit.actor, services.mails, $0) })
        }
        return .success(proven)
    }

    /// Stands first in the transaction of what the password was asked for. nil: nothing has happened since it was typed; the row
    /// of wrong entries has ended.
    func refusal(at now: Moment, _ database: Connection) throws -> Refusal? {
        guard let stored = try stored(database) else { return .sessionEnded }
        guard stored.hash == hash else { return .wrong }
        // While this entry was compared, wrong ones beside it may have used up the allowed misses.
        if let until = stored.standing.end(at: now) { return .void(until: until) }
        try AccountStore.save(stored.standing.afterSuccess(), of: stored.account.id, database)
        return nil
    }

    private func miss(_ actor: Actor, _ mails: MailTemplates, _ database: Connection) throws -> Refusal {
        guard let stored = try stored(database) else { return .sessionEnded }
        if let until = stored.standing.end(at: actor.at) { return .void(until: until) }
        let after = stored.standing.afterMiss(at: actor.at)
        try AccountStore.save(after, of: stored.account.id, database)
        try actor.audit("password.missed", database)
        guard after.isVoid(at: actor.at) else { return .wrong }
        try actor.audit("password.voided", database)
        try AccountNotice.passwordSpent.write(to: address, by: actor, mails, database)
        try EmployeeSessionStore.end(hash: session.hash, database)
        return .voided
    }

    /// nil when the session or the password is gone.
    private func stored(_ database: Connection) throws -> AccountStore.StoredPassword? {
        guard try EmployeeSessionStore.find(session, database) != nil else { return nil }
        return try AccountStore.password(of: address, database).flatMap { $0.hash == nil ? nil : $0 }
    }
}

extension PresentPassword.Refusal {
    /// The form once more with what is wrong, or the way to sign in again.
    func answer(
        _ cookies: SiteCookies, in language: Language, _ page: ([Problem]) throws -> Response
    ) rethrows -> Response {
        switch self {
        case .voided: Self.end(.passwordVoid, cookies)
        case .sessionEnded: Self.end(.elsewhere, cookies)
        case .empty, .wrong, .void: try page([problem(in: language)])
        }
    }

    private static func end(_ cause: SessionEnd.Cause, _ cookies: SiteCookies) -> Response {
        var response = SessionEnd(cause, .lost).response()
        response.setCookie(.forgetting(cookies.session))
        return response
    }
}
