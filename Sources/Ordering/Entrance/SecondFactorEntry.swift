import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The mail with a code, in one transaction: the same code again while it serves, at most so many mails (OTP-5).
struct SecondFactorSending: Sendable {
    let account: Account
    /// The hash by which the database knows the session.
    let session: [UInt8]
    let nonce: [UInt8]
    let client: String
    let actor: Actor

    enum Outcome: Sendable, Equatable {
        case sent
        case refused(SecondFactorProblem)
        /// Codes come from the person's app.
        case notByMail
        /// The code's time is over: the sign-in begins anew.
        case gone
    }

    func send(_ services: Services, _ database: Connection) throws -> Outcome {
        guard account.secondFactor != .app else { return .notByMail }
        let (now, steady) = (actor.at, services.steady.now)
        let earlier = try SecondFactorStore.challenge(session, account: account.id, database)
        if earlier?.hasExpired(at: steady) == true { return .gone }
        if let until = try SecondFactorLimits.closedUntil(account.id, at: now, database) {
            return .refused(.tooManyMisses(until: until))
        }
        let sendings = try SecondFactorStore.moments(
            of: .code, of: account.id, since: now - OneTimePasswords.sendingWindow, database)
        if let until = OneTimePasswords.nextSending(after: sendings, at: now) {
            return .refused(.tooManySendings(until: until))
        }
        let challenge = SecondFactorChallenge(
            session: session, account: account.id, nonce: earlier?.nonce ?? nonce,
            firstSentAt: earlier?.firstSentAt ?? steady, misses: earlier?.misses ?? 0)
        try SecondFactorStore.save(challenge, at: now, database)
        try SecondFactorStore.note(.code, of: account.id, at: now, database)
        if let mail = try mail(challenge, services) { try OutboxStore.add(mail, of: nil, at: now, database) }
        try actor.audit("second-factor.sent", subject: account.mailAddress.masked, database)
        return .sent
    }

    private func mail(_ challenge: SecondFactorChallenge, _ services: Services) throws -> Mail? {
        guard let code = challenge.code(services.key), let left = challenge.timeLeft(at: services.steady.now) else {
            return nil
        }
        let view = SecondFactorMailView(
            name: account.name, code: code.digits, reference: challenge.reference(services.key),
            end: (actor.at + left).dateAndTimeText(in: services.language),
            at: actor.at.dateAndTimeText(in: services.language), client: client)
        return try services.mails.mail(
            "second-factor.code", to: account.mailAddress, "Entrance/code-mail", view, worthlessAfter: actor.at + left)
    }
}

private struct SecondFactorMailView: ViewModel {
    let name: String
    let code: String
    let reference: String
    let end: String
    let at: String
    let client: String

    static let fields: ViewFields<SecondFactorMailView> = [
        "name": { .text($0.name) },
        "code": { .text($0.code) },
        "reference": { .text($0.reference) },
        "end": { .text($0.end) },
        "at": { .text($0.at) },
        "client": { .text($0.client) },
    ]
}

/// AUTH-11: over all sign-ins of an account.
enum SecondFactorLimits {
    /// Until when no entry is taken; nil when they are.
    static func closedUntil(_ account: Int, at now: Moment, _ database: Connection) throws -> Moment? {
        OneTimePasswords.closedUntil(
            after: try SecondFactorStore.moments(
                of: .miss, of: account, since: now - OneTimePasswords.missWindow, database), at: now)
    }
}

/// One entry behind the password, judged and written in one transaction: a code of the mail or the app, or a recovery code.
struct SecondFactorEntry: Sendable {
    enum Typed: Sendable {
        case code(OneTimePasswordCode.Typed)
        case recovery(RecoveryCode)
    }

    let visit: Visit<Employee>
    let typed: Typed

    enum Outcome: Sendable {
        /// Further on, under a new token.
        case right(SessionToken, landing: String)
        case wrong(SecondFactorProblem)
        /// The last allowed miss: the sign-in has ended.
        case ended
        /// The sign-in has come further, or to an end, meanwhile; or the code's time is over.
        case gone
    }

    func run(_ services: Services) async throws -> Outcome {
        let token = SessionToken(random: services.random)
        let nonce = services.random(SecondFactorChallenge.nonceLength)
        return try await services.database.write { [self] in try judge(token, nonce, services, $0) }
    }

