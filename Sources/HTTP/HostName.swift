internal import Encodings

/// The host a request is meant for, and its port: the value of a Host field or of an absolute-form's authority
/// (RFC 9110 § 7.2). Letters are in lower case, and the dot that may end a name is gone.
struct HostName: Equatable, Sendable {
    /// A name, an IPv4 address or an IPv6 address without its brackets.
    let name: String
    /// Nil when none was given.
    let port: UInt16?

    /// Nil for an empty host, for user names, for characters no host of the web has, and for ports beyond 65535.
    init?(_ bytes: ArraySlice<UInt8>) {
        let isLiteral = bytes.first == ASCII.leftBracket
        let end = bytes.firstIndex(of: isLiteral ? ASCII.rightBracket : ASCII.colon) ?? bytes.endIndex
        var host = bytes[bytes.startIndex..<end].dropFirst(isLiteral ? 1 : 0)
        // "localhost." is the same name, said in full (RFC 1034 § 3.1).
        if !isLiteral, host.last == ASCII.dot { host = host.dropLast() }
        let allowed = isLiteral ? ByteSet.addressLiteral : ByteSet.hostName
        guard !host.isEmpty, host.count <= 255, host.allSatisfy(allowed.contains) else { return nil }
        if isLiteral { guard end < bytes.endIndex, host.contains(ASCII.colon) else { return nil } }
        let rest = bytes[end...].dropFirst(isLiteral ? 1 : 0)
        guard let port = HostName.port(rest) else { return nil }
        self.port = port
        let isLower = host.allSatisfy { ASCII.lowercase($0) == $0 }
        name = String(decoding: isLower ? host : host.map(ASCII.lowercase)[...], as: UTF8.self)
    }

    /// `.some(nil)` for no port at all; nil for one that is not a number of 16 bits.
    private static func port(_ bytes: ArraySlice<UInt8>) -> UInt16?? {
        if bytes.isEmpty { return .some(nil) }
        let digits = bytes.dropFirst()
        guard bytes.first == ASCII.colon, digits.count <= 5, digits.allSatisfy(ASCII.isDigit) else { return nil }
        if digits.isEmpty { return .some(nil) }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
        guard let port = UInt16(exactly: value) else { return nil }
        return .some(port)
    }
}
