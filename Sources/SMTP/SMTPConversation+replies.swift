/// What each reply leads to.
extension SMTPConversation {
    mutating func take(_ reply: SMTPReply) {
        // RFC 5321 § 3.8: the server closes, whatever was asked.
        if reply.code == 421 { return end(explain(reply)) }
        switch stage {
        case .greeting: greeted(reply)
        case .hello: hello(reply)
        case .helloOldStyle: helloOldStyle(reply)
        case .startTLS: startTLS(reply)
        case .authPlain, .authLogin, .authUser, .authPassword: authenticated(reply)
        case .mail: mailTaken(reply)
        case .recipient: recipientTaken(reply)
        case .data: dataAllowed(reply)
        case .sending, .content: contentTaken(reply)
        case .reset: reset(reply)
        case .quit: end("")
        case .connecting, .securing, .ready, .over: end("\(place): the server says more than it was asked for")
        }
    }

    private mutating func greeted(_ reply: SMTPReply) {
        guard reply.code == 220 else { return end(explain(reply)) }
        sayHello()
    }

    private mutating func hello(_ reply: SMTPReply) {
        if reply.isPositive {
            capabilities = SMTPCapabilities(reply)
            return helloDone()
        }
        // A server of before 1995; it has neither TLS nor sign-in.
        guard reply.isPermanent, settings.security == .plainOnLoopback else { return end(explain(reply)) }
        command("HELO \(settings.helloName)", .helloOldStyle)
    }

    private mutating func helloOldStyle(_ reply: SMTPReply) {
        guard reply.isPositive else { return end(explain(reply)) }
        capabilities = SMTPCapabilities()
        helloDone()
    }

    private mutating func helloDone() {
        if settings.security == .startTLS, !isSecure {
            guard capabilities.offersStartTLS else { return end("the server does not offer STARTTLS") }
            return command("STARTTLS", .startTLS)
        }
        guard let credentials = settings.credentials else { return becomeReady() }
        // The settings allow no user without TLS; should they ever, the password stays here.
        guard isSecure else { return end("no sign-in without TLS") }
        switch capabilities.mechanism {
        case .plain: command(Array("AUTH PLAIN ".utf8) + credentials.plain, .authPlain)
        case .login: command("AUTH LOGIN", .authLogin)
        case nil: end("the server offers no sign-in by AUTH PLAIN or AUTH LOGIN")
        }
    }

    private mutating func startTLS(_ reply: SMTPReply) {
        guard reply.code == 220 else { return end(explain(reply)) }
        stage = .securing
        steps.append(.startTLS)
    }

    private mutating func authenticated(_ reply: SMTPReply) {
        guard let credentials = settings.credentials else { return end("no sign-in without a user") }
        if reply.code == 235 { return becomeReady() }
        guard reply.code == 334 else { return end(explain(reply)) }
        switch stage {
        case .authLogin: command(credentials.loginUser, .authUser)
        case .authUser: command(credentials.loginPassword, .authPassword)
        default: end(explain(reply))
        }
    }

    private mutating func mailTaken(_ reply: SMTPReply) {
        guard reply.isPositive, let envelope else { return giveUp(reply) }
        hasBegunMail = true
        command("RCPT TO:<\(envelope.to)>", .recipient)
    }

    private mutating func recipientTaken(_ reply: SMTPReply) {
        guard reply.isPositive else { return giveUp(reply) }
        command("DATA", .data)
    }

    private mutating func dataAllowed(_ reply: SMTPReply) {
        guard reply.code == 354, let envelope else { return giveUp(reply) }
        stage = .sending
        steps += [.send(envelope.content), .wait(.dataBlock)]
    }

    private mutating func contentTaken(_ reply: SMTPReply) {
        let hasSentAll = stage == .content
        guard reply.isPositive else {
            finish(with: reply)
            // What is still being sent would be read as commands.
            return hasSentAll ? becomeReady() : end("")
        }
        guard hasSentAll else { return end("\(place): the server answered before it had the whole mail") }
        steps.append(.finished(.accepted(explain(reply))))
        envelope = nil
        becomeReady()
    }

