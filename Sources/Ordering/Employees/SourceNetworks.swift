import Encodings
import Glibc

/// A network of addresses by its CIDR: `192.0.2.0/24`, `2001:db8::/32`, or one address alone.
package struct SourceNetwork: Sendable, Hashable {
    /// 4 bytes or 16; those behind the prefix are 0.
    private let bytes: [UInt8]
    private let prefix: Int
    /// Which addresses there are at all: 4 or 6.
    private let family: Int32

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, let (bytes, family) = Self.bytes(of: String(address)) else { return nil }
        let most = bytes.count * 8
        var prefix = most
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy(ASCII.isDigit), let number = Int(parts[1]), number <= most else {
                return nil
            }
            prefix = number
        }
        self.bytes = Self.masked(bytes, prefix)
        self.prefix = prefix
        self.family = family
    }

    package func contains(_ address: String) -> Bool {
        guard let (bytes, family) = Self.bytes(of: address), family == self.family else { return false }
        return Self.masked(bytes, prefix) == self.bytes
    }

    /// Whether an address belongs to both.
    package func overlaps(_ other: SourceNetwork) -> Bool { contains(other.address) || other.contains(address) }

    /// As it is shown: without what lies behind the prefix.
    package var text: String { prefix == bytes.count * 8 ? address : "\(address)/\(prefix)" }

    /// Its first one.
    package var address: String {
        var name = [CChar](repeating: 0, count: 64)
        guard inet_ntop(family, bytes, &name, socklen_t(name.count)) != nil else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func masked(_ bytes: [UInt8], _ prefix: Int) -> [UInt8] {
        bytes.enumerated().map { place, byte in
            let bits = max(0, min(8, prefix - place * 8))
            return byte & ~UInt8(truncatingIfNeeded: 0xFF >> bits)
        }
    }

    /// An IPv4 address within IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    private static func bytes(of text: String) -> ([UInt8], Int32)? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return (four, AF_INET) }
        var six = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let isMapped = six[..<10].allSatisfy { $0 == 0 } && six[10] == 0xFF && six[11] == 0xFF
        return isMapped ? (Array(six[12...]), AF_INET) : (six, AF_INET6)
    }
}

/// From where the people of a company may come (ACCT-4); none: from everywhere.
package struct SourceNetworks: Sendable, Hashable {
    package let all: [SourceNetwork]

    package init(_ all: [SourceNetwork] = []) { self.all = all }

    package func admit(_ address: String) -> Bool { all.isEmpty || all.contains { $0.contains(address) } }

    /// One a line, as they are stored and typed.
    package var text: String { all.map(\.text).joined(separator: "\n") }
}
