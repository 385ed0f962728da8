import Crypto
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
    let isKnownDevice: Bool
    let age: PasswordAge
    let firstPage: SignIn.FirstPage

    struct Success: Sendable {
        let number: PhoneNumber
        let token: SessionToken
    }

    /// nil for whatever does not sign in; the visitor is not told which it was (AUTH-7).
    func run(_ services: Services, _ turn: WorkTurn) async throws -> Success? {
        try await conclude(try await services.work.hashing.run(turn) { [self] in try compare(services) }, services)
    }

    /// The same for one who may wait for minutes: nothing is held for him meanwhile but this attempt. `done` is called once.
    func wait(
        _ services: Services, _ turn: WorkTurn, done: @escaping @Sendable (Result<Success?, any Error>) async -> Void
    ) {
        services.work.hashing.begin(turn) { [self] in
            let compared = Result { try compare(services) }
            Task { [self] in
                do {
                    await done(.success(try await conclude(try compared.get(), services)))
                } catch {
                    await done(.failure(error))
                }
            }
        } failed: { error in
            Task { await done(.failure(error)) }
        }
    }

    private func conclude(_ match: Match?, _ services: Services) async throws -> Success? {
        let renewed = try await renewal(match, services)
        // A sign-in may have waited for minutes.
        let now = services.now()
        let token = SessionToken(random: services.random)
        let mails = services.mails
        return try await services.database.write { [self] database in
            try conclude(match, renewed, token, at: now, mails, database)
        }
    }

    // MARK: Comparing

    /// On the lane's thread, when the turn has come: what is stored may have changed while others were served.
    private func compare(_ services: Services) throws -> Match? {
        let facts = try services.database.read { try SignInStore.facts(number, $0) }
        return try compare(with: candidates(facts, at: services.now()), cost: services.work.hashingCost)
    }

    private func candidates(_ facts: SignInFacts?, at now: Moment) -> [CredentialKind: PasswordHash] {
        guard let facts, isAdmitted(facts) else { return [:] }
        let usable = facts.stored.state.usable(at: now)
        return facts.stored.hashes.filter { usable.contains($0.key) }
    }

    /// AUTH-7: costs one hash whatever is stored, also for a number that nobody has. (A temporary password takes the
    /// regular one's salt, so that both are compared with one hash.)
    private func compare(
        with candidates: [CredentialKind: PasswordHash], cost: Scrypt
    ) throws -> Match? {
        guard let first = candidates.values.first else {
            try PasswordHash.spend(cost, on: password)
            return nil
        }
        let typed = try PasswordHash(of: password, salt: first.salt, parameters: first.parameters)
        for (kind, hash) in candidates.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let isSame = hash.salt == first.salt && hash.parameters == first.parameters
            if isSame ? hash.isEqual(to: typed) : try hash.matches(password) { return Match(kind: kind, hash: hash) }
        }
        try PasswordHash.spend(cost, less: first.parameters, on: password)
        return nil
    }

    private struct Match: Sendable {
        let kind: CredentialKind
        let hash: PasswordHash
    }

    /// PW-5: the policy has risen since the password was set, and now it is here to be hashed anew.
    private func renewal(_ match: Match?, _ services: Services) async throws -> PasswordHash? {
        let cost = services.work.hashingCost
        guard let match, match.kind == .regular, match.hash.needsRenewal(for: cost) else { return nil }
        let salt = services.random(PasswordHash.saltLength)
        return try await services.work.hashing.run(WorkTurn(.known, [number.digits])) { [password] in
            try PasswordHash(of: password, salt: salt, parameters: cost)
        }
    }

    // MARK: Writing

    /// Judges what is stored by now: meanwhile another entry may have voided the password, or the telephone replaced it.
    private func conclude(
        _ match: Match?, _ renewed: PasswordHash?, _ token: SessionToken, at now: Moment, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> Success? {
        let facts = try SignInStore.facts(number, database)
        let actor = Actor(contract: facts?.contract, number: number, client: client.address, at: now)
        guard let facts, isAdmitted(facts) else {
            // AUTH-7: what a miss costs elsewhere.
            try CredentialStore.countForNobody(database)
            try actor.audit("sign-in.refused", database)
            return nil
        }
        let state = facts.stored.state
        guard let match, facts.stored.hashes[match.kind] == match.hash, state.isUsable(match.kind, at: now) else {
            try CredentialMiss(place: .signIn, number: number, actor: actor).count(in: state, mails, database)
            return nil
        }
        try use(match.kind, state, actor, mails, database)
        if let renewed { try CredentialStore.renew(renewed, match.kind, of: number, database) }
        let mustChange = state.mustChangePassword(afterSignInWith: match.kind, age: age, at: now)
        let step = SignInStep.owed(
            mustChange: mustChange, isProvenByLine: match.kind == .temporary,
            try SignInStepStore.oneTimePasswords(of: number, database))
        try SessionStore.start(
            token, number: number, contract: facts.contract, step: step,
            next: next.isEmpty ? try firstPage(number, facts.contract, database) ?? "" : next, by: client, at: now,
            database)
        try actor.audit("sign-in", after: match.kind.rawValue, database)
        if !isKnownDevice {
            try SecurityNotice(SignInHappening.newDevice(client.agent), of: number, by: actor).write(mails, database)
        }
        return Success(number: number, token: token)
    }

    private func isAdmitted(_ facts: SignInFacts) -> Bool {
        facts.unit?.admits(number, of: facts.contractNumber) ?? false
    }

    /// A right entry ends the row of wrong ones; with the temporary password it voids the regular one, whose owner is told.
    private func use(
        _ kind: CredentialKind, _ state: CredentialState, _ actor: Actor, _ mails: MailTemplates,
        _ database: Connection
    ) throws {
        let after = state.afterSuccess(kind, at: actor.at)
        try CredentialStore.save(after, of: number, database)
        let voided = after.voided(since: state)
        for each in voided { try actor.audit("password.voided", after: each.rawValue, database) }
        guard voided.contains(.regular) else { return }
        try SessionStore.endAll(of: number, database)
        try SecurityNotice(CredentialHappening.usedTemporary, of: number, by: actor).write(mails, database)
    }
}
