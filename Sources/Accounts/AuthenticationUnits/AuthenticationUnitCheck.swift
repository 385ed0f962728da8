import HTTP
import SQLite
import Shell
import Telephony

/// The passwords of every number, entered in one form (UNIT-1, UNIT-2): compared one after the other, so that whoever signs
/// in meanwhile waits behind one of them and not behind all.
struct AuthenticationUnitCheck: Sendable {
    let visit: Visit<Person>
    let change: AuthenticationUnitChange
    let facts: AuthenticationUnitFacts
    let passwords: [PhoneNumber: String]

    enum Outcome: Sendable {
        case proved
        /// Each has been counted once against its number (AUTH-4); `void` are those for which it was the last allowed one.
        case wrong([PhoneNumber], void: Set<PhoneNumber>)
        /// Somebody else has changed what was being proved; nothing has been counted.
        case conflict(AuthenticationUnitConflict)
    }

    func run(_ services: Services) async throws -> Outcome {
        var wrong: [PhoneNumber] = []
        for each in facts.numbers {
            guard let hash = each.hash, let password = passwords[each.number] else { continue }
            if try await !services.work.hashing.run(visit.turn, { try hash.matches(password) }) {
                wrong.append(each.number)
            }
        }
        let mails = services.mails
        return try await services.database.write { [self, wrong] database in
            try conclude(wrong, mails, database)
        }
    }

    private func conclude(_ wrong: [PhoneNumber], _ mails: MailTemplates, _ database: Connection) throws -> Outcome {
        guard try SessionStore.find(visit.session.token, database) != nil else { return .conflict(.signedOut) }
        guard let stored = try AuthenticationUnitStore.facts(of: facts.contract, at: visit.now, database) else {
            return .conflict(.signedOut)
        }
        let proof = AuthenticationUnitProof(change, facts, by: visit.session, at: visit.now)
        if let conflict = proof.conflict(with: stored, actor: visit.person.number) { return .conflict(conflict) }
        try AuthenticationUnitStore.forgetMisses(of: facts.numbers.map(\.number), but: wrong, database)
        guard wrong.isEmpty else { return try count(wrong, mails, database) }
        try AuthenticationUnitProofStore.keep(proof, of: visit.person.number, database)
        return .proved
    }

    private func count(_ wrong: [PhoneNumber], _ mails: MailTemplates, _ database: Connection) throws -> Outcome {
        var void: Set<PhoneNumber> = []
        for number in wrong where try CredentialMiss.isLast(of: number, by: visit.actor, mails, database) {
            void.insert(number)
        }
        return .wrong(wrong, void: void)
    }
}
