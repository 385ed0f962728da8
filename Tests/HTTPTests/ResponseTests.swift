import Encodings
import Testing

@testable import HTTP
import Transport

@Suite struct ResponseTests {
    private func head(_ response: Response, isSecure: Bool = true, isLast: Bool = false) -> [String] {
        var bytes: [UInt8] = []
        ResponseHead(isSecure: isSecure).write(
            response, id: "0123456789abc", dateLine: Array("Date: now\r\n".utf8), isLast: isLast, to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasSuffix("\r\n\r\n"))
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init).dropLast(2)
    }

    private static let everywhere = [
        "Date: now", "X-Request-Id: 0123456789abc", "X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
        "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
        "Strict-Transport-Security: max-age=63072000; includeSubDomains",
        "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    ]

    @Test(arguments: Status.allCases) func `every reply has the security fields, and one framing at most`(
        status: Status
    ) {
        let lines = head(Response(status: status, contentType: "text/html; charset=utf-8", body: [1, 2, 3]))
        #expect(lines.first == "HTTP/1.1 \(status.code) \(status.reason)")
        for line in Self.everywhere { #expect(lines.filter { $0 == line }.count == 1) }
        let hasNoBody = status == .noContent || status == .notModified
        #expect(lines.contains("Content-Length: 3") == !hasNoBody)
        #expect(lines.contains("Content-Type: text/html; charset=utf-8") == !hasNoBody)
        #expect(
            !lines.contains {
                $0.hasPrefix("Server") || $0.hasPrefix("Transfer-Encoding") || $0.hasPrefix("Connection")
            })
    }

    @Test func `on the clear port browsers are not told to come by HTTPS`() {
        #expect(!head(.plain(.notFound), isSecure: false).contains { $0.hasPrefix("Strict-Transport") })
    }

    @Test func `a page is private, a closing reply says so, a cookie is fit for a session`() {
        var page = Response.html(Array("x".utf8))
        page.setCookie(Cookie("__Host-session", "abc"))
        page.setCookie(.forgetting("old"))
        page.fields.append("Cache-Control", "public")
        let lines = head(page, isLast: true)
        #expect(lines.filter { $0.hasPrefix("Cache-Control") } == ["Cache-Control: no-store"])
        #expect(lines.contains("Connection: close"))
        #expect(lines.contains("Set-Cookie: __Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax"))
        #expect(lines.contains("Set-Cookie: old=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"))
    }

    @Test func `no value breaks a line, and no handler writes the framing`() {
        let response = Response(
            fields: [
                ("X-A", "b\r\nX-Evil: c\u{0}"), ("Content-Length", "9"), ("Transfer-Encoding", "chunked"),
                ("connection", "x"),
            ],
            contentType: "text/plain; charset=utf-8", body: [1])
        let lines = head(response)
        #expect(lines.contains("X-A: b  X-Evil: c "))
        #expect(lines.filter { $0.lowercased().hasPrefix("content-length") } == ["Content-Length: 1"])
        #expect(
            !lines.contains {
                $0.lowercased().hasPrefix("transfer-encoding") || $0.lowercased().hasPrefix("connection")
            })
        #expect(Cookie("a b;c", "d;e\r\nf").fieldValue.hasPrefix("abc=def; "))
    }

    @Test func `a download has its name in ASCII and in full`() {
        let response = Response.download(
            [1], filename: "転送先 \"x\".csv", plainName: "forwarding \"1\"あ.csv", contentType: "text/csv; charset=utf-8")
        #expect(
            response.fields["content-disposition"]
                == "attachment; filename=\"forwarding__1__.csv\"; filename*=UTF-8''%E8%BB%A2%E9%80%81%E5%85%88%20%22x%22.csv"
        )
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"), (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
    ]) func `dates are written as HTTP has them`(seconds: Int64, text: String) {
        #expect(HTTPDate.text(seconds) == text)
    }

    @Test func `numbers of requests are never the same`() throws {
        let context = LoopContext(try EventLoop(name: "test"))
        let ids = (0..<10_000).map { _ in context.nextID() }
        #expect(Set(ids).count == ids.count)
        #expect(
            ids.allSatisfy {
                $0.utf8.count == 13 && $0.utf8.allSatisfy { ASCII.isDigit($0) || (0x61...0x76).contains($0) }
            })
    }
}
