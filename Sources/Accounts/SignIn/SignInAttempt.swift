import SQLite
import Shell
import Telephony

/// One number with one password on its way in: found, compared off the loop, judged and written in one transaction.
struct SignInAttempt: Sendable {
    let number: PhoneNumber
    let password: String
    let client: Client
    /// The page that was asked for, if any.
    let next: String
    let now: Moment
    let age: PasswordAge

    struct Success: Sendable {
        let number: PhoneNumber
        let token: SessionToken
    }

    /// nil for whatever does not sign in; the visitor is not told which it was (AUTH-7).
    func run(_ services: Services) async throws -> Success? {
        let facts = try services.database.read { try SignInStore.facts(number, $0) }
        let candidates = candidates(facts)
        let match = try await services.work.hashing.run { [self] in
            try compare(with: candidates, cost: services.work.hashingCost)
        }
        let renewed = try await renewal(match, services)
        let token = SessionToken(random: services.random)
        let mails = services.mails
        return try await services.database.write { [self] database in
            try conclude(match, renewed, token, mails, database)
        }
    }

    // MARK: Comparing

    private func candidates(_ facts: SignInFacts?) -> [CredentialKind: PasswordHash] {
        guard let facts, isAdmitted(facts) else { return [:] }
        let usable = facts.stored.state.usable(at: now)
        return facts.stored.hashes.filter { usable.contains($0.key) }
    }

    /// AUTH-7: costs one hash whatever is stored, also for a number that nobody has. (A temporary password takes the
    /// regular one's salt, so that both are compared with one hash.)
    private func compare(
        with candidates: [CredentialKind: PasswordHash], cost: ScryptParameters
    ) throws -> Match? {
        guard let first = candidates.values.first else {
            _ = try PasswordHash(of: password, salt: SignInAttempt.nobodysSalt, parameters: cost)
            return nil
        }
        let typed = try PasswordHash(of: password, salt: first.salt, parameters: first.parameters)
        for (kind, hash) in candidates.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let isSame = hash.salt == first.salt && hash.parameters == first.parameters
            if isSame ? hash.isEqual(to: typed) : try hash.matches(password) { return Match(kind: kind, hash: hash) }
        }
        try spend(cost, less: first.parameters)
        return nil
    }

    private func spend(_ cost: ScryptParameters, less spent: ScryptParameters) throws {
        guard let filling = SignInAttempt.filling(cost, less: spent) else { return }
        _ = try PasswordHash(of: password, salt: SignInAttempt.nobodysSalt, parameters: filling)
    }

    /// A password of before the policy rose is compared faster than nobody's: a refusal takes the time that is left. nil when
    /// there is none.
    static func filling(_ cost: ScryptParameters, less spent: ScryptParameters) -> ScryptParameters? {
        let unit = spent.n * spent.r
        let rest = (cost.n * cost.r * cost.p - unit * spent.p) / unit
        return rest > 0 ? ScryptParameters(n: spent.n, r: spent.r, p: rest) : nil
    }

    private struct Match: Sendable {
        let kind: CredentialKind
        let hash: PasswordHash
    }

    private static let nobodysSalt = [UInt8](repeating: 0, count: PasswordHash.saltLength)

    /// PW-5: the policy has risen since the password was set, and now it is here to be hashed anew.
    private func renewal(_ match: Match?, _ services: Services) async throws -> PasswordHash? {
        let cost = services.work.hashingCost
        guard let match, match.kind == .regular, match.hash.needsRenewal(for: cost) else { return nil }
        let salt = services.random(PasswordHash.saltLength)
        return try await services.work.hashing.run { [password] in
            try PasswordHash(of: password, salt: salt, parameters: cost)
        }
    }

    // MARK: Writing

    /// Judges what is stored by now: meanwhile another entry may have voided the password, or the telephone replaced it.
    private func conclude(
        _ match: Match?, _ renewed: PasswordHash?, _ token: SessionToken, _ mails: MailTemplates, _ database: Connection
    ) throws -> Success? {
        let facts = try SignInStore.facts(number, database)
        guard let match, let facts, isAdmitted(facts), facts.stored.hashes[match.kind] == match.hash,
            facts.stored.state.isUsable(match.kind, at: now)
        else {
            try refuse(facts, mails, database)
            return nil
        }
        let before = facts.stored.state
        try save(before.afterSuccess(match.kind, at: now), before, facts, mails, database)
        if let renewed { try PasswordStore.renew(renewed, match.kind, of: number, database) }
        let mustChange = before.mustChangePassword(afterSignInWith: match.kind, age: age, at: now)
        let step = SignIn.step(
            mustChangePassword: mustChange, try OneTimePasswordStore.standing(of: number, database))
        try SessionStore.start(
            token, number: number, contract: facts.contract, step: step, next: next, by: client, at: now, database)
        try audit("sign-in", facts, database, after: match.kind.rawValue)
        return Success(number: number, token: token)
    }

    /// AUTH-7: whatever the cause, one row of a password is changed and one line of the trail is written; where no password
    /// counts the miss, nobody's does.
    private func refuse(_ facts: SignInFacts?, _ mails: MailTemplates, _ database: Connection) throws {
        guard let facts, isAdmitted(facts) else {
            try SignInStore.countForNobody(database)
            return try audit("sign-in.refused", facts, database)
        }
        let (before, after) = (facts.stored.state, facts.stored.state.afterFailure(at: now))
        if after == before {
            try SignInStore.countForNobody(database)
        } else {
            try save(after, before, facts, mails, database)
        }
        try audit("sign-in.failed", facts, database)
    }

    private func isAdmitted(_ facts: SignInFacts) -> Bool {
        SignIn.admits(number, of: facts.contractNumber, unit: facts.unit)
    }

    private func save(
        _ state: CredentialState, _ before: CredentialState, _ facts: SignInFacts, _ mails: MailTemplates,
        _ database: Connection
    ) throws {
        try PasswordStore.save(state, of: number, database)
        for kind in state.voided(since: before) {
            try audit("password.voided", facts, database, after: kind.rawValue)
            if kind == .regular { try SessionStore.endAll(of: number, database) }
        }
        let voiding = SignInVoiding(state, since: before, at: now)
        try voiding?.notice(to: number, of: facts.contract, from: client, at: now).write(mails, database)
    }

    private func audit(
        _ event: AuditEvent, _ facts: SignInFacts?, _ database: Connection, after: String? = nil
    ) throws {
        try AuditStore.write(
            AuditEntry(
                at: now, contract: facts?.contract, number: number, client: client.address, event: event, after: after),
            database)
    }
}
