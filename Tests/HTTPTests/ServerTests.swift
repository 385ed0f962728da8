import Testing
import Transport

@testable import HTTP

@Suite(.serialized) struct ServerTests {
    static let router = Router(
        routes: [
            .get("/") { _ in .html(Array("top".utf8)) },
            .get("/echo") { request in .text("\(request.query) \(request.peer) \(request.id)") },
            .post("/form") { request in .text(try request.form()["a"] ?? "-") },
            .post("/later") { request in
                for _ in 0..<3 { await Task.yield() }
                return .text(String(decoding: request.body, as: UTF8.self))
            },
            .post("/upload", bodyLimit: 1 << 20) { request in .text("\(request.body.count)") },
            Route(.post, "/members", bodyLimit: 1 << 20, awaitsBody: { $0.cookie("member") != nil }) { request in
                .text("\(request.body.count)")
            },
            .get("/large") { _ in .html([UInt8](repeating: 0x61, count: 8 << 20)) },
        ], staticFiles: StaticFiles(contents: ["/style.css": Array("a{}".utf8)]))

    private func server(isSecure: Bool = false, _ change: (inout ServerSettings) -> Void = { _ in }) throws
        -> TestServer
    {
        var settings = ServerSettings(hostNames: ["localhost"])
        change(&settings)
        return try TestServer(Self.router, isSecure: isSecure, settings: settings)
    }

    @Test(arguments: [false, true]) func `a connection is kept for many requests`(isSecure: Bool) throws {
        let server = try server(isSecure: isSecure)
        let client = TestClient(server, isSecure: isSecure)
        for number in 0..<20 {
            let reply = client.get("/echo?\(number)")
            #expect(reply.status == 200 && reply.body.hasPrefix("\(number) 127.0.0.1 "))
            #expect(reply.field("x-request-id").map { reply.body.hasSuffix(" \($0)") } == true)
            #expect(reply.field("date") == "Sun, 06 Nov 1994 08:49:37 GMT")
            #expect((reply.field("strict-transport-security") != nil) == isSecure)
        }
        #expect(client.get("/style.css").body == "a{}")
        #expect(client.get("/nowhere").status == 404)
    }

    @Test func `a large body is read from those it is awaited from and from nobody else`() throws {
        let server = try server()
        func head(_ cookie: String, _ count: Int) -> String {
            "POST /members HTTP/1.1\r\nHost: localhost\r\n\(cookie)Content-Length: \(count)\r\n\r\n"
        }
        let member = TestClient(server)
        member.send(head("Cookie: member=1\r\n", 100_000) + String(repeating: "a", count: 100_000))
        #expect(member.reply().body == "100000")
        let stranger = TestClient(server)
        stranger.send(head("", 60_000) + String(repeating: "a", count: 60_000))
        #expect(stranger.reply().body == "60000")
        stranger.send(head("", 100_000))
        let reply = stranger.reply()
        #expect(reply.status == 200 && reply.body == "0" && reply.field("connection") == "close")
        stranger.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(stranger.isEnded(), "what follows is the body, not a request")
    }

