import Testing

@testable import HTTP

@Suite struct RequestLineTests {
    private func status(_ line: String) -> Int? { ParserProbe.status(line, "Host: a.example") }

    @Test func `a plain request is read with its method, path, query and fields`() throws {
        let probe = ParserProbe(
            "GET /login?next=%2Fservices HTTP/1.1\r\nHost: A.Example:8443\r\nX-Some:  two words \t\r\n\r\n")
        let request = try #require(probe.requests.first)
        #expect(request.method == .get)
        #expect(request.path == "/login")
        #expect(request.query == "next=%2Fservices")
        #expect(request.host == "a.example")
        #expect(request.fields["x-SOME"] == "two words")
        #expect(request.fields["absent"] == nil)
        #expect(request.body.isEmpty)
        #expect(probe.refusal == nil && !probe.wasLast)
    }

    @Test(arguments: [
        "GET / HTTP/1.x", "GET / HTTP/3.0", "GET / HTTP/1.10", "GET / HTTP/01.1", "GET / http/1.1", "GET / HTTP/1,1",
        "GET / HTTP/1",
        "GET / HTTP/2", "GET / ", "GET /", "GET", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ",
        " GET / HTTP/1.1",
        "GET\t/ HTTP/1.1", "G@T / HTTP/1.1", "G,T / HTTP/1.1", "/ HTTP/1.1", "GET / x HTTP/1.1", "GET / FTP/1.1",
        "GET / HTTP/0.9",
        "GET / HTTP/1.1\u{0}", "GÉT / HTTP/1.1",
    ]) func `a request line against the grammar is 400`(line: String) {
        #expect(status(line) == 400)
    }

    @Test(arguments: ["GET / HTTP/2.0", "PRI * HTTP/2.0", "GET / HTTP/2.1"])
    func `HTTP/2 in the clear is 505`(line: String) {
        #expect(status(line) == 505)
    }

    @Test func `names of methods are case-sensitive and unknown ones come through as such`() {
        let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
        for method in methods {
            #expect(ParserProbe("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n").requests.first?.method.rawValue == method)
        }
        for method in ["get", "PROPFIND", "GETT", "GE", "PO", "POSTS", "!#$%&'*+-.^_`|~"] {
            #expect(ParserProbe("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n").requests.first?.method == .other)
        }
    }

    @Test func `CONNECT is refused with 405`() {
        #expect(status("CONNECT a.example:443 HTTP/1.1") == 405)
    }

    @Test(arguments: [
        ("/", "/", ""), ("/a/b", "/a/b", ""), ("/a%20b", "/a b", ""), ("/%E9%9B%BB", "/電", ""),
        ("/a?b?c/d", "/a", "b?c/d"), ("/?", "/", ""),
        ("/a/./b", "/a/b", ""), ("/a/../b", "/b", ""), ("/a/b/..", "/a/", ""), ("/a/.", "/a/", ""),
        ("/%2e%2e/%2E", "-", ""), ("/a/%2e%2e/b", "/b", ""),
        ("/...", "/...", ""), ("/.well-known", "/.well-known", ""), ("//a", "//a", ""), ("/a//../b", "/a/b", ""),
        ("/~a;b=1,2@:!$&'()*+", "/~a;b=1,2@:!$&'()*+", ""),
        ("http://b.example/x?y", "/x", "y"), ("HTTPS://b.example", "/", ""), ("https://b.example:8443?q", "/", "q"),
        ("/a?[x]={y}|\\^`", "/a", "[x]={y}|\\^`"), ("/a?b=%E3%81%82", "/a", "b=%E3%81%82"),
    ]) func `a target is decoded and freed of dot segments`(target: String, path: String, query: String) {
        let probe = ParserProbe("GET \(target) HTTP/1.1\r\nHost: a.example\r\n\r\n")
        guard path != "-" else {
            #expect(probe.refusal == .badRequest)
            return
        }
        #expect(probe.requests.first?.path == path)
        #expect(probe.requests.first?.query == query)
    }

    @Test(arguments: [
        "*", "a", "a/b", "?a", "/a#b", "/a?b#c", "/é", "/a?é", "/%", "/%2", "/%zz", "/%G0", "/%00", "/%2f", "/%2F",
        "/%5c", "/%5C",
        "/%c0%af", "/%e0%80%af", "/%ed%a0%80", "/%ff", "/%80", "/..", "/../a", "/a/../..", "/%2e%2e/a", "/%2e./a",
        "/a/../../b", "/%0d%0aX:", "/%7f",
        "/a\\b", "/a\"b", "/<b>", "/a?%", "/a?%zz", "/a?%00", "/a?%c0%af", "/a?\"", "/a?<", "ftp://a.example/",
        "http:///a", "http://", "http://user@a.example/",
        "http://a.example:99999/", "http://a.example:x/", "http://a b/", "http://a.example/../b", "javascript:alert(1)",
        "//",
    ]) func `a target that is none of ours is 400`(target: String) {
        #expect(status("GET \(target) HTTP/1.1") == (target == "//" ? 200 : 400))
    }

    @Test func `the asterisk is for OPTIONS only`() {
        #expect(ParserProbe("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").requests.first?.path == "*")
        #expect(ParserProbe("OPTIONS https://a.example HTTP/1.1\r\nHost: a\r\n\r\n").requests.first?.path == "*")
        #expect(status("POST * HTTP/1.1") == 400)
    }

    @Test func `the authority of an absolute target wins over Host, which still must be there`() {
        let probe = ParserProbe("GET https://B.example:1/ HTTP/1.1\r\nHost: a.example\r\n\r\n")
        #expect(probe.requests.first?.host == "b.example")
        #expect(ParserProbe.status("GET https://b.example/ HTTP/1.1") == 400)
    }

    @Test func `a request line of 8 KiB is read, a longer one is 414 before its end has come`() {
        let fits = "GET /" + String(repeating: "a", count: 8192 - 14) + " HTTP/1.1"
        #expect(fits.utf8.count == 8192)
        #expect(status(fits) == 200)
        #expect(status("GET /a" + fits.dropFirst(5)) == 414)
        #expect(ParserProbe("GET /" + String(repeating: "a", count: 8192)).refusal == .uriTooLong)
    }

    @Test func `one empty line before a request is passed over, two are not`() {
        #expect(ParserProbe("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").requests.count == 1)
        #expect(ParserProbe("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").refusal == .badRequest)
        #expect(ParserProbe("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").refusal == .badRequest)
    }

    @Test(arguments: ["1.2", "1.9"]) func `RFC 9110 § 2.5 a later minor version is read as 1.1`(version: String) {
        let probe = ParserProbe("GET / HTTP/\(version)\r\nHost: a\r\n\r\n")
        #expect(probe.requests.count == 1 && !probe.wasLast)
    }

    @Test func `HTTP/1.0 and Connection: close end the connection`() {
        #expect(ParserProbe("GET / HTTP/1.0\r\nHost: a\r\n\r\n").wasLast)
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n").wasLast)
        #expect(ParserProbe("GET / HTTP/1.1\r\nHost: a\r\nConnection: x , close\r\n\r\n").wasLast)
        #expect(!ParserProbe("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, closed\r\n\r\n").wasLast)
    }
}
