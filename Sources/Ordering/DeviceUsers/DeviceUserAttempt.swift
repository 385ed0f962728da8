import Accounts
import SQLite
import Shell
import Telephony

/// One ログインID with one password on its way in: compared off the loop, judged and written in one transaction.
struct DeviceUserAttempt: Sendable {
    let id: LoginID
    let password: String
    let client: Client

    /// Nil for whatever does not sign in; the visitor is not told which it was (AUTH-7).
    func run(_ services: Services, _ turn: WorkTurn) async throws -> SessionToken? {
        let match = try await services.work.hashing.run(turn) { [self] in
            let stored = try services.database.read { try DeviceUserStore.stored(id, $0) }
            return try PasswordHash.matching(password, stored?.usable, cost: services.work.hashingCost)
        }
        let renewed = try await services.renewal(of: match, password, for: id.text)
        let (token, now) = (SessionToken(random: services.random), services.now())
        return try await services.database.write { [self] database in
            try conclude(match, at: now, database) { stored in
                if let renewed { try DeviceUserStore.renew(renewed, of: stored.number, id.contract, database) }
                try DeviceUserStore.start(token.hash, of: stored.number, id.contract, at: now, database)
            } ? token : nil
        }
    }

    /// Judges what is stored by now: meanwhile another entry may have locked the sign-in, or an administrator replaced the password.
    private func conclude(
        _ match: PasswordHash?, at now: Moment, _ database: Connection, _ start: (DeviceUserStore.Stored) throws -> Void
    ) throws -> Bool {
        let stored = try DeviceUserStore.stored(id, database)
        let actor = Actor(
            site: .ordering, tenant: stored?.company, account: id.text, client: client.address, at: now)
        guard let stored, let hash = stored.usable else {
            // AUTH-7: what a miss costs elsewhere.
            try CredentialStore.countForNobody(database)
            try actor.audit("device-user.refused", database)
            return false
        }
        guard let match, match == hash else {
            try miss(stored, actor, database)
            return false
        }
        try DeviceUserStore.noteSignIn(of: stored.number, id.contract, at: now, database)
        try start(stored)
        try actor.audit("device-user.signed-in", database)
        return true
    }

    private func miss(_ stored: DeviceUserStore.Stored, _ actor: Actor, _ database: Connection) throws {
        let misses = stored.misses + 1
        let isLast = misses >= DeviceUsers.allowedMisses
        try DeviceUserStore.save(
            misses: misses, lockedAt: isLast ? actor.at : nil, of: stored.number, id.contract, database)
        try actor.audit("device-user.failed", database)
        if isLast { try actor.audit("device-user.locked", database) }
    }
}
