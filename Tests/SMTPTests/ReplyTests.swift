import Testing

@testable import SMTP

@Suite struct ReplyTests {
    private static func replies(_ text: String, step: Int = .max) throws -> [SMTPReply] {
        var reader = SMTPReplyReader()
        var replies: [SMTPReply] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.append(rest.prefix(step))
            rest = rest.dropFirst(step)
            while let reply = try reader.next() { replies.append(reply) }
        }
        return replies
    }

    @Test(arguments: [1, 2, 3, 7, .max])
    func `replies of one and several lines are read, however they are cut`(_ step: Int) throws {
        let replies = try Self.replies("220 a b\r\n250-one\r\n250-\r\n250 three\r\n354\r\n", step: step)
        let texts = replies.map { $0.lines.map { String(decoding: $0, as: UTF8.self) } }
        #expect(replies.map(\.code) == [220, 250, 354])
        #expect(texts == [["a b"], ["one", "", "three"], [""]])
    }

    @Test(arguments: [
        "HTTP/1.1 400 Bad Request\r\n", "25 short\r\n", "2500 long\r\n", "250_x\r\n", "150 early\r\n", "650 late\r\n",
        "\r\n", "250-a\r\n550 b\r\n", "２５０ ok\r\n", "-250 x\r\n",
    ])
    func `what is no reply ends the conversation`(_ text: String) {
        #expect(throws: SMTPReplyError.self) { try Self.replies(text) }
    }

    @Test func `a server that says too much is not listened to`() {
        let line = String(repeating: "x", count: 3000)
        #expect(throws: SMTPReplyError.self) { try Self.replies("250 \(line)\r\n") }
        #expect(throws: SMTPReplyError.self) { try Self.replies("250 \(line)") }
        let lines = String(repeating: "250-x\r\n", count: 1000)
        #expect(throws: SMTPReplyError.self) { try Self.replies(lines) }
    }

    @Test func `what the operator reads is printable and short`() throws {
        let reply = try Self.replies("550-お\u{1b}[31m\r\n550 \(String(repeating: "x", count: 1000))\r\n")[0]
        let summary = reply.summary()
        #expect(summary.utf8.count < 260)
        #expect(summary.utf8.allSatisfy { (32...126).contains($0) })
        #expect(summary.hasPrefix("550 ????[31m xxx"))
        #expect(summary.hasSuffix("..."))
    }
}

@Suite struct SettingsTests {
    private static func fault(
        host: String = "mail.example.jp", port: UInt16 = 587, security: SMTPSettings.Security = .startTLS,
        user: String? = nil, password: String? = nil, helloName: String = "site.example"
    ) -> String? {
        do throws(SMTPSettingsError) {
            _ = try SMTPSettings(
                host: host, port: port, security: security, user: user, password: password.map { SMTPSecret($0) },
                helloName: helloName)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `settings that would work are taken`() {
        #expect(Self.fault() == nil)
        #expect(Self.fault(host: "192.0.2.1") == nil)
        #expect(Self.fault(host: "2001:db8::25", user: "u", password: "p") == nil)
        for host in ["localhost", "127.0.0.1", "::1", "127.1.2.3"] {
            #expect(Self.fault(host: host, security: .plainOnLoopback) == nil)
        }
    }

    @Test func `settings that would tell secrets in clear text or could not work are refused`() {
        #expect(Self.fault(security: .plainOnLoopback)?.contains("only be handed to this machine") == true)
        #expect(Self.fault(host: "127.example.jp", security: .plainOnLoopback) != nil)
        #expect(Self.fault(host: "localhost", security: .plainOnLoopback, user: "u", password: "p") != nil)
        #expect(Self.fault(user: "u") != nil)
        #expect(Self.fault(password: "p") != nil)
        #expect(Self.fault(user: "u", password: "") != nil)
        #expect(Self.fault(user: "u\0", password: "p") != nil)
        for host in ["", "a b", "mail..jp", "http://mail", "mail.jp:25", "mail\r\n"] {
            #expect(Self.fault(host: host) != nil)
            #expect(Self.fault(helloName: host) != nil)
        }
        #expect(Self.fault(port: 0) != nil)
    }

    @Test func `a password shows in no description`() throws {
        let settings = try SMTPSettings(
            host: "mail.example.jp", port: 587, user: "hikari", password: SMTPSecret("correct horse"),
            helloName: "site.example")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("correct horse"))
            #expect(!text.contains("99, 111, 114, 114"))
        }
    }
}
