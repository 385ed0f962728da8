/// A network of addresses: "192.0.2.0/24", "2001:db8::/32", or one address.
public struct AddressNetwork: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    private let text: String
    /// Its first address; bits behind the prefix are 0. IPv4 as ::ffff:a.b.c.d.
    private let bits: PeerAddress.Bits
    /// Bits that its addresses have in common, of 128.
    private let length: Int

    /// Nil for anything else, and for an address with bits set behind the prefix, which is a slip of the hand.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = PeerAddress(numeric: String(first), port: 0) else { return nil }
        let own = address.isIPv4 ? 32 : 128
        var length = own
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(parts[1]),
                (0...own).contains(number)
            else { return nil }
            length = number
        }
        self.text = text
        self.length = length + 128 - own
        bits = address.bits
        guard bits == bits.masked(self.length) else { return nil }
    }

    /// Whether an address belongs to it.
    public func contains(_ peer: PeerAddress) -> Bool { peer.bits.masked(length) == bits }

    public var description: String { text }

    /// This machine: 127.0.0.0/8 and ::1.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressNetwork($0) }
}

extension PeerAddress {
    /// An address as 128 bits.
    struct Bits: Sendable, Hashable {
        let high: UInt64
        let low: UInt64

        /// Only the first ones are kept.
        func masked(_ length: Int) -> Bits {
            Bits(high: high & Self.mask(length), low: low & Self.mask(length - 64))
        }

        private static func mask(_ length: Int) -> UInt64 {
            length <= 0 ? 0 : length >= 64 ? .max : .max << UInt64(64 - length)
        }
    }
}
