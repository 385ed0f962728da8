import Foundation
import TestPrograms
import Testing

/// The program as operators and visitors meet it: real files, real sockets, real TLS.
@Suite struct ProgramTests {
    @Test func `What was acknowledged is there after the power has gone`() async throws {
        try await onOwnThread {
            let data = BuiltProgram.newFolder()
            let before = try RunningProgram("demo", data: data)
            try RunningBrowser(before).signInForTheFirstTime(data)
            let browser = RunningBrowser(before)
            try browser.get("/login")
            #expect(try browser.signIn("hikari7days").location == "/services")
            try browser.get("/bulk-forwarding")
            let saved = try browser.post(
                "/bulk-forwarding", ["destination-0312340001": "090-1234-5678", "version-0312340001": "0"])
            #expect(saved.status == 303)
            before.kill()
            let after = try RunningProgram("demo", data: data)
            let again = RunningBrowser(after)
            try again.get("/login")
            #expect(try again.signIn("hikari7days").location == "/services")
            #expect(try again.get("/bulk-forwarding").body.contains("090-1234-5678"))
        }
    }

    @Test func `A session outlives a restart of the server`() async throws {
        try await onOwnThread {
            let data = BuiltProgram.newFolder()
            let before = try RunningProgram("demo", data: data)
            let browser = RunningBrowser(before)
            try browser.signInForTheFirstTime(data)
            #expect(before.terminate() == 0)
            browser.server = try RunningProgram("demo", data: data)
            #expect(try browser.get("/services").status == 200)
        }
    }

    @Test func `Only TLS 1 2 and 1 3 are spoken`() async throws {
        try await onOwnThread {
            let server = try RunningProgram("demo")
            let request = "GET / HTTP/1.1\r\nHost: localhost:\(server.port)\r\nConnection: close\r\n\r\n"
            #expect(try server.exchange(request, options: ["-tls1_2"])?.hasPrefix("HTTP/1.1 200") == true)
            #expect(try server.exchange(request, options: ["-tls1_3"])?.hasPrefix("HTTP/1.1 200") == true)
            #expect(try server.exchange(request, options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]) == nil)
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\nHost: localhost\n\n",
        "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: +5\r\n\r\nhello",
        "POST /login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
    func `Malformed HTTP is refused and closed, and nothing behind it is read`(request: String) async throws {
        try await onOwnThread {
            let server = try RunningProgram("demo")
            let behind = "GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n"
            let reply = try #require(try server.exchange(request + behind))
            #expect(reply.hasPrefix("HTTP/1.1 400"))
            #expect(reply.contains("Connection: close"))
            #expect(reply.components(separatedBy: "HTTP/1.1 ").count == 2)
        }
    }

    @Test func `A file of 2 MiB is refused while it is being read`() async throws {
        try await onOwnThread {
            let server = try RunningProgram("demo")
            let browser = RunningBrowser(server)
            try browser.signInForTheFirstTime(server.data)
            let head =
                "POST /bulk-forwarding/import HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\(browser.cookieField)\r\n"
            let type = "Content-Type: multipart/form-data; boundary=b\r\n"
            let announced = try #require(try server.exchange(head + type + "Content-Length: 2097152\r\n\r\n--b\r\n"))
            let address = try #require(announced.firstMatch(of: #/Location: (\S+)/#)?.1).description
            let page = try browser.get(address)
            #expect(page.status == 413 && page.body.contains("1MB・7,000行までのCSVファイルに分けて"))
            let chunk = "10000\r\n" + String(repeating: "x", count: 65536) + "\r\n"
            let unannounced = head + type + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 20)
            #expect(try server.exchange(unannounced)?.contains("Location: /answer?") == true)
            let stranger = head.replacingOccurrences(of: browser.cookieField, with: "X: y")
            let refused = try server.exchange(stranger + type + "Content-Length: 2097152\r\n\r\n--b\r\n")
            #expect(refused?.contains("Location: /login") == true)
        }
    }

    @Test func `The demonstration's telephone cannot be reached in serve`() async throws {
        try await onOwnThread {
            let server = try RunningProgram("serve")
            #expect(try RunningBrowser(server).get("/demo").status == 404)
            #expect(try RunningBrowser(server).get("/login").status == 200)
            #expect(server.terminate() == 0)
        }
    }
}
