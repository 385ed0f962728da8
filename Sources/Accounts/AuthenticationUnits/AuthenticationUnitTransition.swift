import SQLite
import Shell
import Telephony

/// A change of the unit carried out: unit, passwords, sessions, audit trail and mails in the caller's transaction.
struct AuthenticationUnitTransition: SecurityHappening {
    let change: AuthenticationUnitChange
    /// What was in force; nil before the first temporary password.
    let from: AuthenticationUnit?
    let facts: AuthenticationUnitFacts
    /// Who makes it: a number of the contract, or the operator.
    let actor: Actor

    var kind: StaticString { "security.unit-changed" }

    /// - Parameter session: goes on; every other session of the contract ends (AUTH-10).
    func write(sparing session: SessionToken?, _ mails: MailTemplates, _ database: Connection) throws {
        try AuthenticationUnitStore.setUnit(change.to, of: facts.contract, database)
        try actor.audit(
            "authentication-unit.changed", before: from?.name(in: mails.language),
            after: change.to.name(in: mails.language),
            database)
        try writePasswords(database)
        try SessionStore.endAll(ofContract: facts.contract, but: session, database)
        try abandonUnfinished(mails.language, database)
        for number in Set([facts.contractNumber, actor.number ?? facts.contractNumber]) {
            try SecurityNotice(self, of: number, by: actor).write(mails, database)
        }
    }

    /// Gives up what anybody of the contract had begun and not ended: who may do what has changed.
    private func abandonUnfinished(_ language: Language, _ database: Connection) throws {
        try AuthenticationUnitProofStore.forget(of: facts.contract, database)
        try PendingUploadStore.forget(ofTenant: facts.contract, database)
        try PasswordJobStore.giveUp(of: facts.contract, at: actor.at, in: language, database)
    }

    private func writePasswords(_ database: Connection) throws {
        let fates = Dictionary(grouping: facts.numbers) { each in
            change.fate(
                of: each.number, contractNumber: facts.contractNumber, actor: actor.number, hasService: each.hasService)
        }
        // What is handed on must be taken before it goes.
        for fate in [AuthenticationUnitChange.Fate.becomesActors, .isGone, .isVoid] {
            let changed = try AuthenticationUnitStore.carryOut(
                fate, for: (fates[fate] ?? []).map(\.number), actor: actor.number, at: actor.at, database)
            guard let event = fate.event else { continue }
            for number in changed { try actor.audit(event, subject: number.digits, database) }
        }
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
