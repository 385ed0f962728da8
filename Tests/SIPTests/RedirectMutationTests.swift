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

    private static let pieces = [
        "\r\n", "\r", "\n", "\u{0}", ",", ";", "\"", "\\", "<", ">", "@", ":", "%", "=", " ", "\t", "[", "]", "SIP/2.0",
        "99999999999999999999", "-1", ";tag=", ";branch=", ";rport", ";received=1", "l: 65535\r\n", "v: ", "sip:",
        "%0d%0a",
        "\r\n ", "あ", "\u{7f}", "Via: SIP/2.0/UDP b;branch=z\r\n", "Diversion: ", ";counter=", "Content-Length: 0\r\n",
    ].map { [UInt8]($0.utf8) }

    private static func mutated(_ message: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = message
        for _ in 0...dice.below(4) {
            let place = dice.below(bytes.count + 1)
            switch dice.below(5) {
            case 0: bytes.insert(contentsOf: pieces[dice.below(pieces.count)], at: place)
            case 1 where place < bytes.count: bytes[place] = UInt8(dice.below(256))
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + dice.below(40)))
            case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8(dice.below(8))
            default:
                let end = min(bytes.count, place + dice.below(60))
                bytes.insert(contentsOf: bytes[place..<end], at: dice.below(bytes.count + 1))
            }
        }
        return bytes
    }

    /// The lines that an answer may have, in the order in which they stand.
    private static let names = ["Via", "From", "To", "Call-ID", "CSeq", "Contact", "Allow", "Content-Length"]

    @Test func `whatever comes, an answer is whole, and has only the lines that answers have`() throws {
        var dice = Dice()
        let server = try RedirectUnderTest()
        server.answer = .forward(try #require(SIPNumber("0312340002")))
        var answered = 0
        for round in 0..<60_000 {
            let request = Self.mutated(Self.requests[round % Self.requests.count], &dice)
            guard let reply = server.reply(request)?.bytes else { continue }
            answered += 1
            let text = String(decoding: reply, as: UTF8.self)
            let lines = text.components("\r\n")
            #expect(lines.first?.hasPrefix("SIP/2.0 ") == true)
            #expect(lines.suffix(2) == ["", ""])
            let fields = lines.dropFirst().dropLast(2)
            let places = fields.map { line in Self.names.firstIndex { line.hasPrefix("\($0): ") } }
            #expect(!places.contains(nil), "\(text)")
            #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(text)")
            #expect(!reply.contains { $0 < 32 && $0 != 13 && $0 != 10 && $0 != 9 }, "\(text)")
            #expect(fields.allSatisfy { !$0.utf8.contains(13) && !$0.utf8.contains(10) }, "\(text)")
        }
        #expect(answered > 15_000)
    }
}

extension String {
    /// Cut at every place of that text.
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