    private mutating func reset(_ reply: SMTPReply) {
        guard reply.isPositive else { return end("") }
        becomeReady()
    }

    /// The server will not have this mail now or ever; the connection can serve another.
    private mutating func giveUp(_ reply: SMTPReply) {
        finish(with: reply)
        command("RSET", .reset)
    }

    private mutating func finish(with reply: SMTPReply) {
        let words = explain(reply)
        let outcome: SMTPOutcome =
            if isAboutConfiguration(reply) {
                .unreachable(words)
            } else {
                reply.isPermanent ? .refused(words) : .deferred(words)
            }
        steps.append(.finished(outcome))
        envelope = nil
    }

    /// Answers that say something about this client at this server, and nothing about the mail: a command not known or
    /// out of order, sign-in or TLS demanded (RFC 5321 § 4.2.2, RFC 4954 § 6, RFC 3207 § 4), or the one sender that all
    /// mails have, refused. Too large (552, RFC 1870 § 6.1) is about the mail, also where the sender is named.
    private func isAboutConfiguration(_ reply: SMTPReply) -> Bool {
        if stage == .mail, reply.isPermanent { return reply.code != 552 }
        return [500, 502, 503, 530, 534, 535, 538].contains(reply.code)
    }
}

/// What is said to the server.
extension SMTPConversation {
    mutating func sayHello() {
        command("EHLO \(settings.helloName)", .hello)
    }

    /// Ready for a mail; one that waits begins at once.
    mutating func becomeReady() {
        stage = .ready
        if envelope != nil { return sendMail() }
        steps += [.wait(.idle), .ready]
    }

    mutating func sendMail() {
        guard let envelope else { return }
        guard let limit = capabilities.size else { return command("MAIL FROM:<\(envelope.from)>", .mail) }
        guard limit == 0 || envelope.size <= limit else {
            steps.append(.finished(.refused("the mail is larger than the server takes (\(limit) octets)")))
            self.envelope = nil
            return becomeReady()
        }
        command("MAIL FROM:<\(envelope.from)> SIZE=\(envelope.size)", .mail)
    }

    mutating func sayGoodbye() {
        stage = .quit
        steps += [.send(Array("QUIT\r\n".utf8)), .wait(.goodbye)]
    }

    /// The end of the conversation, and of the mail's attempt if one is under way.
    mutating func end(_ reason: String) {
        guard stage != .over else { return }
        // Once the server has begun with the mail, it may be the mail that the server stumbles over.
        if envelope != nil { steps.append(.finished(hasBegunMail ? .deferred(reason) : .unreachable(reason))) }
        envelope = nil
        if !reason.isEmpty { self.reason = reason }
        stage = .over
        steps.append(.close)
    }

    private mutating func command(_ line: String, _ next: Stage) {
        command(Array(line.utf8), next)
    }

    private mutating func command(_ line: [UInt8], _ next: Stage) {
        stage = next
        steps += [.send(line + [13, 10]), .wait(patience(with: next))]
    }

    /// Whether the server is there at all shows at its first answer: to the client's name, or on a connection that was kept.
    private func patience(with stage: Stage) -> Patience {
        switch stage {
        case .hello, .helloOldStyle: .hello
        case .mail where isKept: .hello
        default: .command
        }
    }

    /// Where the conversation stands, for the operator; never what was sent.
    var place: String {
        switch stage {
        case .connecting: "connection"
        case .greeting: "greeting"
        case .hello: "EHLO"
        case .helloOldStyle: "HELO"
        case .startTLS, .securing: "STARTTLS"
        case .authPlain, .authLogin, .authUser, .authPassword: "AUTH"
        case .ready: "between mails"
        case .mail: "MAIL FROM"
        case .recipient: "RCPT TO"
        case .data: "DATA"
        case .sending, .content: "mail"
        case .reset: "RSET"
        case .quit, .over: "QUIT"
        }
    }

    /// A reply with its place; what a server may not tell the operator is left out.
    private func explain(_ reply: SMTPReply) -> String {
        let secrets = (settings.credentials?.secrets ?? []) + (envelope?.lines ?? [])
        return "\(place): \(reply.summary(hiding: secrets))"
    }
}
