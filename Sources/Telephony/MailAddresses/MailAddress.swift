/// A mail address as the site takes one (OTP-4), wherever it takes one.
package struct MailAddress: Sendable, Hashable {
    package let text: String

    static let longest = 256

    /// nil for what OTP-4 refuses.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (3...MailAddress.longest).contains(bytes.count), bytes.allSatisfy(MailAddress.isAllowed),
            bytes.count(where: { $0 == UInt8(ascii: "@") }) == 1, bytes.first != UInt8(ascii: "@"),
            bytes.last != UInt8(ascii: "@"), bytes.last != UInt8(ascii: ".")
        else { return nil }
        self.text = text
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        Digit.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || "-@_.!$%'*+/?^#".utf8.contains(byte)
    }

    /// Enough for its owner to know it, too little for anybody else: `h****@e******.jp`.
    package var masked: String {
        let parts = text.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let first = parts[0].first, let start = parts[1].first else { return "****" }
        let end = parts[1].lastIndex(of: ".").map { String(parts[1][$0...]) } ?? ""
        return "\(first)****@\(start)****\(end)"
    }
}
