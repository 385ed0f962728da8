import Accounts
import Crypto
import Shell

extension Services {
    /// PW-5: the policy has risen since the password was set, and now it is here to be hashed anew.
    func renewal(of match: PasswordHash?, _ password: String, for name: String) async throws -> PasswordHash? {
        let cost = work.hashingCost
        guard let match, match.needsRenewal(for: cost) else { return nil }
        let salt = random(PasswordHash.saltLength)
        return try await work.hashing.run(WorkTurn(.known, [name])) {
            try PasswordHash(of: password, salt: salt, parameters: cost)
        }
    }
}
