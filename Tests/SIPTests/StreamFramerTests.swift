import Testing

@testable import SIP

@Suite struct StreamFramerTests {
    private let first = written("SIP/2.0 100 Trying", "Content-Length: 0")
    private let second = written("SIP/2.0 200 OK", "l: 4", body: "body")

    private func all(_ pieces: [[UInt8]]) throws -> [SIPArrival] {
        var framer = SIPStreamFramer()
        var arrivals: [SIPArrival] = []
        for piece in pieces {
            framer.append(piece)
            while let message = try framer.next() { arrivals.append(try message.get()) }
        }
        return arrivals
    }

    @Test func `RFC 3261 § 18.3 messages are cut out wherever the bytes are split`() throws {
        let stream = first + bytes("\n\n") + second + first
        let whole = try all([stream])
        #expect(whole.map(\.message.status) == [100, 200, 100])
        #expect(whole[1].message.body == bytes("body"))
        #expect(try all(stream.map { [$0] }) == whole)
        for cut in stream.indices {
            #expect(try all([Array(stream[..<cut]), Array(stream[cut...])]) == whole)
        }
    }

    @Test func `RFC 3261 § 20.14 on a stream the length must be told`() {
        #expect(throws: SIPSyntaxError.missing(.contentLength)) { try all([written()]) }
        #expect(throws: SIPSyntaxError.tooLong) { try all([written("SIP/2.0 200 OK", "l: 65535")]) }
    }

    @Test func `a malformed message is the end of its stream`() {
        var framer = SIPStreamFramer()
        framer.append(bytes("hello\n\n") + first)
        #expect(throws: SIPSyntaxError.startLine) { try framer.next() }
        framer.append(first)
        #expect(throws: SIPSyntaxError.startLine) { try framer.next() }
    }

    @Test func `a head without end is not kept for ever`() {
        #expect(throws: SIPSyntaxError.tooLong) {
            try all([bytes("SIP/2.0 200 OK\n"), [UInt8](repeating: 0x41, count: 40_000)])
        }
    }
}
