import Accounts
import SQLite
import Shell
import Telephony

/// One mail address with one password on its way in: compared off the loop, judged and written in one transaction.
struct EntranceAttempt: Sendable {
    let address: MailAddress
    let password: String
    let client: Client
    /// The page that was asked for, if any.
    let next: String

    struct Success: Sendable {
        let account: Int
        let token: SessionToken
        let step: SignInStep
    }

    /// nil for whatever does not sign in; the visitor is not told which it was (AUTH-7).
    func run(_ services: Services, _ turn: WorkTurn) async throws -> Success? {
        let match = try await services.work.hashing.run(turn) { [self] in try compare(services) }
        let renewed = try await services.renewal(of: match, password, for: address.signInName)
        let now = services.now()
        let token = SessionToken(random: services.random)
        let nonce = services.random(SecondFactorChallenge.nonceLength)
        return try await services.database.write { [self] database in
            try conclude(match, renewed, token, nonce, at: now, services, database)
        }
    }

    // MARK: Comparing

    /// AUTH-7: costs one hash whatever is stored, also for an address that nobody has.
    private func compare(_ services: Services) throws -> PasswordHash? {
        let stored = try services.database.read { try AccountStore.password(of: address, $0) }
        let usable = stored.flatMap { $0.standing.isVoid(at: services.now()) ? nil : $0.hash }
        return try PasswordHash.matching(password, usable, cost: services.work.hashingCost)
    }

    // MARK: Writing

    /// Judges what is stored by now: meanwhile another entry may have voided the password, or its owner replaced it.
    private func conclude(
        _ match: PasswordHash?, _ renewed: PasswordHash?, _ token: SessionToken, _ nonce: [UInt8], at now: Moment,
        _ services: Services, _ database: Connection
    ) throws -> Success? {
        let stored = try AccountStore.password(of: address, database)
        let actor = Actor(
            site: .ordering, tenant: stored?.account.company, account: address.signInName, client: client.address,
            at: now)
        guard let stored, let hash = stored.hash, !stored.standing.isVoid(at: now) else {
            // AUTH-7: what a miss costs elsewhere.
            try CredentialStore.countForNobody(database)
            try actor.audit("sign-in.refused", database)
            return nil
        }
        guard let match, match == hash else {
            try miss(stored, actor, services.mails, database)
            return nil
        }
        let id = stored.account.id
        try AccountStore.save(stored.standing.afterSuccess(), of: id, database)
        if let renewed { try AccountStore.renew(renewed, of: id, database) }
        try EmployeeSessionStore.start(
            token, account: id, step: EmployeeSteps.enterSecondFactor, next: next, by: client, at: now, database)
        // A network that the company does not admit is found when the session is used: then it is nobody's (ACCT-4).
        guard try EmployeeSessionStore.find(token, database)?.person.isAdmitted(from: client.address) == true else {
            try EmployeeSessionStore.end(hash: token.hash, database)
            try actor.audit("sign-in.foreign-network", database)
            return nil
        }
        try actor.audit("sign-in.password", database)
        let sending = SecondFactorSending(
            account: stored.account, session: token.hash, nonce: nonce, client: client.address, actor: actor)
        _ = try sending.send(services, database)
        return Success(account: id, token: token, step: EmployeeSteps.enterSecondFactor)
    }

    private func miss(
        _ stored: AccountStore.StoredPassword, _ actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws {
        let after = stored.standing.afterMiss(at: actor.at)
        try AccountStore.save(after, of: stored.account.id, database)
        try actor.audit("sign-in.failed", database)
        guard after.isVoid(at: actor.at) else { return }
        try actor.audit("password.voided", database)
        try AccountNotice.passwordSpent.write(to: stored.account.mailAddress, by: actor, mails, database)
    }
}
