import TestPrograms
import Testing

@testable import SIP

/// Requests with bytes changed, cut out and put in, always the same ones.
@Suite struct RedirectMutationTests {
    private static let requests: [[UInt8]] = [
        RedirectUnderTest.invite(
            "sip:03-1234-0001@192.0.2.1;user=phone",
            """
            Max-Forwards: 70
            P-Asserted-Identity: <tel:+81901234567>
            Privacy: none
            Diversion: <sip:0311110001@a>;reason=unconditional;counter=2, "B, \\"c\\"" <sip:0311110002@a>
            History-Info: <sip:0311110001@a>;index=1, <sip:0312340001@a;cause=302>;index=1.1
            Content-Length: 0
            """),
        RedirectUnderTest.invite(method: "CANCEL"),
        RedirectUnderTest.invite(method: "OPTIONS", to: "To: <sip:1@a>;tag=b"),
        written(
            "INVITE tel:+81312340001 SIP/2.0",
            via: "v: SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK-9;rport;received=9, SIP/2.0/TCP a",
            from: "f: sip:9@a;tag=1",
            to: "t: \"x\" <sip:1@a>"),
    ]

    /// The lines that an answer may have, in the order in which they stand.
    private static let names = ["Via", "From", "To", "Call-ID", "CSeq", "Contact", "Allow", "Content-Length"]

    @Test func `whatever comes, an answer is whole, and has only the lines that answers have`() throws {
        var dice = Dice()
        let server = try RedirectUnderTest()
        server.answer = .forward(try #require(SIPNumber("0312340002")))
        var answered = 0
        for round in 0..<60_000 {
            let request = MessageMutation.of(Self.requests[round % Self.requests.count], &dice)
            guard let reply = server.reply(request)?.bytes else { continue }
            answered += 1
            expectWhole(reply, lines: Self.names)
        }
        #expect(answered > 15_000)
    }
}
