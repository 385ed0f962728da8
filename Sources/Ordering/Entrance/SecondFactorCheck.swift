import Accounts
import SQLite
import Shell
import Telephony

/// AUTH-11: over all sign-ins of an account.
enum SecondFactorLimits {
    /// Until when no entry is taken; nil when they are.
    static func closedUntil(_ account: Int, at now: Moment, _ database: Connection) throws -> Moment? {
        OneTimePasswords.closedUntil(
            after: try SecondFactorStore.moments(
                of: .miss, of: account, since: now - OneTimePasswords.missWindow, database), at: now)
    }
}

/// A code of the mail or the app, or a recovery code, judged within a transaction (ACCT-3): behind the password, and before a change
/// of what signs somebody in.
struct SecondFactorCheck: Sendable {
    enum Typed: Sendable {
        case code(OneTimePasswordCode.Typed)
        case recovery(RecoveryCode)
    }

    let visit: Visit<Employee>
    let typed: Typed
    /// For the challenge of somebody who has been sent nothing.
    let nonce: [UInt8]

    enum Verdict: Sendable {
        case right
        case wrong(SecondFactorProblem)
        /// The last allowed miss: the session has ended.
        case ended
        /// The code's time is over.
        case expired
    }

    func verdict(on account: Account, _ services: Services, _ database: Connection) throws -> Verdict {
        let session = visit.session.token.hash
        if let until = try SecondFactorLimits.closedUntil(account.id, at: visit.now, database) {
            return .wrong(.tooManyMisses(until: until))
        }
        let challenge =
            try SecondFactorStore.challenge(session, account: account.id, database)
            ?? SecondFactorChallenge(session: session, account: account.id, nonce: nonce, firstSentAt: nil, misses: 0)
        guard let isRight = try isRight(account, challenge, services, database) else { return .expired }
        switch isRight {
        case .failure(let problem): return .wrong(problem)
        case .success(false): return try miss(account, challenge, services, database)
        case .success(true):
            try SecondFactorStore.forget(session, database)
            return .right
        }
    }

    /// What the trail calls the way by which it came.
    func kind(of account: Account) -> String {
        if case .recovery = typed { return "recovery" }
        return (account.secondFactor ?? .mail).rawValue
    }

    /// nil when the code's time is over.
    private func isRight(
        _ account: Account, _ challenge: SecondFactorChallenge, _ services: Services, _ database: Connection
    ) throws -> Result<Bool, SecondFactorProblem>? {
        switch typed {
        case .recovery(let code):
            let hash = code.hash(services.key, account: account.id)
            guard try AccountFactorStore.useRecoveryCode(hash, of: account.id, database) else { return .success(false) }
            let left = try AccountFactorStore.recoveryCodesLeft(of: account.id, database)
            try AccountNotice.recoveryCodeUsed(left: left)
                .write(to: account.mailAddress, by: visit.actor, services.mails, database)
            return .success(true)
        case .code(let typed) where account.secondFactor == .app:
            let verdict = try AppCode(account: account.id).verdict(typed, services, at: visit.now, database)
            return verdict.map { $0 ? .success(true) : .failure(.usedBefore) } ?? .success(false)
        case .code(let typed):
            if challenge.hasExpired(at: services.steady.now) { return nil }
            guard let code = challenge.code(services.key) else { return .failure(.notSent) }
            return .success(code.matches(typed))
        }
    }

    private func miss(
        _ account: Account, _ challenge: SecondFactorChallenge, _ services: Services, _ database: Connection
    ) throws -> Verdict {
        let left = OneTimePasswords.allowedMisses - challenge.misses - 1
        try visit.actor.audit("second-factor.failed", database)
        try SecondFactorStore.note(.miss, of: account.id, at: visit.now, database)
        guard left <= 0 else {
            let after = SecondFactorChallenge(
                session: challenge.session, account: account.id, nonce: challenge.nonce,
                firstSentAt: challenge.firstSentAt, misses: challenge.misses + 1)
            try SecondFactorStore.save(after, at: visit.now, database)
            if case .recovery = typed { return .wrong(.wrongRecoveryCode(left: left)) }
            return .wrong(.wrong(left: left))
        }
        try EmployeeSessionStore.end(hash: visit.session.token.hash, database)
        try visit.actor.audit("second-factor.voided", database)
        try AccountNotice.secondFactorMissed
            .write(to: account.mailAddress, by: visit.actor, services.mails, database)
        return .ended
    }
}
