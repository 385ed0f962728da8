import Crypto

/// What lies in the database for long and is not everybody's who reads a backup.
extension ServerKey {
    /// Only with the same purpose and context it can be opened again.
    package func seal(_ bytes: [UInt8], _ purpose: StaticString, _ context: [UInt8]) throws -> [UInt8] {
        try SealedBox(sealing: bytes, key: derive(purpose, []), context: context).bytes
    }

    /// Nil when it was sealed with another server's key, or has been altered.
    package func open(_ sealed: [UInt8], _ purpose: StaticString, _ context: [UInt8]) throws -> [UInt8]? {
        try SealedBox(bytes: sealed).open(key: derive(purpose, []), context: context)
    }
}
