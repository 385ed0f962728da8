internal import Encodings

/// A host as it stands in a URI or a Via: a name, an IPv4 address, or an IPv6 address in brackets.
public struct SIPHost: Sendable, Hashable, CustomStringConvertible {
    /// The host in lower case, IPv6 with its brackets.
    public let text: String

    /// Nil for anything that is no host. An IPv6 address may be given with or without its brackets.
    public init?(_ text: some StringProtocol) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
            let address = isBracketed ? text.dropFirst().dropLast() : text[...]
            guard (2...45).contains(address.utf8.count), SIPCharacter.addressIPv6.containsAll(address) else {
                return nil
            }
            self.text = "[" + address.lowercased() + "]"
            return
        }
        // Letters of other scripts could become ASCII ones in lower case.
        guard text.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        let name = text.lowercased()
        let labels = (name.hasSuffix(".") ? name.dropLast() : name[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        guard (1...255).contains(name.utf8.count), labels.allSatisfy({ Self.isLabel($0) }) else { return nil }
        self.text = name
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && SIPCharacter.host.containsAll(label) && label.first != "-"
            && label.last != "-"
    }

    /// The host as the system's resolver takes it: IPv6 without brackets.
    public var name: String { text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text }

    /// Whether it is an IPv6 address.
    var isIPv6: Bool { text.hasPrefix("[") }

    public var description: String { text }

    /// The host next in a value; nil when there is none.
    static func scan(_ scanner: inout SIPScanner) -> SIPHost? {
        guard scanner.take(UInt8(ascii: "[")) else { return scanner.run(SIPCharacter.host).flatMap { SIPHost($0) } }
        guard let address = scanner.upTo(UInt8(ascii: "]")), address.utf8.contains(UInt8(ascii: ":")) else {
            return nil
        }
        return SIPHost(address)
    }
}
