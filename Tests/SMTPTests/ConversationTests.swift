import Testing

@testable import SMTP

@Suite struct ConversationTests {
    @Test func `a mail is sent over STARTTLS and AUTH PLAIN, and the connection serves the next one`() throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.signIn()
        dialogue.server("250 ok", "250 ok", "354 go on", "250 2.0.0 queued as 1")
        #expect(
            dialogue.said == [
                "EHLO site.example\r\n", "STARTTLS\r\n", "(TLS)", "EHLO site.example\r\n",
                "AUTH PLAIN AGhpa2FyaQBjb3JyZWN0IGhvcnNl\r\n", "MAIL FROM:<hikari@test.example>\r\n",
                "RCPT TO:<taro@test.example>\r\n", "DATA\r\n", "Subject: x\r\n\r\nabc\r\n.\r\n",
            ])
        #expect(dialogue.outcomes == [.accepted("mail: 250 2.0.0 queued as 1")])
        #expect(dialogue.isReady && !dialogue.isClosed)
        #expect(dialogue.waits.first == .greeting && dialogue.waits.last == .idle)
        #expect(dialogue.waits.contains(.dataBlock) && dialogue.waits.contains(.dataEnd))

        dialogue.begin(try TestMail.envelope())
        dialogue.server("250 ok", "250 ok", "354 go on", "250 again")
        #expect(dialogue.outcomes.last == .accepted("mail: 250 again"))
        #expect(dialogue.said.count { $0.hasPrefix("EHLO") } == 2)
        dialogue.overdue()
        #expect(dialogue.said.last == "QUIT\r\n")
        dialogue.server("221 bye")
        #expect(dialogue.isClosed)
        #expect(dialogue.outcomes.count == 2)
    }

    @Test func `whether a server is there at all shows soon, on a connection that was kept too`() throws {
        var dialogue = try Dialogue(Dialogue.settings(.plainOnLoopback, user: nil))
        dialogue.server("220 there", "250 there")
        #expect(dialogue.waits == [.greeting, .hello, .command])
        dialogue.server("250 ok", "250 ok", "354 go on", "250 taken")
        dialogue.begin(try TestMail.envelope())
        #expect(dialogue.waits.last == .hello)
        dialogue.overdue()
        #expect(dialogue.outcomes.last == .unreachable("MAIL FROM: no answer in time"))
        let usual = SMTPTimeouts()
        #expect(usual.greeting <= 15 && usual.hello <= 15 && usual.connect <= 15)
    }

    @Test func `a mail can be given up until the server may have taken it, and not any more then`() throws {
        let replies = ["220 there", "250 there", "250 ok", "250 ok", "354 go on"]
        for count in 0...replies.count {
            var dialogue = try Dialogue(Dialogue.settings(.plainOnLoopback, user: nil))
            for reply in replies.prefix(count) { dialogue.server(reply) }
            // Where all replies have come the content is on its way, or with the server.
            let isCut = dialogue.drop()
            #expect(isCut == (count < replies.count))
        }
        var idle = try Dialogue(Dialogue.settings(.plainOnLoopback, user: nil))
        for reply in replies + ["250 taken"] { idle.server(reply) }
        let isCut = idle.drop()
        #expect(!isCut)
    }

    @Test func `AUTH LOGIN is used where PLAIN is not offered`() throws {
        var dialogue = try Dialogue(Dialogue.settings(.implicitTLS))
        dialogue.server(
            "220 there", "250-there\r\n250 AUTH=LOGIN CRAM-MD5", "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 ok")
        let words = ["EHLO site.example\r\n", "AUTH LOGIN\r\n", "aGlrYXJp\r\n", "Y29ycmVjdCBob3JzZQ==\r\n"]
        #expect(dialogue.said.dropLast() == words[...])
        #expect(dialogue.said.last == "MAIL FROM:<hikari@test.example>\r\n")
    }

    @Test func `without a user nothing is said of sign-in`() throws {
        var dialogue = try Dialogue(Dialogue.settings(.implicitTLS, user: nil))
        dialogue.server("220 there", "250-there\r\n250 AUTH PLAIN")
        #expect(dialogue.said.last == "MAIL FROM:<hikari@test.example>\r\n")
    }

    @Test func `what was offered before TLS is forgotten`() throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.server(
            "220 there", "250-there\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 SIZE 10", "220 go", "250 there")
        #expect(dialogue.outcomes == [.unreachable("the server offers no sign-in by AUTH PLAIN or AUTH LOGIN")])
        #expect(!dialogue.said.contains { $0.hasPrefix("AUTH") })
    }

    @Test(arguments: [
        ("250 there", "the server does not offer STARTTLS"),
        ("250-there\r\n250 AUTH PLAIN", "the server does not offer STARTTLS"),
        ("502 what?", "EHLO: 502 what?"),
    ])
    func `without STARTTLS neither the mail nor the password is sent`(_ reply: String, _ reason: String) throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.server("220 there", reply)
        #expect(dialogue.outcomes == [.unreachable(reason)])
        #expect(dialogue.said == ["EHLO site.example\r\n"])
        #expect(dialogue.isClosed)
    }

    @Test(arguments: ["454 4.7.0 no TLS now", "501 5.5.4 no"])
    func `a refused STARTTLS is the end`(_ reply: String) throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.server("220 there", "250-there\r\n250 STARTTLS", reply)
        #expect(dialogue.outcomes == [.unreachable("STARTTLS: \(reply)")])
        #expect(dialogue.said.last == "STARTTLS\r\n" && dialogue.isClosed)
    }

    @Test func `replies put behind the agreement on TLS are not believed`() throws {
        for more in ["250 ok\r\n", "2", "250-there\r\n250 AUTH PLAIN\r\n"] {
            var dialogue = try Dialogue(Dialogue.settings())
            dialogue.server("220 there", "250-there\r\n250 STARTTLS")
            dialogue.raw("220 go\r\n\(more)")
            #expect(dialogue.outcomes == [.unreachable("STARTTLS: the server says more than it was asked for")])
            #expect(dialogue.said.last == "STARTTLS\r\n" && dialogue.isClosed)
        }
    }

    @Test func `HELO is tried only where no TLS is needed`() throws {
        var dialogue = try Dialogue(Dialogue.settings(.plainOnLoopback, user: nil))
        dialogue.server("220 there", "502 what?", "250 there", "250 ok", "250 ok", "354 go", "250 done")
        #expect(dialogue.said[1] == "HELO site.example\r\n")
        #expect(dialogue.outcomes == [.accepted("mail: 250 done")])
        var secure = try Dialogue(Dialogue.settings(.implicitTLS, user: nil))
        secure.server("220 there", "502 what?")
        #expect(secure.outcomes == [.unreachable("EHLO: 502 what?")])
    }

    @Test(arguments: ["535 5.7.8 wrong", "454 4.7.0 later", "334 tell me more"])
    func `a refused password is the operator's matter, not the mail's`(_ reply: String) throws {
        var dialogue = try Dialogue(Dialogue.settings(.implicitTLS))
        dialogue.server("220 there", "250-there\r\n250 AUTH PLAIN", reply)
        #expect(dialogue.outcomes == [.unreachable("AUTH: \(reply)")])
        #expect(dialogue.isClosed)
    }

    @Test(arguments: ["554 no service here", "421 too many", "450 later", "250 ok"])
    func `a server that greets otherwise than by 220 is not spoken to`(_ greeting: String) throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.server(greeting)
        #expect(dialogue.outcomes == [.unreachable("greeting: \(greeting)")])
        #expect(dialogue.said.isEmpty && dialogue.isClosed)
    }

    @Test(arguments: [
        (["450 4.2.1 later"], "MAIL FROM"), (["250 ok", "451 4.7.1 greylisted"], "RCPT TO"),
        (["250 ok", "250 ok", "451 full"], "DATA"),
    ])
    func `a temporary no defers the mail and leaves the connection for others`(_ replies: [String], _ place: String)
        throws
    {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.signIn()
        for reply in replies { dialogue.server(reply) }
        #expect(dialogue.outcomes == [.deferred("\(place): \(replies[replies.count - 1])")])
        #expect(dialogue.said.last == "RSET\r\n")
        #expect(!dialogue.isReady)
        dialogue.server("250 forgotten")
        #expect(dialogue.isReady && !dialogue.isClosed)
        dialogue.begin(try TestMail.envelope())
        #expect(dialogue.said.last == "MAIL FROM:<hikari@test.example>\r\n")
    }

    @Test(arguments: [
        (["552 5.3.4 too large"], "MAIL FROM"), (["250 ok", "550 5.1.1 nobody"], "RCPT TO"),
        (["250 ok", "250 ok", "554 no"], "DATA"), (["250 ok", "250 ok", "250 not yet"], "DATA"),
    ])
    func `a lasting no refuses the mail, once`(_ replies: [String], _ place: String) throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.signIn()
        for reply in replies { dialogue.server(reply) }
        let words = "\(place): \(replies[replies.count - 1])"
        #expect(dialogue.outcomes == [words.contains(" 5") ? .refused(words) : .deferred(words)])
        dialogue.server("250 forgotten")
        dialogue.cut()
        #expect(dialogue.outcomes.count == 1)
    }

    @Test func `a server that asks for sign-in at the mail is not given up for this mail alone`() throws {
        for reply in ["530 5.7.0 authentication required", "503 first things first"] {
            var dialogue = try Dialogue(Dialogue.settings(.implicitTLS, user: nil))
            dialogue.server("220 there", "250 there", reply)
            #expect(dialogue.outcomes == [.unreachable("MAIL FROM: \(reply)")])
        }
    }

    @Test func `a sender that the server will not have is the configuration's fault, and no mail is given up for it`()
        throws
    {
        for reply in ["550 5.7.1 sender rejected", "553 5.1.8 sender?"] {
            var dialogue = try Dialogue(Dialogue.settings())
            dialogue.signIn()
            dialogue.server(reply)
            #expect(dialogue.outcomes == [.unreachable("MAIL FROM: \(reply)")])
        }
    }

    @Test func `the answer to the content decides: yes, not now, never`() throws {
        let replies: [(String, SMTPOutcome)] = [
            ("250 2.0.0 ok", .accepted("mail: 250 2.0.0 ok")), ("451 4.3.0 later", .deferred("mail: 451 4.3.0 later")),
            ("554 5.7.1 spam", .refused("mail: 554 5.7.1 spam")),
        ]
        for (reply, outcome) in replies {
            var dialogue = try Dialogue(Dialogue.settings())
            dialogue.signIn()
            dialogue.server("250 ok", "250 ok", "354 go", reply)
            #expect(dialogue.outcomes == [outcome])
            #expect(dialogue.isReady)
            dialogue.cut()
            #expect(dialogue.outcomes == [outcome])
        }
    }

    @Test func `421 ends the conversation wherever it comes`() throws {
        let ways: [[String]] = [[], ["250 ok"], ["250 ok", "250 ok"], ["250 ok", "250 ok", "354 go"]]
        for way in ways {
            var dialogue = try Dialogue(Dialogue.settings())
            dialogue.signIn()
            for reply in way { dialogue.server(reply) }
            dialogue.server("421 4.3.2 shutting down")
            let words = "421 4.3.2 shutting down"
            #expect(dialogue.outcomes.map(\.text).allSatisfy { $0.hasSuffix(words) })
            #expect(dialogue.outcomes.count == 1)
            #expect(way.isEmpty ? dialogue.outcomes[0].isUnreachable : dialogue.outcomes[0].isDeferred)
            #expect(dialogue.isClosed)
        }
    }

    @Test func `a connection cut after the content may have delivered the mail, and it is said`() throws {
        for end in [Dialogue.cutOff, Dialogue.runOut] {
            var dialogue = try Dialogue(Dialogue.settings())
            dialogue.signIn()
            dialogue.server("250 ok", "250 ok", "354 go")
            end(&dialogue)
            #expect(dialogue.outcomes.count == 1 && dialogue.outcomes[0].isDeferred)
            #expect(dialogue.outcomes[0].text.hasSuffix("it may have been taken or not"))
        }
    }

    @Test func `an answer followed by 421 in one breath is still the answer`() throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.signIn()
        dialogue.server("250 ok", "250 ok", "354 go")
        dialogue.raw("250 taken\r\n421 and bye\r\n")
        #expect(dialogue.outcomes == [.accepted("mail: 250 taken")])
        #expect(dialogue.isClosed)
    }

    @Test func `answers that come before they were asked for are not used`() throws {
        var dialogue = try Dialogue(Dialogue.settings())
        dialogue.signIn()
        dialogue.raw("250 ok\r\n250 ok\r\n354 go\r\n250 taken\r\n")
        #expect(dialogue.outcomes == [.deferred("RCPT TO: the server says more than it was asked for")])
        #expect(dialogue.isClosed)
        #expect(dialogue.said.last == "MAIL FROM:<hikari@test.example>\r\n")
    }

    @Test func `a mail larger than the server takes is refused without being sent, and its size is told otherwise`()
        throws
    {
        var small = try Dialogue(Dialogue.settings(.implicitTLS, user: nil))
        small.server("220 there", "250-there\r\n250 SIZE 10")
        #expect(small.outcomes == [.refused("the mail is larger than the server takes (10 octets)")])
        #expect(small.isReady && small.said.count == 1)
        var large = try Dialogue(Dialogue.settings(.implicitTLS, user: nil))
        large.server("220 there", "250-there\r\n250 SIZE 10000")
        #expect(large.said.last == "MAIL FROM:<hikari@test.example> SIZE=19\r\n")
    }

    @Test func `a connection that did not come about says why`() throws {
        var conversation = SMTPConversation(try Dialogue.settings())
        _ = conversation.begin(try TestMail.envelope())
        let steps = conversation.ended("connect to localhost port 25: Connection refused")
        #expect(steps.first == .finished(.unreachable("connect to localhost port 25: Connection refused")))
    }

    @Test func `neither password nor mail is told, whatever the server repeats`() throws {
        let plain = "AGhpa2FyaQBjb3JyZWN0IGhvcnNl"
        for repeated in [plain, "correct horse", "Y29ycmVjdCBob3JzZQ=="] {
            var dialogue = try Dialogue(Dialogue.settings(.implicitTLS))
            dialogue.server("220 there", "250-there\r\n250 AUTH PLAIN", "535 5.7.8 \(repeated) is wrong")
            #expect(dialogue.outcomes == [.unreachable("AUTH: 535 (text withheld)")])
        }
        let secretive = try TestMail.envelope("Subject: x\r\n\r\nYour code is 123456\r\n")
        var dialogue = try Dialogue(Dialogue.settings(.implicitTLS, user: nil), secretive)
        dialogue.server("220 there", "250 there", "250 ok", "250 ok", "354 go")
        dialogue.server("554-we found this:\r\n554 Your code is 123456")
        #expect(dialogue.outcomes == [.refused("mail: 554 (text withheld)")])
    }
}

extension Dialogue {
    fileprivate static let cutOff: @Sendable (inout Dialogue) -> Void = { $0.cut() }
    fileprivate static let runOut: @Sendable (inout Dialogue) -> Void = { $0.overdue() }
}
