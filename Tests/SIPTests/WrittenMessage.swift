@testable import SIP

/// A message written by hand, its lines ending as they must.
func bytes(_ text: String) -> [UInt8] {
    [UInt8](text.replacing("\n", with: "\r\n").utf8)
}

/// A request or response with what each must have, and further lines.
func written(
    _ start: String = "SIP/2.0 180 Ringing", via: String = "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1",
    from: String = "From: <sip:9@example.jp>;tag=a", to: String = "To: <sip:1@example.jp>;tag=b",
    callID: String = "Call-ID: 1@example.jp", sequence: String = "CSeq: 1 INVITE", _ more: String = "",
    body: String = ""
) -> [UInt8] {
    let lines = [start, via, from, to, callID, sequence, more].filter { !$0.isEmpty }
    return bytes(lines.joined(separator: "\n") + "\n\n" + body)
}

/// Why bytes are no message; nil when they are one.
func syntaxError(_ bytes: [UInt8]) -> SIPSyntaxError? {
    do {
        _ = try SIPArrival(datagram: bytes)
        return nil
    } catch {
        return error
    }
}
