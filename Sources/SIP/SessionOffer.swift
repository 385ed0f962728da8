/// The description of the session that a test call offers (RFC 4566, RFC 3264): one voice stream in G.711, which every
/// telephone takes. No voice is ever sent; the port is the one for discarding.
enum SessionOffer {
    static let contentType = "application/sdp"

    /// - Parameter host: our address.
    static func body(host: SIPHost) -> [UInt8] {
        let family = host.isIPv6 ? "IP6" : "IP4"
        let lines = [
            "v=0", "o=- 1 1 IN \(family) \(host.name)", "s=-", "c=IN \(family) \(host.name)", "t=0 0",
            "m=audio 9 RTP/AVP 0 8 101", "a=rtpmap:0 PCMU/8000", "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:101 telephone-event/8000", "a=ptime:20",
        ]
        return [UInt8](lines.map { $0 + "\r\n" }.joined().utf8)
    }
}
