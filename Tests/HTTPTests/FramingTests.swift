import Testing

@testable import HTTP

@Suite struct FramingTests {
    private func post(_ fields: String..., body: String = "") -> ParserProbe {
        let head = (["POST /form HTTP/1.1", "Host: a"] + fields).joined(separator: "\r\n")
        return ParserProbe(head + "\r\n\r\n" + body)
    }

    private func chunked(_ body: String, limit: Int = 65536) -> ParserProbe {
        ParserProbe("POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body, bodyLimit: limit)
    }

    @Test func `a body of a told length is read`() {
        let probe = post("Content-Length: 5", body: "a=b&c")
        #expect(probe.requests.first?.bodyText == "a=b&c")
        #expect(probe.refusal == nil)
        #expect(post("Content-Length: 005", body: "a=b&c").requests.count == 1)
        #expect(post("Content-Length: 0").requests.first?.body.isEmpty == true)
        #expect(post().requests.count == 1)
    }

    @Test(arguments: [
        "", "+5", "-5", "5 5", "5,5", "5, 5", "0x5", "5.0", "５", "a", "5a", "18446744073709551621",
        "99999999999999999999", "9223372036854775808", "\"5\"",
    ]) func `a length that is not digits, or beyond counting, is 400`(length: String) {
        #expect(post("Content-Length: \(length)", body: "a=b&c").refusal == .badRequest)
    }

    @Test func `a length told twice is 400, the same or not`() {
        #expect(post("Content-Length: 5", "Content-Length: 6", body: "abcdef").refusal == .badRequest)
        #expect(post("Content-Length: 5", "content-length: 5", body: "abcde").refusal == .badRequest)
    }

    @Test func `length and transfer coding together are 400, in either order`() {
        #expect(post("Content-Length: 5", "Transfer-Encoding: chunked", body: "0\r\n\r\n").refusal == .badRequest)
        #expect(post("Transfer-Encoding: chunked", "Content-Length: 5", body: "0\r\n\r\n").refusal == .badRequest)
        #expect(post("Transfer-Encoding: chunked", "Content-Length: 0", body: "0\r\n\r\n").refusal == .badRequest)
    }

    @Test(arguments: [
        ("gzip, chunked", 400), ("chunked, chunked", 400), ("chunked, gzip", 400), ("chunked;q=1", 400), ("", 400),
        ("chunked,", 400), (",chunked", 400),
        ("\u{b}chunked", 400), ("\"chunked\"", 400), ("chun ked", 400), ("gzip", 501), ("identity", 501),
        ("xchunked", 501), ("chunkedx", 501),
    ]) func `a transfer coding other than exactly one chunked is refused`(coding: String, code: Int) {
        #expect(post("Transfer-Encoding: \(coding)", body: "0\r\n\r\n").refusal?.code == code)
    }

    @Test func `two transfer codings, or one in HTTP/1.0, are 400`() {
        #expect(post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked").refusal == .badRequest)
        #expect(post("Transfer-Encoding: chunked", "Transfer-Encoding: identity").refusal == .badRequest)
        #expect(ParserProbe.status("POST / HTTP/1.0", "Host: a", "Transfer-Encoding: chunked") == 400)
        #expect(ParserProbe.status("POST / HTTP/1.0", "Host: a", "Transfer-Encoding: gzip") == 400)
    }

    @Test(arguments: [
        ("Transfer-Encoding: chunked", 200), ("transfer-encoding:CHUNKED", 200), ("Transfer-Encoding : chunked", 400),
        ("Transfer-Encoding\t: chunked", 400),
        (" Transfer-Encoding: chunked", 400), ("X: y\nTransfer-Encoding: chunked", 400),
        ("Transfer-Encoding: chunked\r\n gzip", 400),
    ]) func `smuggling shapes of a transfer coding are refused`(field: String, code: Int) {
        let probe = ParserProbe(
            "POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(probe.refusal?.code == (code == 200 ? nil : code))
        #expect(probe.requests.count == (code == 200 ? 2 : 0))
    }

    @Test func `chunks are put together, extensions and trailers dropped`() {
        let body =
            "5;a;b=c;d=\"e;\\\"f\"\r\nhello\r\n00006\r\n, worl\r\n1\r\nd\r\n0;last\r\nX-Trailer: y\r\nHost: evil\r\n\r\n"
        let probe = chunked(body + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(probe.requests.map(\.path) == ["/form", "/next"])
        #expect(probe.requests.first?.bodyText == "hello, world")
        #expect(probe.requests.first?.fields["x-trailer"] == nil)
        #expect(probe.requests.first?.host == "a")
    }

    @Test(arguments: [
        "\r\n", "g\r\n", "-1\r\n", "+1\r\na\r\n", "0x1\r\na\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "1\na\r\n", "1\r\na\n",
        "1\r\nab\r\n", "1\r\na0\r\n", "1\r\na\r0",
        "00000000000000001\r\na\r\n", "1;\r\na\r\n", "1;=b\r\na\r\n", "1;a=\r\na\r\n", "1;a=\"b\r\na\r\n",
        "1 a\r\na\r\n", "1;a \r\na\r\n", "1;a=b \r\na\r\n", "1; \r\na\r\n", "1 ;a=\r\na\r\n", "1,a\r\na\r\n",
        "1;a=\"b\"c\r\na\r\n",
        "1;a\nb\r\na\r\n", "0\r\nA\r\n\r\n", "0\r\nA : b\r\n\r\n", "0\r\n\n", "0\r\nA: b\n\r\n", "0\r\n: b\r\n\r\n",
        "0\r\n A: b\r\n\r\n",
    ]) func `chunks against the grammar are 400`(body: String) {
        let probe = chunked(body)
        #expect(probe.refusal == .badRequest)
        #expect(probe.requests.isEmpty)
    }

    @Test(arguments: ["1 ;a", "1; a", "1\t;\ta = b", "1 ; a ; b = \"c d\"", "1;a= b"])
    func `RFC 9112 § 7.1.1 blanks in a chunk's extensions are passed over where its grammar has them`(line: String) {
        #expect(chunked("\(line)\r\nx\r\n0\r\n\r\n").requests.first?.bodyText == "x")
    }

    @Test func `RFC 9110 § 8.4 a body in a coding nobody here undoes is 415, and nothing of it is read`() {
        for coding in ["gzip", "GZIP", "identity, br", "x"] {
            let probe = post("Content-Encoding: \(coding)", "Content-Length: 3", body: "abc")
            #expect(probe.refusal == .unsupportedMediaType)
            #expect(post("Content-Encoding: \(coding)", "Transfer-Encoding: chunked").refusal == .unsupportedMediaType)
            #expect(post("Content-Encoding: \(coding)", "Content-Length: 0").requests.count == 1)
        }
        #expect(post("Content-Encoding: identity", "Content-Length: 3", body: "abc").requests.first?.bodyText == "abc")
    }

    @Test func `chunk lines, extensions and trailers are bounded`() {
        #expect(chunked("1;a=" + String(repeating: "b", count: 1100)).refusal == .badRequest)
        let many = String(repeating: "1;a=\(String(repeating: "b", count: 900))\r\nx\r\n", count: 20)
        #expect(chunked(many).refusal == .badRequest)
        #expect(chunked("0\r\nA: " + String(repeating: "b", count: 9000)).refusal == .requestHeaderFieldsTooLarge)
        #expect(chunked("0\r\n" + String(repeating: "A: b\r\n", count: 101)).refusal == .requestHeaderFieldsTooLarge)
        let long = "A: \(String(repeating: "b", count: 8000))\r\n"
        #expect(chunked("0\r\n" + String(repeating: long, count: 5)).refusal == .requestHeaderFieldsTooLarge)
    }

    @Test func `a body beyond its path's limit is 413 as soon as that is known`() {
        let limit = 10
        let told = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n"
        #expect(ParserProbe(told, bodyLimit: limit).refusal == .contentTooLarge)
        #expect(
            ParserProbe(told.replacing("11", with: "9223372036854775807"), bodyLimit: limit).refusal == .contentTooLarge
        )
        #expect(ParserProbe(told.replacing("11", with: "10") + "0123456789", bodyLimit: limit).requests.count == 1)
        #expect(chunked("b\r\n", limit: limit).refusal == .contentTooLarge)
        #expect(chunked("a\r\n0123456789\r\n1\r\n", limit: limit).refusal == .contentTooLarge)
        #expect(chunked("a\r\n0123456789\r\n0\r\n\r\n", limit: limit).requests.count == 1)
        #expect(chunked("ffffffffffffffff\r\n", limit: limit).refusal == .contentTooLarge)
    }

    @Test func `after a refusal nothing is read any more`() {
        var probe = ParserProbe("GET / HTTP/1.1\nHost: a\r\n\r\nGET /evil HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(probe.refusal == .badRequest && probe.requests.isEmpty)
        probe.feed(ArraySlice("GET /evil HTTP/1.1\r\nHost: a\r\n\r\n".utf8), 0)
        #expect(probe.requests.isEmpty && probe.parser.stage == .refused)
    }

    @Test func `a client that waits for 100 is told once, and only before it sends`() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        #expect(ParserProbe(head).continues == [true, false])
        #expect(ParserProbe(head + "a").continues == [false, false])
        let refused = ParserProbe(head, bodyLimit: 1)
        #expect(refused.refusal == .contentTooLarge && refused.continues == [false, false])
        let empty = ParserProbe("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")
        #expect(empty.requests.count == 1 && empty.continues == [false, false])
        #expect(ParserProbe(head.replacing("HTTP/1.1", with: "HTTP/1.0")).continues == [false, false])
    }
}
