import Foundation
import SQLite
import Settings
import TestPrograms
import Testing

@testable import hikari

/// The built program, asked where calls go by SIP and by HTTP, and told what became of them.
@Suite struct RunningCallsTests {
    private static let token = String(repeating: "0123456789abcdef", count: 2)

    private func invite(_ number: String, _ server: CallServer, branch: Int = 1) throws -> [String] {
        let socket = try TestSocket(server.redirectPort)
        socket.send(
            """
            INVITE sip:\(number)@127.0.0.1;user=phone SIP/2.0\r
            Via: SIP/2.0/TCP 127.0.0.1:5070;branch=z9hG4bK-\(branch);rport\r
            From: <sip:0901234567@example.jp>;tag=a\r
            To: <sip:\(number)@example.jp>\r
            Call-ID: \(branch)@example.jp\r
            CSeq: 1 INVITE\r
            Content-Length: 0\r
            \r

            """)
        var lines: [String] = []
        while let line = socket.line(), line != "\r" { lines.append(line.replacing("\r", with: "")) }
        return lines
    }

    /// 0312340001 forwards everything, 0312340002 has no destination.
    private static func forwarding(_ database: Connection) throws {
        try database.run(
            "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (1, 1, 1, 0, 'operator')")
        try database.run(
            """
            INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
            VALUES (1, '0312340001', '09011112222', 1)
            """)
    }

    /// 0312340001 forwards what is not answered within 20 seconds.
    private static func warp(_ database: Connection) throws {
        try database.run("INSERT INTO service (contract_id, name) VALUES (1, 'voiceWarp')")
        try database.run(
            "INSERT INTO voice_warp VALUES (1, '0312340001', 'noAnswer', 20, 1, 'off', 1, 1, 1, 1)")
        try database.run("INSERT INTO voice_warp_destination VALUES (1, '0312340001', 1, '09011112222', '')")
    }

    @Test func `CALL-2 the built program answers by SIP, counts, and a command's stop holds for the next call`()
        async throws
    {
        try await onOwnThread {
            let server = try CallServer(Self.forwarding)
            let forwarded = try invite("0312340001", server)
            #expect(forwarded.first == "SIP/2.0 302 Moved Temporarily")
            #expect(forwarded.contains("Contact: <sip:09011112222@ims.example.jp;user=phone>"))
            #expect(try invite("0312340002", server).first == "SIP/2.0 486 Busy Here")
            let health = try server.get("/healthz")
            #expect(health.contains("\r\n\r\nok\n"))
            #expect(health.contains("calls asked about: 1 forwarded, 1 busy, 0 rang, 0 refused, 0 others;"))
            let stop = ["forwarding", "stop", "0312340001", "--reason", "お申し出", "--data", server.data]
            #expect(try BuiltProgram.run(stop).status == 0)
            #expect(try invite("0312340001", server, branch: 2).first == "SIP/2.0 404 Not Found")
        }
    }

    @Test func `WARP-1 the built program says by SIP and by HTTP where unanswered calls go`() async throws {
        try await onOwnThread {
            let server = try CallServer(Self.warp)
            let reply = try invite("0312340001", server)
            #expect(reply.first == "SIP/2.0 404 Not Found")
            #expect(
                reply.contains("Forward-Unanswered: <sip:09011112222@ims.example.jp;user=phone>;no-answer=20"))
            let lookup = try server.get("/calls/lookup?number=0312340001", token: Self.token)
            #expect(lookup.contains(#""action":"ring-first","after":20"#) && lookup.contains(#""to":"09011112222""#))
            let routes = try server.get("/calls/lookup?number=0312340001&format=rtjson", token: Self.token)
            #expect(routes.contains(#""fr_inv_timer":20000,"fr_timer":5000,"uri":"sip:0312340001@ims.example.jp"#))
        }
    }

    @Test func `CALL-3 CALL-4 the built program's look-up obeys events: without token, twice and out of order`()
        async throws
    {
        try await onOwnThread {
            let server = try CallServer(Self.forwarding)
            let question = "/calls/lookup?number=0312340001&from=0901234567"
            func event(_ kind: String, _ call: Int, token: String? = Self.token) throws -> String {
                let body = #"{"call":"\#(call)","event":"\#(kind)","number":"0312340001","to":"09011112222"}"#
                return try server.post("/calls/events", body, token: token)
            }
            #expect(try server.get(question).hasPrefix("HTTP/1.1 401"))
            #expect(try server.get(question, token: "wrong").hasPrefix("HTTP/1.1 401"))
            #expect(try event("forwarded", 1, token: nil).hasPrefix("HTTP/1.1 401"))
            #expect(try server.get(question, token: Self.token).contains(#""rule":"bulkForwarding""#))
            // The end of call 1 comes before its beginning; both count, in whatever order, once.
            #expect(try event("ended", 1).hasSuffix(#"{"new":true}"#))
            #expect(try event("forwarded", 1).hasSuffix(#"{"new":true}"#))
            #expect(try event("forwarded", 1).hasSuffix(#"{"new":false}"#))
            #expect(try server.get(question, token: Self.token).contains(#""rule":"bulkForwarding""#))
            // The contract has one channel: as long as call 2 is forwarded nobody else's is, by HTTP and by SIP.
            #expect(try event("forwarded", 2).hasSuffix(#"{"new":true}"#))
            #expect(try server.get(question, token: Self.token).contains(#""rule":"channels""#))
            #expect(try invite("0312340001", server).first == "SIP/2.0 486 Busy Here")
            #expect(try event("ended", 2).hasSuffix(#"{"new":true}"#))
            #expect(try invite("0312340001", server, branch: 2).first == "SIP/2.0 302 Moved Temporarily")
        }
    }
}
