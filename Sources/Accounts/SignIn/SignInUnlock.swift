package import SQLite
package import Shell
package import Telephony

extension CredentialState {
    /// The row of wrong entries is forgotten, and what it had voided serves again: what the operator does for somebody whom
    /// he knows. What a sign-in with the temporary password has voided stays void (IVR-6), and 24 hours stay 24 hours.
    func unlocked(at now: Moment) -> CredentialState {
        var state = self
        for kind in CredentialKind.allCases {
            guard let credential = self[kind] else { continue }
            if credential.voidedAt != nil {
                guard isSpent(kind), kind == .temporary || !hasSignedInWithTemporary else { continue }
                state[kind]?.voidedAt = nil
            }
            state[kind]?.failures = 0
        }
        return state.afterTime(now)
    }

    /// A temporary password that is void before its day is over, and not by misses, has been used.
    private var hasSignedInWithTemporary: Bool {
        guard let temporary, let voidedAt = temporary.voidedAt, !isSpent(.temporary) else { return false }
        return voidedAt < temporary.setAt + .hours(CredentialKind.temporaryHours)
    }
}

/// The operator's answer to a password that misses have voided (AUTH-4, AUTH-5, OPS-2).
package enum SignInUnlock {
    package enum Outcome: Sendable, Equatable {
        /// These serve again, or have their whole row of entries again: "regular", "temporary".
        case unlocked([String])
        /// There was nothing to unlock.
        case notLocked
        /// Void for another reason, or none there at all: the telephone sets a temporary one.
        case noPassword
        /// The number belongs to no contract.
        case unknown
    }

    /// The numbers that `run` would unlock because misses have voided a password of theirs: from a moment on, of one contract.
    /// - Throws: `SignInUnlock.Unknown` for a contract that does not exist.
    package static func locked(
        since: Moment?, ofContract contract: PhoneNumber?, at now: Moment, _ database: Connection
    ) throws -> [PhoneNumber] {
        let facts = try contract.map { number in
            guard let facts = try SignInStore.facts(number, database) else { throw Unknown(number: number) }
            return facts
        }
        return try CredentialStore.voided(since: since, ofContract: facts?.contract, database).filter { number in
            let state = try CredentialStore.find(number, database).state
            let after = state.unlocked(at: now)
            return CredentialKind.allCases.contains {
                state[$0]?.voidedAt != nil && after[$0] != state[$0] && after.isUsable($0, at: now)
            }
        }
    }

    package struct Unknown: Error {
        package let number: PhoneNumber
    }

    /// Belongs into one transaction; audited, and told to the number's address.
    package static func run(
        _ number: PhoneNumber, at now: Moment, _ mails: MailTemplates, _ database: Connection
    ) throws -> Outcome {
        guard let facts = try SignInStore.facts(number, database) else { return .unknown }
        let before = facts.stored.state
        let after = before.unlocked(at: now)
        let changed = CredentialKind.allCases.filter { before[$0] != after[$0] && after.isUsable($0, at: now) }
        guard !changed.isEmpty else { return after.usable(at: now).isEmpty ? .noPassword : .notLocked }
        try CredentialStore.save(after, of: number, database)
        let kinds = changed.map(\.rawValue)
        let actor = Actor.operator(contract: facts.contract, at: now)
        try actor.audit(
            "sign-in.unlocked", subject: number.digits, after: changed.count == 1 ? kinds[0] : nil, database)
        try SecurityNotice(CredentialHappening.unlocked(changed), of: number, by: actor).write(mails, database)
        return .unlocked(kinds)
    }
}
