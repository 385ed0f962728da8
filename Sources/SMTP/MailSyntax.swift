internal import Encodings

/// The grammar that addresses, names and identifications of mails are made of (RFC 5321 § 4.1.2, RFC 5322 § 3.2).
enum MailSyntax {
    /// `atext` of RFC 5322 § 3.2.3.
    static func isAtomText(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    /// Atoms with single dots between them: `dot-atom-text` of RFC 5322, `Dot-string` of RFC 5321.
    static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
    }

    /// `Quoted-string` of RFC 5321: printable ASCII and spaces between quotes, `"` and `\` only behind a `\`.
    static func isQuotedString(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count > 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in bytes.dropFirst().dropLast() {
            guard (32...126).contains(byte) else { return false }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    /// `Domain` of RFC 5321: labels of letters, digits and inner hyphens, at most 63 octets each.
    static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return !bytes.isEmpty && bytes.count <= 255 && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
        return ASCII.isLetterOrDigit(first) && ASCII.isLetterOrDigit(last)
            && label.allSatisfy { ASCII.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
}
