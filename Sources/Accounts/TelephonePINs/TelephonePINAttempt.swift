import Crypto
import SQLite
import Shell
package import Telephony

/// What a caller has pressed as the PIN; never shown, logged or compared as text.
package struct EnteredTelephonePIN: Sendable, Equatable {
    let digits: String

    /// Nil for what no PIN can be, which is no miss of one (AUTH-14).
    init?(_ keys: String) {
        guard TelephonePIN.hasForm(keys) else { return nil }
        digits = keys
    }
}

extension EnteredTelephonePIN: CustomStringConvertible, CustomReflectable {
    package var description: String { "EnteredTelephonePIN" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A telephone that has entered the PIN of a contract: nothing has changed about it since, as long as the version is the same.
package struct TelephonePINProof: Sendable, Equatable {
    package let contract: Int
    package let caller: PhoneNumber
    let version: Int

    /// Stands first in the transaction of what the PIN was entered for.
    func holds(_ database: Connection) throws -> Bool {
        guard let stored = try TelephonePINStore.find(contract, database) else { return false }
        return stored.version == version && stored.voidedAt == nil && stored.callers.contains(caller)
    }
}

/// One PIN on its way in from a telephone (FWD-12). Whether the telephone is registered, for which contract, and whether the PIN
/// is void makes no difference to the answer, to what it costs, or to how much is written (AUTH-7).
struct TelephonePINAttempt: Sendable {
    let caller: PhoneNumber
    /// A number of the contract meant, where the telephone is registered for several.
    let named: PhoneNumber?
    let pin: EnteredTelephonePIN

    /// The contract that the telephone acts for; nil for none, and for several with none named.
    /// - Parameter admits: what the product says of it, such as that a line under test acts for nobody.
    private func stored(
        admits: (PhoneNumber, Int, Connection) throws -> Bool, _ database: Connection
    ) throws -> StoredTelephonePIN? {
        var contracts = try TelephonePINStore.contracts(ofCaller: caller, database)
        if let named {
            let contract = try TelephonePINStore.contract(of: named, database)
            contracts = contracts.filter { $0 == contract }
        }
        guard contracts.count == 1, let contract = contracts.first, try admits(caller, contract, database)
        else { return nil }
        return try TelephonePINStore.find(contract, database)
    }

    /// nil when it is wrong, which has been counted then.
    /// - Parameter hashing: does something where hashes are made.
    func run(
        _ database: Database, cost: Scrypt, salt: [UInt8], mails: MailTemplates, now: @Sendable () -> Moment,
        admits: @escaping @Sendable (PhoneNumber, Int, Connection) throws -> Bool,
        hashing: (@escaping @Sendable () throws -> Comparison) async throws -> Comparison
    ) async throws -> TelephonePINProof? {
        let compared = try await hashing { [self] in
            try compare(try database.read { try stored(admits: admits, $0) }, cost: cost, salt: salt)
        }
        let now = now()
        // Guesses are counted, and the right PIN serves, on the day of a full disk too.
        return try await Urgency.urgently {
            try await database.write { database in
                try conclude(compared, try stored(admits: admits, database), at: now, mails, database)
            }
        }
    }

    /// What the entry was compared with.
    struct Comparison: Sendable {
        let hash: PasswordHash?
        let isRight: Bool
        /// PW-5: the policy has risen since the PIN was set.
        let renewed: PasswordHash?
    }

    /// On the lane's thread; costs one hash.
    private func compare(_ stored: StoredTelephonePIN?, cost: Scrypt, salt: [UInt8]) throws -> Comparison {
        guard let stored else {
            try PasswordHash.spend(cost, on: pin.digits)
            return Comparison(hash: nil, isRight: false, renewed: nil)
        }
        let isRight = try stored.hash.matches(pin.digits)
        if !isRight || stored.voidedAt != nil {
            try PasswordHash.spend(cost, less: stored.hash.parameters, on: pin.digits)
            return Comparison(hash: stored.hash, isRight: isRight, renewed: nil)
        }
        let renewed =
            stored.hash.needsRenewal(for: cost)
            ? try PasswordHash(of: pin.digits, salt: salt, parameters: cost) : nil
        return Comparison(hash: stored.hash, isRight: true, renewed: renewed)
    }

    /// Judges what is stored by now: meanwhile another entry may have voided the PIN, or a page replaced it.
    private func conclude(
        _ compared: Comparison, _ stored: StoredTelephonePIN?, at now: Moment, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> TelephonePINProof? {
        let actor = Actor.telephone(caller, contract: stored?.contract, at: now)
        guard let stored, stored.hash == compared.hash, compared.isRight, stored.voidedAt == nil else {
            try TelephonePINMiss(actor: actor).count(against: stored, mails, database)
            return nil
        }
        var credential = stored.credential
        credential.failures = 0
        if credential != stored.credential { try TelephonePINStore.save(credential, of: stored.contract, database) }
        if let renewed = compared.renewed { try TelephonePINStore.renew(renewed, of: stored.contract, database) }
        try actor.audit("telephone-pin.entered", database)
        return TelephonePINProof(contract: stored.contract, caller: caller, version: stored.version)
    }
}

/// A wrong entry of a PIN.
struct TelephonePINMiss: Sendable {
    let actor: Actor

    /// Counts it, in the transaction that found it wrong: the last allowed one voids the PIN, and the contract's owner is told. Where
    /// there is none to count it, or it is void already, nobody's does.
    func count(against stored: StoredTelephonePIN?, _ mails: MailTemplates, _ database: Connection) throws {
        try actor.audit("telephone-pin.wrong", database)
        guard let stored, stored.voidedAt == nil else { return try CredentialStore.countForNobody(database) }
        let after = stored.credential.afterMiss(of: TelephonePIN.allowedMisses, at: actor.at)
        try TelephonePINStore.save(after, of: stored.contract, database)
        guard after.isSpent(after: TelephonePIN.allowedMisses) else { return }
        try actor.audit("telephone-pin.voided", database)
        try TelephonePINHappening.spent.write(of: stored.contract, by: actor, mails, database)
    }
}
