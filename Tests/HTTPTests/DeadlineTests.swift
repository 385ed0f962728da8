import Testing
import Transport

@testable import HTTP

@Suite(.serialized) struct DeadlineTests {
    private let page = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private func server() throws -> TestServer { try TestServer(ServerTests.router) }

    @Test func `a head that takes more than ten seconds is 408, however steadily it comes`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send(page + "GET / HT")
        #expect(client.reply().status == 200)
        for _ in 0..<4 {
            server.advance(2.4)
            client.send("T")
            #expect(client.isSilent())
        }
        server.advance(0.5)
        #expect(client.reply().status == 408)
        #expect(client.isEnded())
    }

    @Test func `a body may take ten seconds, and one more for each 64 KiB`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send(page + "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 655360\r\n\r\nx")
        #expect(client.reply().status == 200)
        server.advance(19.9)
        #expect(client.isSilent())
        server.advance(0.2)
        #expect(client.reply().status == 408)
        #expect(client.isEnded())
    }

    @Test func `a connection without requests is closed after a minute`() throws {
        let server = try server()
        let client = TestClient(server)
        client.send(page)
        #expect(client.reply().status == 200)
        server.advance(59)
        client.send(page)
        #expect(client.reply().status == 200)
        server.advance(59)
        #expect(client.isSilent())
        server.advance(2)
        #expect(client.isEnded())
    }

    @Test func `static files keep a connection alive as pages do`() throws {
        let server = try server()
        let client = TestClient(server)
        for _ in 0..<4 {
            #expect(client.get("/style.css").status == 200)
            server.advance(40)
        }
    }

    @Test func `who does not take a reply is left`() throws {
        let server = try server()
        let client = TestClient(server)
        client.shrinkWindow()
        client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while server.events.isEmpty {}
        server.advance(10.1)
        #expect(server.connectionCount == 1)
        server.advance(5.1)
        #expect(server.connectionCount == 0)
    }

    @Test func `a server that stops gives a head that is on its way a second`() throws {
        let server = try server()
        let (silent, slow) = (TestClient(server), TestClient(server))
        for client in [silent, slow] {
            client.send(page + "GET / HT")
            #expect(client.reply().status == 200)
        }
        server.stop()
        server.advance(0.5)
        #expect(silent.isSilent())
        slow.send("TP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(slow.reply().status == 200)
        #expect(slow.isEnded())
        server.lapse(0.6)
        #expect(silent.isEnded())
    }

    @Test func `a server that stops gives a body that is on its way five seconds, and a refusal one`() throws {
        let server = try server()
        let (silent, slow) = (TestClient(server), TestClient(server))
        for client in [silent, slow] {
            client.send(page + "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na")
            #expect(client.reply().status == 200)
        }
        server.stop()
        server.advance(4.5)
        #expect(silent.isSilent())
        slow.send("b")
        #expect(slow.reply().body == "ab")
        server.advance(0.6)
        #expect(silent.reply().status == 408)
        // What was refused may still be on its way: it is waited for, but not for long.
        #expect(server.connectionCount > 0)
        server.advance(1.1)
        #expect(server.connectionCount == 0)
        #expect(silent.isEnded())
    }

    @Test func `a server that stops lets idle connections go and finishes what it has begun`() throws {
        let server = try server()
        let idle = TestClient(server)
        #expect(idle.get("/").status == 200)
        let busy = TestClient(server)
        busy.send(page + "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n")
        #expect(busy.reply().status == 200)
        server.stop()
        #expect(idle.isEnded())
        busy.send("ab")
        let reply = busy.reply()
        #expect(reply.body == "ab" && reply.field("connection") == "close")
        #expect(busy.isEnded())
    }
}
