/// Which bytes may stand where (RFC 3261 § 25.1).
enum SIPCharacter {
    /// A set of ASCII characters; no other byte is in one.
    struct Class {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        init(_ characters: String) {
            for byte in characters.utf8 {
                if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
            }
        }

        func contains(_ byte: UInt8) -> Bool {
            byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
        }

        func containsAll(_ text: some StringProtocol) -> Bool {
            text.utf8.allSatisfy { contains($0) }
        }
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let figures = "0123456789"

    static let digit = Class(figures)
    static let hexadecimal = Class("0123456789abcdefABCDEF")
    /// token
    static let token = Class(letters + figures + "-.!%*_+`'~")
    /// word: what a Call-ID is made of, besides one "@".
    static let word = Class(letters + figures + "-.!%*_+`'~()<>:\\\"/[]?{}")
    /// The value of a header parameter that is not quoted: a token, or an address with its colons and brackets.
    static let parameterValue = Class(letters + figures + "-.!%*_+`'~:[]/")
    /// paramchar, "%" included: what a URI's parameter is made of.
    static let uriParameter = Class(letters + figures + "-_.!~*'()[]/:&+$%")
    /// user, "%" included.
    static let user = Class(letters + figures + "-_.!~*'()&=+$,;?/%")
    /// What can be in a URI at all, here of a scheme not looked into (RFC 3986).
    static let uri = Class(letters + figures + "-._~:/?#[]@!$&'()*+,;=%")
    /// What the headers part of a SIP URI is made of.
    static let uriHeaders = Class(letters + figures + "-_.!~*'()[]/?:+$%=&")
    /// A host name.
    static let host = Class(letters + figures + "-.")
    /// IPv6reference without its brackets.
    static let addressIPv6 = Class("0123456789abcdefABCDEF:.")

    /// Whether a byte may be in a header field's value: anything but control characters, tabs allowed.
    static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f || byte == 0x09 }
}
