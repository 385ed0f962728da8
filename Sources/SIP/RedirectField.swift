internal import Encodings

/// A field that a redirect server or a registrar reads.
enum RedirectField {
    case via, from, to, callID, sequence, maxForwards, contentLength, assertedIdentity, privacy, diversion, historyInfo
    case contact, expires, authorization, proxyAuthorization, require, userAgent

    /// Nil for any other. Names are compared in any case, in their long and short forms (RFC 3261 § 7.3.3).
    init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
        switch name.count {
        case 1:
            switch ASCII.lowercase(bytes[name.lowerBound]) {
            case UInt8(ascii: "v"): self = .via
            case UInt8(ascii: "f"): self = .from
            case UInt8(ascii: "t"): self = .to
            case UInt8(ascii: "i"): self = .callID
            case UInt8(ascii: "l"): self = .contentLength
            case UInt8(ascii: "m"): self = .contact
            default: return nil
            }
        case 2 where bytes.isText(name, "to"): self = .to
        case 3 where bytes.isText(name, "via"): self = .via
        case 4 where bytes.isText(name, "from"): self = .from
        case 4 where bytes.isText(name, "cseq"): self = .sequence
        case 7 where bytes.isText(name, "call-id"): self = .callID
        case 7 where bytes.isText(name, "privacy"): self = .privacy
        case 7 where bytes.isText(name, "contact"): self = .contact
        case 7 where bytes.isText(name, "expires"): self = .expires
        case 7 where bytes.isText(name, "require"): self = .require
        case 9 where bytes.isText(name, "diversion"): self = .diversion
        case 10 where bytes.isText(name, "user-agent"): self = .userAgent
        case 12 where bytes.isText(name, "max-forwards"): self = .maxForwards
        case 12 where bytes.isText(name, "history-info"): self = .historyInfo
        case 13 where bytes.isText(name, "authorization"): self = .authorization
        case 14 where bytes.isText(name, "content-length"): self = .contentLength
        case 19 where bytes.isText(name, "p-asserted-identity"): self = .assertedIdentity
        case 19 where bytes.isText(name, "proxy-authorization"): self = .proxyAuthorization
        default: return nil
        }
    }
}
