package import Crypto

/// A password as it is stored: scrypt with its salt and cost beside it (PW-5).
package struct PasswordHash: Sendable, Equatable {
    package static let saltLength = 16
    static let hashLength = 32

    package let hash: [UInt8]
    package let salt: [UInt8]
    package let parameters: Scrypt

    package init(hash: [UInt8], salt: [UInt8], parameters: Scrypt) {
        self.hash = hash
        self.salt = salt
        self.parameters = parameters
    }

    /// Costs a tenth of a second and 16 MiB by design: call it on `Work.hashing` only.
    package init(of password: String, salt: [UInt8], parameters: Scrypt) throws {
        hash = try parameters.derive(password: Array(password.utf8), salt: salt, count: PasswordHash.hashLength)
        self.salt = salt
        self.parameters = parameters
    }

    /// A temporary password takes the salt of the regular one beside it, so that an entry is compared with both at the cost
    /// of one hash, and how long a refusal takes tells nothing (AUTH-7).
    static func salt(
        beside regular: PasswordHash?, parameters: Scrypt, random: (Int) throws -> [UInt8]
    ) rethrows -> [UInt8] {
        if let regular, regular.parameters == parameters { return regular.salt }
        return try random(saltLength)
    }

    /// As expensive as making one; the comparison takes constant time.
    package func matches(_ password: String) throws -> Bool {
        isEqual(to: try PasswordHash(of: password, salt: salt, parameters: parameters))
    }

    /// In constant time.
    func isEqual(to other: PasswordHash) -> Bool { constantTimeEqual(other.hash, hash) }

    /// PW-5: made with a lesser cost than the policy now asks for.
    package func needsRenewal(for policy: Scrypt) -> Bool { parameters != policy }
}

extension Scrypt {
    /// PW-5: 16 MiB and about 0.14 s.
    package static let usual = Scrypt(n: 1 << 14, r: 8, p: 5)
}
