import Encodings
import Testing

@testable import HTTP

@Suite struct FieldLineTests {
    private func status(_ field: String) -> Int? { ParserProbe.status("GET / HTTP/1.1", "Host: a.example", field) }

    @Test(arguments: [
        "A : b", " A: b", "\tA: b", ": b", "A", "A b: c", "A(: b", "A\u{7f}: b", "É: b", "A: b\r\n c", "A: b\r\n\tc",
        "A: b\nC: d", "A: b\rC: d", "A: \u{0}",
        "A: \u{1}", "A: \u{1b}[0m", "A: \u{7f}", "A\r\n: b", "\u{0}: b",
    ]) func `a field against the grammar is 400`(field: String) {
        #expect(status(field) == 400)
    }

    @Test(arguments: ["A:b", "A:", "A: ", "A:\tb\t", "A: b:c", "A: 電話", "!#$%&'*+-.^_`|~1: x", "A: b\tc"])
    func `a field within the grammar is read`(field: String) {
        #expect(status(field) == 200)
    }

    @Test func `a bare line feed ends no line`() {
        #expect(ParserProbe("GET / HTTP/1.1\nHost: a\n\n").refusal == .badRequest)
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: a\r\n\n").refusal == .badRequest)
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: a\n\r\n").refusal == .badRequest)
    }

    @Test(arguments: [
        [], ["Host: a", "Host: a"], ["Host: a", "host: b"], ["Host:"], ["Host: "], ["Host: a b"], ["Host: a,b"],
        ["Host: a/b"], ["Host: u@a"],
        ["Host: a:b"], ["Host: a:65536"], ["Host: a:123456"], ["Host: [::1"], ["Host: ::1"], ["Host: []"],
        ["Host: [::1]x"], ["Host: [zz::1]"], ["Host: [abc]"],
        ["Host: é"], ["Host: http://a"], ["Host: a?b"], ["Host: :80"],
    ]) func `Host absent, twice or malformed is 400`(fields: [String]) {
        let text = (["GET / HTTP/1.1"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
        #expect(ParserProbe(text).refusal == .badRequest)
    }

    @Test(arguments: [
        ("a.example", "a.example"), ("A.EXAMPLE:443", "a.example"), ("127.0.0.1:1", "127.0.0.1"), ("[::1]:8443", "::1"),
        ("[::1]", "::1"), ("a:", "a"),
        ("xn--p8j9a0d9c9a.example", "xn--p8j9a0d9c9a.example"),
    ]) func `a host is a name or an address, with or without port`(value: String, name: String) {
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n").requests.first?.host == name)
    }

    @Test func `a field of 8 KiB is read, a longer one is 431 before its end has come`() {
        let fits = "A: " + String(repeating: "b", count: 8189)
        #expect(status(fits) == 200)
        #expect(status(fits + "b") == 431)
        #expect(ParserProbe("GET / HTTP/1.1\r\n" + fits + "bc").refusal == .requestHeaderFieldsTooLarge)
    }

    @Test func `more than 100 fields or 32 KiB of them are 431`() {
        func status(count: Int, length: Int) -> Int? {
            let fields = (0..<count).map { "f\($0): " + String(repeating: "x", count: length) }
            return ParserProbe.status("GET / HTTP/1.1", "Host: a", fields.joined(separator: "\r\n"))
        }
        #expect(status(count: 99, length: 10) == 200)
        #expect(status(count: 100, length: 10) == 431)
        #expect(status(count: 4, length: 8000) == 200)
        #expect(status(count: 5, length: 8000) == 431)
    }

    @Test func `several values of a name are told together and apart`() {
        let probe = ParserProbe("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nY: 2\r\nx: 3\r\n\r\n")
        #expect(probe.requests.first?.fields["X"] == "1, 3")
        #expect(probe.requests.first?.fields.values("x") == ["1", "3"])
    }

    @Test func `an expectation other than 100-continue is 417`() {
        #expect(status("Expect: 100-continue") == 200)
        #expect(status("Expect: 100-Continue") == 200)
        #expect(status("Expect: 200-ok") == 417)
        #expect(status("Expect:") == 417)
        #expect(status("Expect: 100-continue, 100-continue") == 200)
        #expect(status("Expect: 100-continue\r\nExpect: 100-continue") == 200)
        #expect(status("Expect: 100-continue, x") == 417)
        #expect(status("Expect: 100-continue, ") == 200)
    }

    @Test func `the sets of bytes are those of their grammars`() {
        func members(_ set: ByteSet) -> String {
            String(decoding: (0...255).map { UInt8($0) }.filter(set.contains), as: UTF8.self)
        }
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        let small = letters.lowercased()
        #expect(members(.token) == "!#$%&'*+-.0123456789\(letters)^_`\(small)|~")
        #expect(members(.path) == "!$&'()*+,-./0123456789:;=@\(letters)_\(small)~")
        #expect(members(.query) == "!$&'()*+,-./0123456789:;=?@\(letters)[\\]^_`\(small){|}~")
        #expect(members(.unreserved) == "-.0123456789\(letters)_\(small)~")
        #expect(members(.hostName) == "-.0123456789\(letters)_\(small)")
        #expect(members(.addressLiteral) == ".0123456789:ABCDEFabcdef")
        #expect(members(.boundary) == " '()+,-./0123456789:=?\(letters)_\(small)")
        #expect(members(.cookieValue) == "!#$%&'()*+-./0123456789:<=>?@\(letters)[]^_`\(small){|}~")
        #expect(members(.attribute) == "!#$&+-.0123456789\(letters)^_`\(small)|~")
    }
}

@Suite struct LineScanTests {
    @Test func `every byte is judged alike at every place in a line`() {
        for value in UInt8.min...UInt8.max {
            for place in 0..<20 {
                var bytes = [UInt8](repeating: 0x61, count: 20)
                bytes[place] = value
                // A neighbour that makes the most of a borrow.
                if place > 0 { bytes[place - 1] = 0x80 }
                let isPlain = value >= 0x20 && value != 0x7F || value == 0x09
                let expected: LineScan = isPlain ? .incomplete(20) : .invalid
                if value == 0x0D && place == 19 {
                    #expect(LineScan(bytes.span, from: 0) == .incomplete(19))
                } else {
                    #expect(LineScan(bytes.span, from: 0) == expected)
                }
            }
        }
    }

    @Test func `an end is found wherever it is`() {
        for place in 0..<30 {
            let bytes = [UInt8](repeating: 0xE3, count: place) + [0x0D, 0x0A] + [UInt8](repeating: 0x61, count: 9)
            for start in 0...place { #expect(LineScan(bytes.span, from: start) == .end(place)) }
        }
    }
}
