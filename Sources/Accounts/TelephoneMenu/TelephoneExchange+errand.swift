import SQLite
import Shell
import Telephony

/// FWD-12: what registered telephones do beside passwords.
extension TelephoneExchange {
    func errandFacts(of caller: PhoneNumber, _ database: Connection) throws -> TelephoneErrandTalk.Facts? {
        guard let errand else { return nil }
        let language = mails.language
        let contracts = try TelephonePINStore.contracts(ofCaller: caller, database).filter {
            try errand.admits(caller, for: $0, database)
        }
        return TelephoneErrandTalk.Facts(
            key: errand.key, offer: contracts.isEmpty ? nil : errand.offer(in: language),
            greeting: errand.greeting(in: language), outOfOrder: errand.outOfOrder(in: language),
            asksContract: contracts.count > 1)
    }

    func prove(_ claim: TelephoneErrandTalk.Claim) async throws -> TelephoneErrandTalk.Answer {
        guard let errand else { return .failed }
        let attempt = TelephonePINAttempt(caller: claim.caller, named: claim.named, pin: claim.pin)
        let proof = try await attempt.run(
            database, cost: work.hashingCost, salt: try random(PasswordHash.saltLength), mails: mails, now: now,
            admits: { try errand.admits($0, for: $1, $2) },
            hashing: { try await hashing(for: claim.caller, $0) })
        guard let proof else { return .wrong }
        let language = mails.language
        return .proved(proof, try database.read { try errand.standing(of: proof.contract, in: language, $0) })
    }

    func perform(
        _ choice: TelephoneStanding.Choice, _ proof: TelephonePINProof
    ) async throws -> TelephoneErrandTalk.Answer {
        guard let errand else { return .failed }
        let actor = Actor.telephone(proof.caller, contract: proof.contract, at: now())
        let mails = mails
        // What people call for on the day when much else is broken goes on while the disk is full.
        return try await Urgency.urgently {
            try await database.write { database in
                // A page may have replaced the PIN, or taken the telephone out, during the call.
                guard try proof.holds(database) else { return .failed }
                return .performed(try errand.perform(choice, of: proof.contract, by: actor, mails, database))
            }
        }
    }
}
