import Testing

@testable import HTTP

@Suite struct SplitTests {
    private static let pipeline =
        "GET /first?q HTTP/1.1\r\nHost: a\r\nCookie: x=y\r\n\r\n"
        + "POST /second HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\na=b&c=d"
        + "\r\nPOST /third HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=\"y\"\r\nabc\r\na\r\n0123456789\r\n0\r\nT: u\r\n\r\n"
        + "HEAD /fourth HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    private func check(_ requests: [Request]) {
        #expect(requests.map(\.path) == ["/first", "/second", "/third", "/fourth"])
        #expect(requests.map(\.bodyText) == ["", "a=b&c=d", "abc0123456789", ""])
        #expect(requests.map(\.method) == [.get, .post, .post, .head])
        #expect(requests.first?.cookie("x") == "y")
        #expect(requests.last?.fields["connection"] == "close")
    }

    @Test func `pipelined requests are read in order, in whatever pieces they come`() {
        for piece in 1...Self.pipeline.utf8.count {
            let probe = ParserProbe(Self.pipeline, piece: piece)
            #expect(probe.refusal == nil && probe.wasLast)
            check(probe.requests)
        }
    }

    @Test func `a cut at any one byte changes nothing`() {
        let bytes = Array(Self.pipeline.utf8)
        for cut in 1..<bytes.count {
            var probe = ParserProbe(bytes[..<cut])
            probe.feed(bytes[cut...], 65536)
            check(probe.requests)
        }
    }

    @Test func `a refusal comes at the same fault, in whatever pieces the bytes come`() {
        let text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n"
        for piece in 1...text.utf8.count {
            let probe = ParserProbe(text, piece: piece)
            #expect(probe.refusal == .badRequest && probe.requests.isEmpty)
        }
    }

    @Test func `the stage tells what is awaited`() {
        #expect(ParserProbe("").parser.stage == .idle)
        #expect(ParserProbe("G").parser.stage == .head)
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: a\r\n").parser.stage == .head)
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: a\r\n\r\n").parser.stage == .idle)
        #expect(ParserProbe("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na").parser.stage == .body)
    }

    @Test func `a client that never stops in the middle of a request does not make the buffer grow`() {
        let request = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
        let bytes = Array(String(repeating: request, count: 500).utf8)
        let probe = ParserProbe(bytes, piece: request.utf8.count + 7)
        #expect(probe.requests.count == 500)
        #expect(probe.parser.bufferedBytes < 200)
    }
}
