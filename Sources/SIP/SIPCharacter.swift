internal import Encodings

/// Which bytes may stand where (RFC 3261 § 25.1).
enum SIPCharacter {
    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let figures = "0123456789"

    static let digit = ByteSet(figures)
    static let hexadecimal = ByteSet("0123456789abcdefABCDEF")
    /// token
    static let token = ByteSet(letters + figures + "-.!%*_+`'~")
    /// word: what a Call-ID is made of, besides one "@".
    static let word = ByteSet(letters + figures + "-.!%*_+`'~()<>:\\\"/[]?{}")
    /// The value of a header parameter that is not quoted: a token, or an address with its colons and brackets.
    static let parameterValue = ByteSet(letters + figures + "-.!%*_+`'~:[]/")
    /// paramchar, "%" included: what a URI's parameter is made of.
    static let uriParameter = ByteSet(letters + figures + "-_.!~*'()[]/:&+$%")
    /// user, "%" included.
    static let user = ByteSet(letters + figures + "-_.!~*'()&=+$,;?/%")
    /// What can be in a URI at all, here of a scheme not looked into (RFC 3986).
    static let uri = ByteSet(letters + figures + "-._~:/?#[]@!$&'()*+,;=%")
    /// What the headers part of a SIP URI is made of.
    static let uriHeaders = ByteSet(letters + figures + "-_.!~*'()[]/?:+$%=&")
    /// A host name.
    static let host = ByteSet(letters + figures + "-.")
    /// IPv6reference without its brackets.
    static let addressIPv6 = ByteSet("0123456789abcdefABCDEF:.")

    /// Whether a byte may be in a header field's value: anything but control characters, tabs allowed.
    static func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f || byte == 0x09 }
}
