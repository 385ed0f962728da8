internal import Encodings

/// The characters that the grammars of HTTP allow, each as it stands in its RFC.
extension ByteSet {
    /// tchar, RFC 9110 § 5.6.2: methods, field names, parameter names.
    static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }
    /// pchar and "/", RFC 3986 § 3.3, less the percent sign.
    static var path: ByteSet { ByteSet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
    /// query, RFC 3986 § 3.4, less the percent sign, and with what browsers leave bare there: [ ] \ ^ ` { | }
    static var query: ByteSet { ByteSet(low: 0xAFFF_FFD2_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF) }
    /// unreserved, RFC 3986 § 2.3: what a component keeps when it is percent-encoded.
    static var unreserved: ByteSet { ByteSet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }
    /// Letters, digits and ".-_": the host names of the web and IPv4 addresses.
    static var hostName: ByteSet { ByteSet(low: 0x03FF_6000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }
    /// Hexadecimal digits and ":.": what stands between the brackets of an IPv6 address.
    static var addressLiteral: ByteSet { ByteSet(low: 0x07FF_4000_0000_0000, high: 0x0000_007E_0000_007E) }
    /// bchars, RFC 2046 § 5.1.1: a multipart boundary.
    static var boundary: ByteSet { ByteSet(low: 0xA7FF_FB81_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }
    /// cookie-octet, RFC 6265 § 4.1.1.
    static var cookieValue: ByteSet { ByteSet(low: 0xF7FF_EFFA_0000_0000, high: 0x7FFF_FFFF_EFFF_FFFF) }
    /// attr-char, RFC 8187 § 3.2.1.
    static var attribute: ByteSet { ByteSet(low: 0x03FF_685A_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }
}