    @Test func `HEAD has the fields of GET and no body`() throws {
        let server = try server()
        let client = TestClient(server)
        for path in ["/", "/style.css", "/nowhere"] {
            client.send("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let head = client.reply(hasBody: false)
            let page = client.get(path)
            #expect(head.status == page.status && head.field("content-length") == "\(page.body.utf8.count)")
        }
    }

    @Test func `pipelined requests are answered in order, slow ones too`() throws {
        let server = try server()
        let client = TestClient(server)
        var text = ""
        for number in 0..<300 {
            let body = "n\(number)"
            text += "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            text +=
                "GET /echo?\(number) HTTP/1.1\r\nHost: localhost\r\n\r\nGET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
        }
        client.send(text)
        for number in 0..<300 {
            #expect(client.reply().body == "n\(number)")
            #expect(client.reply().body.hasPrefix("\(number) "))
            #expect(client.reply().body == "a{}")
        }
    }

    @Test func `the last request a connection may have is answered with a close`() throws {
        let server = try server { $0.requestsPerConnection = 3 }
        let client = TestClient(server)
        #expect(client.get("/").field("connection") == nil)
        #expect(client.get("/").field("connection") == nil)
        #expect(client.get("/").field("connection") == "close")
        #expect(client.isEnded())
    }

    @Test func `a thousand requests go over one connection and no more`() throws {
        let server = try server()
        let client = TestClient(server)
        let request = "GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
        client.send(String(repeating: request, count: 1001))
        for _ in 0..<999 { #expect(client.reply().field("connection") == nil) }
        #expect(client.reply().field("connection") == "close")
        #expect(client.isEnded())
    }

    @Test func `who asks for a close gets one`() throws {
        let server = try server()
        for request in [
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n",
        ] {
            let client = TestClient(server)
            client.send(request)
            let reply = client.reply()
            #expect(reply.status == 200 && reply.field("connection") == "close" && client.isEnded())
        }
    }

    @Test func `a host that is not ours is 421, a target's own host counts`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        #expect(client.reply().status == 421)
        client.send("GET https://localhost:1/ HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        #expect(client.reply().status == 200)
        client.send("GET https://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(client.reply().status == 421)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: localhost\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 505),
        (
            "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400
        ),
        ("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\na=bc", 400),
        ("POST /form HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("POST /form HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n\r\n", 417),
        ("POST /form HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\nx", 400),
        ("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
    ]) func `a refused request is told why, and nothing after it is read`(request: String, code: Int) throws {
        let server = try server()
        let client = TestClient(server)
        client.send(request + "GET /echo?evil HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let reply = client.reply()
        #expect(reply.status == code && reply.field("connection") == "close")
        #expect(reply.field("content-security-policy") != nil && reply.field("x-request-id") != nil)
        #expect(client.isEnded())
        #expect(server.events.map(\.status.code) == [code])
    }

    @Test func `refusals are pages of the site's own where it has some`() throws {
        let server = try server {
            $0.refusalPage = { status, _ in .html(Array("断り \(status.code)".utf8), status: status) }
        }
        let client = TestClient(server)
        client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        #expect(client.reply().body == "断り 421")
        client.send("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2097152\r\n\r\n")
        #expect(client.reply().body == "断り 413")
    }

    @Test func `what is refused behind a head is told by who would have answered it, for its own hosts only`() throws {
        let page: Router.ErrorPage = { status, request in
            .html(
                Array("\(status.code) \(request.path) \(request.fields["cookie"] ?? "") \(request.body.count)".utf8),
                status: status)
        }
        let router = Router(routes: [.post("/upload") { _ in .text("taken") }], errorPage: page)
        let server = try TestServer(router)
        let length = "Content-Length: 2097152\r\nCookie: a=b\r\n\r\n"
        let client = TestClient(server)
        client.send("POST /upload HTTP/1.1\r\nHost: localhost\r\n\(length)part")
        #expect(client.reply().body == "413 /upload a=b 0")
        let stranger = TestClient(server)
        stranger.send("POST /upload HTTP/1.1\r\nHost: evil.example\r\n\(length)")
        #expect(stranger.reply().body.contains("413 Content Too Large"))
    }

    @Test func `what is not HTTP is refused`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00])
        #expect(client.reply().status == 400 && client.isEnded())
    }

    @Test(arguments: [false, true]) func `an upload beyond its limit is 413 before it has all been sent`(isSecure: Bool)
        throws
    {
        let server = try server(isSecure: isSecure)
        let client = TestClient(server, isSecure: isSecure)
        client.send(
            "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2097152\r\n\r\n"
                + String(repeating: "x", count: 1000))
        let reply = client.reply()
        #expect(reply.status == 413 && reply.field("connection") == "close")
    }

    @Test func `an upload in chunks is 413 when it passes its limit, and the client can still read that`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send("POST /upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = "10000\r\n" + String(repeating: "x", count: 65536) + "\r\n"
        for _ in 0..<32 { client.send(chunk) }
        #expect(client.reply().status == 413)
        #expect(server.events.map(\.status) == [.contentTooLarge] && server.events.first?.path == "/upload")
    }

    @Test(arguments: [false, true]) func `an upload within its limit arrives whole`(isSecure: Bool) throws {
        let server = try server(isSecure: isSecure)
        let client = TestClient(server, isSecure: isSecure)
        client.send(
            "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048576\r\n\r\n"
                + String(repeating: "x", count: 1_048_576))
        #expect(client.reply().body == "1048576")
        #expect(client.get("/").status == 200)
    }

    @Test func `uploads of all connections together have a limit, and who holds most lets go`() throws {
        let server = try server { $0.bufferedBytes = 100_000 }
        let head = "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n"
        let first = TestClient(server)
        first.send(head + String(repeating: "x", count: 80_000))
        #expect(TestClient(server).get("/").status == 200)
        let second = TestClient(server)
        second.send(head + String(repeating: "x", count: 40_000))
        let refusal = first.reply()
        #expect(refusal.status == 503 && refusal.field("connection") == "close" && first.isEnded())
        second.send(String(repeating: "x", count: 50_000))
        #expect(second.reply().body == "90000")
        let third = TestClient(server)
        third.send(head + String(repeating: "x", count: 90_000))
        #expect(third.reply().status == 200)
    }

    @Test func `100 is sent to who waits for it, and not to who will be refused`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send(
            "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
        )
        #expect(client.reply().head == "HTTP/1.1 100 Continue")
        client.send("a=b")
        #expect(client.reply().body == "b")
        client.send("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\nExpect: 100-continue\r\n\r\n")
        #expect(client.reply().status == 413)
        #expect(client.isEnded())
    }

    @Test(arguments: [false, true]) func `a large page arrives whole`(isSecure: Bool) throws {
        let server = try server(isSecure: isSecure)
        let client = TestClient(server, isSecure: isSecure)
        #expect(client.get("/large").body.utf8.count == 8 << 20)
        #expect(client.get("/").status == 200)
    }

    @Test func `every reply is told to the log, without queries`() throws {
        let server = try server()
        let client = TestClient(server)
        let reply = client.get("/echo?secret")
        client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = client.reply(hasBody: false)
        let events = server.events
        #expect(events.map(\.path) == ["/echo", "/"] && events.map(\.method) == [.get, .head])
        #expect(events.map(\.bytes) == [reply.body.utf8.count, 0] && events.first?.peer == "127.0.0.1")
        #expect(events.first?.id == reply.field("x-request-id"))
    }

    @Test func `the clear port sends readers to https and refuses the rest`() throws {
        let server = try TestServer(HTTPSRedirect(origin: "https://localhost:8443"))
        let client = TestClient(server)
        let reply = client.get("/login?a=b")
        #expect(reply.status == 308 && reply.field("location") == "https://localhost:8443/login?a=b")
    }

    @Test(arguments: [
        "Content-Length: 3\r\n\r\na=b", "Content-Length: 9999999\r\n\r\na",
        "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n",
        "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n",
        "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
        "\r\n",
    ])
    func `the clear port refuses a form for its method, however long it is and without waiting for it`(rest: String)
        throws
    {
        let server = try TestServer(HTTPSRedirect(origin: "https://localhost:8443"))
        let client = TestClient(server)
        client.send("POST /login HTTP/1.1\r\nHost: localhost\r\n" + rest)
        let reply = client.reply()
        #expect(reply.status == 405 && reply.field("allow") == "GET, HEAD")
    }

    @Test func `a coding that is refused is answered with the one that would do`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
        let reply = client.reply()
        #expect(reply.status == 415 && reply.field("accept-encoding") == "identity")
        #expect(client.isEnded())
    }

    @Test func `a host's name in full, with the dot at its end, is the same host`() throws {
        let server = try server()
        let client = TestClient(server)
        for (host, status) in [("localhost.", 200), ("LOCALHOST.:8443", 200), ("localhost..", 421), ("other.", 421)] {
            client.send("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            #expect(client.reply().status == status)
        }
        client.send("GET / HTTP/1.1\r\nHost: .\r\n\r\n")
        #expect(client.reply().status == 400)
    }

    @Test func `more than may be read in chunks is answered without the rest, as more that was announced is`() throws {
        let server = try server()
        let client = TestClient(server)
        let chunk = "8000\r\n" + String(repeating: "x", count: 0x8000) + "\r\n"
        client.send("POST /members HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send(chunk + chunk + chunk)
        let reply = client.reply()
        #expect(reply.status == 200 && reply.body == "0" && reply.field("connection") == "close")
    }
}
