package import SQLite
package import Shell
package import Telephony

/// The telephones that act for a contract, or their PIN, changed on the site (FWD-12): the password of the sign-in proved, the PIN
/// hashed, and everything written in one transaction.
package struct TelephonePINChange: Sendable {
    package enum Content: Sendable {
        /// - pin: nil: the one that is set stays.
        case registered(callers: [PhoneNumber], pin: TelephonePIN?)
        case removed
    }

    package enum Outcome: Sendable {
        case changed
        /// It is so already.
        case unchanged
        /// AUTH-13: another change was quicker; nil: nothing is registered any more.
        case conflict(StoredTelephonePIN?)
        case refused(CurrentPassword.Refusal)
    }

    let visit: Visit<Person>
    let content: Content
    /// Of what the form showed; 0 for nothing.
    let shownVersion: Int

    package init(_ content: Content, shownVersion: Int, by visit: Visit<Person>) {
        self.visit = visit
        self.content = content
        self.shownVersion = shownVersion
    }

    /// - Parameter current: what was typed as the password of the sign-in.
    package func run(_ services: Services, current: String) async throws -> Outcome {
        let proven: CurrentPassword
        switch try await CurrentPassword.prove(current, for: visit, services) {
        case .failure(let refusal): return .refused(refusal)
        case .success(let password): proven = password
        }
        let hash = try await hash(services)
        return try await services.database.write { [self, mails = services.mails] database in
            if let refusal = try proven.refusal(at: visit.now, database) { return .refused(refusal) }
            return try write(hash, mails, database)
        }
    }

    private func hash(_ services: Services) async throws -> PasswordHash? {
        guard case .registered(_, let pin?) = content else { return nil }
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        return try await services.work.hashing.run(visit.turn) {
            try PasswordHash(of: pin.digits, salt: salt, parameters: cost)
        }
    }

    private func write(_ hash: PasswordHash?, _ mails: MailTemplates, _ database: Connection) throws -> Outcome {
        let contract = visit.person.contractID
        let stored = try TelephonePINStore.find(contract, database)
        guard stored?.version ?? 0 == shownVersion else { return .conflict(stored) }
        switch content {
        case .registered(let callers, _):
            guard hash != nil || stored != nil else { return .conflict(nil) }
            if hash == nil, stored?.callers == callers.sorted() { return .unchanged }
            try TelephonePINStore.set(hash, callers: callers, of: contract, at: visit.now, database)
            try audit(from: stored?.callers ?? [], to: callers.sorted(), database)
            if hash != nil { try visit.actor.audit("telephone-pin.changed", database) }
            try TelephonePINHappening.changed(callers: callers.sorted(), setsPIN: hash != nil)
                .write(of: contract, by: visit.actor, mails, database)
        case .removed:
            guard let stored else { return .unchanged }
            try TelephonePINStore.remove(of: contract, database)
            try audit(from: stored.callers, to: [], database)
            try visit.actor.audit("telephone-pin.removed", database)
            try TelephonePINHappening.removed.write(of: contract, by: visit.actor, mails, database)
        }
        return .changed
    }

    private func audit(from before: [PhoneNumber], to after: [PhoneNumber], _ database: Connection) throws {
        guard before != after else { return }
        let text = { (numbers: [PhoneNumber]) in numbers.map(\.digits).joined(separator: " ") }
        try visit.actor.audit("telephone-pin.callers", before: text(before), after: text(after), database)
    }

    /// Who has changed it last.
    package static func latest(of contract: Int, _ database: Connection) throws -> Authorship? {
        try AuditStore.latest(
            ["telephone-pin.callers", "telephone-pin.changed", "telephone-pin.removed"], of: contract, database)
    }
}
