package import Crypto

/// AUTH-7: a refusal costs one hash whatever is stored.
extension PasswordHash {
    private static let nobodysSalt = [UInt8](repeating: 0, count: saltLength)

    /// What comparing costs where there is nothing to compare with.
    package static func spend(_ cost: Scrypt, on entry: String) throws {
        _ = try PasswordHash(of: entry, salt: nobodysSalt, parameters: cost)
    }

    /// What is left of it, where the stored hash was of before the policy rose.
    package static func spend(_ cost: Scrypt, less spent: Scrypt, on entry: String) throws {
        if let filling = filling(cost, less: spent) { try spend(filling, on: entry) }
    }

    /// The stored one, when the entry is equal to it. Whatever is stored, a refusal costs one hash of today's policy.
    package static func matching(_ entry: String, _ stored: PasswordHash?, cost: Scrypt) throws -> PasswordHash? {
        guard let stored else {
            try spend(cost, on: entry)
            return nil
        }
        if try stored.matches(entry) { return stored }
        try spend(cost, less: stored.parameters, on: entry)
        return nil
    }

    /// nil when nothing is left.
    static func filling(_ cost: Scrypt, less spent: Scrypt) -> Scrypt? {
        let unit = spent.n * spent.r
        let rest = (cost.n * cost.r * cost.p - unit * spent.p) / unit
        return rest > 0 ? Scrypt(n: spent.n, r: spent.r, p: rest) : nil
    }
}
