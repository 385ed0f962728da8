import Crypto

/// The server's own secret, from which what must not be stored is derived. It lies outside the database, so that who reads
/// the one does not have the other.
package struct ServerKey: Sendable {
    package static let length = 32
    private let bytes: [UInt8]

    /// nil unless `bytes` are as many as `length`.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == ServerKey.length else { return nil }
        self.bytes = bytes
    }

    /// 32 bytes that only this key gives for the purpose and the context.
    package func derive(_ purpose: StaticString, _ context: [UInt8]) -> [UInt8] {
        HMACSHA256.code(for: Array("\(purpose)\0".utf8) + context, key: bytes)
    }
}

extension ServerKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "ServerKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
