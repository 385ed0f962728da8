import SQLite
import Shell
import Telephony

/// A change of the unit carried out: unit, passwords, sessions, audit trail and mails in the caller's transaction.
struct AuthenticationUnitTransition: Sendable {
    let change: AuthenticationUnitChange
    /// What was in force; nil before the first temporary password.
    let from: AuthenticationUnit?
    let facts: AuthenticationUnitFacts
    /// Who makes it; nil for the operator.
    let actor: PhoneNumber?
    /// As in the audit trail: an address, or `operator`.
    let client: String
    let now: Moment

    /// - Parameter session: goes on; every other session of the contract ends (AUTH-10).
    func write(sparing session: SessionToken?, _ mails: MailTemplates, _ database: Connection) throws {
        try AuthenticationUnitStore.setUnit(change.to, of: facts.contract, database)
        try audit("authentication-unit.changed", before: from?.name, after: change.to.name, database)
        try writePasswords(database)
        try SessionStore.endAll(ofContract: facts.contract, but: session, database)
        try abandonUnfinished(mails.language, database)
        for number in Set([facts.contractNumber] + (actor.map { [$0] } ?? [])) {
            try notice(for: number).write(mails, database)
        }
    }

    /// Gives up what anybody of the contract had begun and not ended: who may do what has changed.
    private func abandonUnfinished(_ language: Language, _ database: Connection) throws {
        try AuthenticationUnitProofStore.forget(of: facts.contract, database)
        try PasswordUploadStore.forget(of: facts.contract, database)
        try PasswordJobStore.giveUp(of: facts.contract, at: now, in: language, database)
    }

    private func writePasswords(_ database: Connection) throws {
        let fates = Dictionary(grouping: facts.numbers) { each in
            change.fate(
                of: each.number, contractNumber: facts.contractNumber, actor: actor, hasService: each.hasService)
        }
        // What is handed on must be taken before it goes.
        for fate in [AuthenticationUnitChange.Fate.becomesActors, .isGone, .isVoid] {
            let changed = try AuthenticationUnitStore.carryOut(
                fate, for: (fates[fate] ?? []).map(\.number), actor: actor, at: now, database)
            guard let event = fate.event else { continue }
            for number in changed { try audit(event, subject: number.digits, database) }
        }
    }

    private func audit(
        _ event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil, _ database: Connection
    ) throws {
        try AuditStore.write(
            AuditEntry(
                at: now, contract: facts.contract, number: actor, client: client, event: event, subject: subject,
                before: before, after: after), database)
    }

    private func notice(for number: PhoneNumber) -> SecurityNotice {
        SecurityNotice(
            kind: "security.unit-changed", happening: "認証単位が変更されました",
            details: [
                (from.map { "\($0.name)から" } ?? "") + "\(change.to.name)に変わりました。",
                AuthenticationUnitWords.whoSignsIn(under: change.to, facts.contractNumber),
            ], number: number, contract: facts.contract, client: client, at: now)
    }
}

extension AuthenticationUnitChange.Fate {
    /// What the audit trail calls it, for each number whose password is another one now.
    fileprivate var event: AuditEvent? {
        switch self {
        case .stays: nil
        case .becomesActors: "authentication-unit.password-taken-over"
        case .isGone: "authentication-unit.password-removed"
        case .isVoid: "authentication-unit.password-voided"
        }
    }
}
