import Testing
import Transport

@testable import SIP

/// A redirect server without sockets: bytes in, bytes out.
final class RedirectUnderTest {
    private final class Exchange {
        var answer = RedirectAnswer.ring
        var questions: [RedirectQuestion] = []
    }

    let desk: RedirectDesk
    private let exchange = Exchange()
    private let source: PeerAddress

    init(_ settings: RedirectSettings = RedirectUnderTest.settings) throws {
        source = try #require(PeerAddress(numeric: "192.0.2.7", port: 40_000))
        desk = RedirectDesk(settings, secret: 1) { [exchange] question in
            exchange.questions.append(question)
            return exchange.answer
        }
    }

    /// What it is told to answer.
    var answer: RedirectAnswer {
        get { exchange.answer }
        set { exchange.answer = newValue }
    }

    /// What it has been asked.
    var questions: [RedirectQuestion] { exchange.questions }

    static var settings: RedirectSettings {
        var settings = RedirectSettings()
        settings.domain = SIPHost("ims.example.jp")
        return settings
    }

    /// What goes back, and to which port; nil for nothing.
    func reply(_ bytes: [UInt8], length: Int? = nil) -> (bytes: [UInt8], port: UInt16)? {
        withUnsafeTemporaryAllocation(byteCount: desk.answerBytes, alignment: 16) { room in
            guard
                let reply = desk.answer(
                    bytes.span, length: length ?? bytes.count, from: source, isOverloaded: false, at: 0, into: room)
            else { return nil }
            return (Array(UnsafeRawBufferPointer(rebasing: room[..<reply.count])), reply.port)
        }
    }

    /// The same, read as whoever has asked reads it.
    func response(_ bytes: [UInt8]) -> SIPMessage? {
        reply(bytes).flatMap { try? SIPArrival(datagram: $0.bytes).message }
    }

    /// An INVITE with further lines.
    static func invite(
        _ uri: String = "sip:0312340001@192.0.2.1", method: String = "INVITE", branch: String = "z9hG4bK-1",
        from: String = "From: <sip:0901234567@example.jp>;tag=a", to: String = "To: <sip:0312340001@example.jp>",
        _ more: String = ""
    ) -> [UInt8] {
        written(
            "\(method) \(uri) SIP/2.0", via: "Via: SIP/2.0/UDP 192.0.2.7:5070;branch=\(branch);rport", from: from,
            to: to, sequence: "CSeq: 1 \(method)", more)
    }

    /// What it is asked by such an INVITE.
    func question(_ bytes: [UInt8]) -> RedirectQuestion? {
        exchange.questions = []
        _ = reply(bytes)
        return questions.first
    }
}