    private func judge(
        _ new: SessionToken, _ nonce: [UInt8], _ services: Services, _ database: Connection
    ) throws -> Outcome {
        let (token, now) = (visit.session.token, visit.now)
        guard let session = try EmployeeSessionStore.find(token, database),
            session.step == EmployeeSteps.enterSecondFactor,
            let account = try AccountStore.find(session.person.id, database)
        else { return .gone }
        if let until = try SecondFactorLimits.closedUntil(account.id, at: now, database) {
            return .wrong(.tooManyMisses(until: until))
        }
        let challenge =
            try SecondFactorStore.challenge(token.hash, account: account.id, database)
            ?? SecondFactorChallenge(
                session: token.hash, account: account.id, nonce: nonce, firstSentAt: nil, misses: 0)
        switch try verdict(account, challenge, services, database) {
        case .right: break
        case .wrong: return try miss(account, challenge, services, database)
        case .refused(let problem): return .wrong(problem)
        case .gone: return .gone
        }
        try SecondFactorStore.forget(token.hash, database)
        let step = account.secondFactor == nil ? EmployeeSteps.chooseSecondFactor : EmployeeSteps.signedIn
        guard
            try EmployeeSessionStore.rise(
                token, from: EmployeeSteps.enterSecondFactor, to: step, as: new, at: now, database)
        else { return .gone }
        try visit.actor.audit("sign-in", after: kind(account), database)
        return .right(new, landing: try EntrancePage.landing(new, database))
    }

    private func kind(_ account: Account) -> String {
        if case .recovery = typed { return "recovery" }
        return (account.secondFactor ?? .mail).rawValue
    }

    private enum Verdict {
        case right, wrong, gone
        case refused(SecondFactorProblem)
    }

    private func verdict(
        _ account: Account, _ challenge: SecondFactorChallenge, _ services: Services, _ database: Connection
    ) throws -> Verdict {
        switch typed {
        case .recovery(let code):
            let hash = code.hash(services.key, account: account.id)
            guard try AccountFactorStore.useRecoveryCode(hash, of: account.id, database) else { return .wrong }
            let left = try AccountFactorStore.recoveryCodesLeft(of: account.id, database)
            try AccountNotice.recoveryCodeUsed(left: left)
                .write(to: account.mailAddress, by: visit.actor, services.mails, database)
            return .right
        case .code(let typed) where account.secondFactor == .app:
            return try AppCode(account: account.id).verdict(typed, services, at: visit.now, database)
                .map { $0 ? .right : .refused(.usedBefore) } ?? .wrong
        case .code(let typed):
            if challenge.hasExpired(at: services.steady.now) { return .gone }
            guard let code = challenge.code(services.key) else { return .refused(.notSent) }
            return code.matches(typed) ? .right : .wrong
        }
    }

    private func miss(
        _ account: Account, _ challenge: SecondFactorChallenge, _ services: Services, _ database: Connection
    ) throws -> Outcome {
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

/// A code of the account's app: right once (ACCT-3).
struct AppCode: Sendable {
    let account: Int

    private static let purpose: StaticString = "secret of an authenticator app"

    /// nil when it is wrong; false when it was right and has been used before.
    func verdict(
        _ typed: OneTimePasswordCode.Typed, _ services: Services, at now: Moment, _ database: Connection
    ) throws -> Bool? {
        guard let stored = try AccountFactorStore.app(of: account, database),
            let app = try app(stored, services)
        else { return nil }
        if let step = app.accepts(typed.digits, after: stored.lastStep, at: now) {
            try AccountFactorStore.setAppStep(step, of: account, database)
            return true
        }
        return app.accepts(typed.digits, after: nil, at: now) == nil ? nil : false
    }

    func app(_ stored: AccountFactorStore.App, _ services: Services) throws -> AuthenticatorApp? {
        try services.key.open(stored.sealed, Self.purpose, Array("\(account)".utf8))
            .map(AuthenticatorApp.init(secret:))
    }

    func sealed(_ secret: [UInt8], _ services: Services) throws -> [UInt8] {
        try services.key.seal(secret, Self.purpose, Array("\(account)".utf8))
    }
}
