internal import CLinux
internal import Glibc

/// The address a connection comes from. An IPv4 address met through an IPv6 socket is the IPv4 address.
public struct PeerAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address as 16 bytes in network order, read as two numbers; IPv4 as ::ffff:a.b.c.d (RFC 4291 § 2.5.5.2).
    private let high: UInt64
    private let low: UInt64
    /// The peer's port.
    public let port: UInt16

    private static let mappedPrefix: UInt64 = 0xffff << 32

    /// An address of four bytes (IPv4) or sixteen (IPv6) in network order; nil for any other count.
    public init?(bytes: [UInt8], port: UInt16 = 0) {
        switch bytes.count {
        case 4:
            high = 0
            low = Self.mappedPrefix | bytes.reduce(0) { $0 << 8 | UInt64($1) }
        case 16:
            high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
            low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
        default: return nil
        }
        self.port = port
    }

    /// What `accept` told. A family that is not the internet's becomes ::, which nobody else has.
    init(_ storage: sockaddr_storage) {
        (high, low, port) = withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET:
                let address = bytes.loadUnaligned(as: sockaddr_in.self)
                let mapped = Self.mappedPrefix | UInt64(UInt32(bigEndian: address.sin_addr.s_addr))
                return (0, mapped, UInt16(bigEndian: address.sin_port))
            case AF_INET6:
                // sin6_port, sin6_flowinfo, then the 16 bytes of sin6_addr at offset 8.
                let high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
                return (high, low, UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
            default: return (0, 0, 0)
            }
        }
    }

    /// ::, which is nobody.
    static let unknown = PeerAddress(sockaddr_storage())

    /// Whether the peer is this machine: 127.0.0.0/8 or ::1.
    public var isLoopback: Bool { isIPv4 ? low >> 24 & 255 == 127 : high == 0 && low == 1 }

    /// Whether this is an IPv4 address.
    public var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// The address in network order: four bytes for IPv4, sixteen for IPv6.
    public var bytes: [UInt8] { isIPv4 ? Array(mappedBytes[12...]) : mappedBytes }

    /// The address in network order in sixteen bytes, IPv4 as ::ffff:a.b.c.d.
    var mappedBytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    }

    /// An address written in figures ("192.0.2.1", "::1"); nil for anything else.
    public init?(numeric text: String, port: UInt16) {
        guard let address = SocketAddress(numeric: text, port: port) else { return nil }
        self = address.peer
    }

    /// The address as people write it, without the port: `192.0.2.1`, `2001:db8::1`.
    public var text: String {
        if isIPv4 {
            return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "::" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    public var description: String { text }

    /// All of the address as it is compared with networks.
    var bits: Bits { Bits(high: high, low: low) }

    /// The four bytes of an IPv4 address as one number, the first of them highest; nil for IPv6.
    public var ipv4: UInt32? { isIPv4 ? UInt32(truncatingIfNeeded: low) : nil }

    /// Whom a limit per address counts: the address for IPv4, its network of 64 bits for IPv6, because a household
    /// or a machine commonly owns that many.
    public var limitKey: UInt64 { isIPv4 ? low : high }
}
