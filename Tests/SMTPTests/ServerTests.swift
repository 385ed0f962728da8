import Foundation
import Synchronization
import TestPrograms
import Testing
import Transport

@testable import SMTP

/// Against real servers. Debian's python3-aiosmtpd has to be installed; `script/test` does that.
@Suite(.enabled(if: Available.modes, "needs Debian's python3-aiosmtpd")) struct ServerTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
    }

    @Test(arguments: ["accept", "login", "implicit"])
    func `a mail arrives as it was written, over STARTTLS, AUTH LOGIN or TLS from the start`(_ mode: String)
        async throws
    {
        let server = try await MailServer.mode(mode, folder)
        let isImplicit = mode == "implicit"
        let client = try TestClient(
            server.port, folder, security: isImplicit ? .implicitTLS : .startTLS, user: isImplicit ? nil : "hikari")
        let mail = try TestMail.mail()
        #expect(await client.send(mail) == .accepted("mail: 250 2.0.0 taken as 4711"))
        let taken = try await server.nextMail()
        #expect(taken.from == "hikari@test.example")
        #expect(taken.to == ["taro@test.example"])
        #expect(taken.secure)
        #expect([UInt8](taken.content) == mail.bytes)
    }

    @Test func `dots at the beginning of lines arrive as they were`() async throws {
        let server = try await MailServer.mode("plain", folder)
        let client = try TestClient(server.port, folder, security: .plainOnLoopback, user: nil)
        let text = "Subject: x\r\n\r\n.\r\n..\r\n.a\r\nb.\r\n.\r\n"
        let address = try #require(SMTPAddress("taro@test.example"))
        #expect(await client.client.send(Array(text.utf8), from: address, to: address).isAccepted)
        #expect(String(decoding: try await server.nextMail().content, as: UTF8.self) == text)
    }

    @Test func `mails one after the other share a connection, and those at once have one each up to the limit`()
        async throws
    {
        let server = try await MailServer.mode("accept", folder)
        let client = try TestClient(server.port, folder, connections: 2)
        for _ in 0..<3 { #expect(await client.send(try TestMail.mail()).isAccepted) }
        let outcomes = try await withThrowingTaskGroup(of: SMTPOutcome.self) { group in
            for _ in 0..<6 { group.addTask { await client.send(try TestMail.mail()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count == 6 && outcomes.allSatisfy(\.isAccepted))
        var (sessions, mails) = (0, 0)
        while mails < 9 {
            let report = try await server.next()
            sessions = report.sessions ?? sessions
            mails += report.mail == nil ? 0 : 1
        }
        #expect((1...2).contains(sessions))
    }

    @Test func `a kept connection that the server has closed costs no mail`() async throws {
        let server = try await MailServer.mode("leaving", folder)
        let client = try TestClient(server.port, folder)
        for _ in 0..<5 { #expect(await client.send(try TestMail.mail()).isAccepted) }
    }

    @Test func `a mail put off by greylisting is taken at the second attempt`() async throws {
        let server = try await MailServer.mode("greylist", folder)
        let client = try TestClient(server.port, folder)
        let mail = try TestMail.mail()
        #expect(await client.send(mail) == .deferred("RCPT TO: 451 4.7.1 greylisted, come back later"))
        #expect(await client.send(mail).isAccepted)
    }

    @Test func `an address that the server does not know is refused, and others are not touched by it`() async throws {
        let server = try await MailServer.mode("reject", folder)
        let client = try TestClient(server.port, folder)
        for _ in 0..<2 {
            #expect(await client.send(try TestMail.mail()) == .refused("RCPT TO: 550 5.1.1 no such user here"))
        }
    }

    @Test func `a server that does not answer is given up when its time is over`() async throws {
        // Each begins when the server has been reached, so that nothing before it is on the clock.
        var timeouts = SMTPTimeouts.long
        timeouts.greeting = 0.3
        let silent = try await MailServer.mode("slow-greeting", folder)
        #expect(
            await TestClient.sendOnce(silent.port, folder, timeouts) == .unreachable("greeting: no answer in time"))
        timeouts = .long
        timeouts.dataEnd = 0.3
        let mute = try await MailServer.mode("mute", folder)
        #expect(
            await TestClient.sendOnce(mute.port, folder, timeouts)
                == .deferred("no answer to the mail in time; it may have been taken or not"))
    }

    @Test func `an attempt has a limit of its own, whatever is waited for`() async throws {
        let seconds = Mutex(1000.0)
        let clock = LoopClock(monotonic: { UInt64(seconds.withLock { $0 } * 1e9) }, wallSeconds: { 0 })
        var timeouts = SMTPTimeouts.long
        timeouts.attempt = 60
        let silent = try await MailServer.mode("slow-greeting", folder)
        let client = try TestClient(silent.port, folder, timeouts: timeouts, clock: clock)
        async let outcome = client.send(try TestMail.mail())
        // The server has the connection, and with it the client.
        while try await silent.next().sessions == nil {}
        await client.settle()
        seconds.withLock { $0 += 61 }
        await client.settle()
        #expect(try await outcome == .unreachable("greeting: no answer in time"))
    }

    @Test func `an attempt that nobody wants any more is dropped at once where the server has said nothing`()
        async throws
    {
        let silent = try await MailServer.mode("slow-greeting", folder)
        let client = try TestClient(silent.port, folder)
        let attempt = Task { await client.send(try TestMail.mail()) }
        while try await silent.next().sessions == nil {}
        attempt.cancel()
        #expect(try await attempt.value == .dropped)
        // One that is unwanted before it has begun.
        let late = Task { await client.send(try TestMail.mail()) }
        late.cancel()
        #expect(try await late.value == .dropped)
    }

    @Test func `an urgent mail has a connection where all others are stalled, and waits for none of them`() async throws
    {
        let silent = try await MailServer.mode("slow-greeting", folder)
        let client = try TestClient(silent.port, folder, connections: 1)
        let stalled = Task { await client.send(try TestMail.mail()) }
        while try await silent.next().sessions == nil {}
        let urgent = Task { await client.send(try TestMail.mail(), isUrgent: true) }
        while try await silent.next().sessions == nil {}
        let waiting = Task { await client.send(try TestMail.mail()) }
        for attempt in [waiting, urgent, stalled] {
            attempt.cancel()
            #expect(try await attempt.value == .dropped)
        }
    }

    @Test func `a connection cut after the mail defers it, and one cut after the answer does not`() async throws {
        let cut = try await MailServer.mode("cut", folder)
        #expect(
            await TestClient.sendOnce(cut.port, folder)
                == .deferred("the connection was cut before the mail was answered; it may have been taken or not"))
        let cutAfter = try await MailServer.mode("cut-after", folder)
        #expect(await TestClient.sendOnce(cutAfter.port, folder).isAccepted)
    }

    @Test func `a server without STARTTLS gets neither the mail nor the password`() async throws {
        let server = try await MailServer.mode("no-tls", folder)
        #expect(
            await TestClient.sendOnce(server.port, folder) == .unreachable("the server does not offer STARTTLS"))
    }

    @Test(arguments: [SMTPSettings.Security.startTLS, .implicitTLS])
    func `a server with a certificate that nobody trusted vouches for gets nothing`(
        _ security: SMTPSettings.Security
    ) async throws {
        let server = try await MailServer.mode(security == .startTLS ? "accept" : "implicit", folder)
        let client = try TestClient(server.port, try TestFolder(), security: security)
        let outcome = await client.send(try TestMail.mail())
        #expect(outcome.isUnreachable)
        #expect(outcome.text.hasPrefix("agree on TLS with localhost: certificate not accepted"))
    }

    @Test func `a certificate for another name gets nothing`() async throws {
        let server = try await MailServer.mode("accept", folder)
        let client = try TestClient(
            SMTPSettings(
                host: "127.0.0.1", port: server.port, helloName: "site.example", caFile: folder.certificate,
                timeouts: .long))
        let outcome = await client.send(try TestMail.mail())
        #expect(outcome.isUnreachable)
        #expect(outcome.text.contains("IP address mismatch"))
    }

    @Test func `a reply that came in clear text with the agreement on TLS ends the attempt`() async throws {
        let server = try await MailServer.mode("injected", folder)
        #expect(
            await TestClient.sendOnce(server.port, folder)
                == .unreachable("STARTTLS: the server says more than it was asked for"))
        var rest: Int?
        while rest == nil { rest = try await server.next().rest }
        #expect(rest == 0)
    }

    @Test func `a wrong password is the operator's matter, and is not told`() async throws {
        let server = try await MailServer.mode("accept", folder)
        let client = try TestClient(server.port, folder, password: "battery staple")
        let outcome = await client.send(try TestMail.mail())
        #expect(outcome == .unreachable("AUTH: 535 5.7.8 Authentication credentials invalid"))
    }

    @Test func `what a server quotes from a mail is not told to the operator`() async throws {
        let server = try await MailServer.mode("talkative", folder)
        #expect(await TestClient.sendOnce(server.port, folder) == .refused("mail: 554 (text withheld)"))
    }

    @Test func `a server that is not there says so`() async throws {
        let server = try await MailServer.mode("accept", folder)
        let client = try TestClient(server.port, folder)
        #expect(await client.send(try TestMail.mail()).isAccepted)
        let port: UInt16 = 1
        let outcome = await TestClient.sendOnce(port, folder)
        #expect(outcome.isUnreachable)
        #expect(outcome.text.hasPrefix("connect to localhost port 1 "))
        #expect(outcome.text.hasSuffix(": Connection refused"))
    }

    @Test func `mails under way while the program stops are answered, and so are those after it`() async throws {
        let server = try await MailServer.mode("mute", folder)
        let client = try TestClient(server.port, folder)
        async let outcome = client.send(try TestMail.mail())
        while try await server.next().sessions == nil {}
        try await onOwnThread { client.stop() }
        let fate = try await outcome
        #expect(fate.isDeferred || fate.isUnreachable)
        #expect(await client.send(try TestMail.mail()).isUnreachable)
    }
}

extension TestClient {
    /// One mail through a client made for it.
    static func sendOnce(
        _ port: UInt16, _ folder: TestFolder, _ timeouts: SMTPTimeouts = .long
    ) async -> SMTPOutcome {
        do {
            let client = try TestClient(port, folder, timeouts: timeouts)
            return await client.send(try TestMail.mail())
        } catch {
            Issue.record(error)
            return .unreachable("no client")
        }
    }
}

/// Against Debian's postfix, with an own configuration and queue; root is needed for that.
@Suite(.enabled(if: Available.postfix, "needs root and Debian's postfix, sasl2-bin and libsasl2-modules"))
struct PostfixTests {
    @Test func `Postfix takes mails over STARTTLS and AUTH, delivers them, and refuses whom it does not know`()
        async throws
    {
        let folder = try TestFolder()
        let server = try await MailServer.postfix(folder)
        let client = try TestClient(server.port, folder, user: "hikari@test.example")
        let mail = try TestMail.mail()
        let outcome = await client.send(mail)
        #expect(outcome.text.hasPrefix("mail: 250 2.0.0 Ok: queued as "))
        #expect(outcome.isAccepted)
        let unknown = await client.send(try TestMail.mail(to: "nobody@test.example"))
        #expect(unknown.isRefused)
        #expect(unknown.text.hasPrefix("RCPT TO: 550 5.1.1 <nobody@test.example>: Recipient address rejected"))
        #expect(await client.send(mail).isAccepted)
        let wrong = try TestClient(server.port, folder, user: "hikari@test.example", password: "wrong")
        #expect(await wrong.send(mail).text.hasPrefix("AUTH: 535 5.7.8 Error: authentication failed"))

        // What Postfix puts before the mail is its own; behind that nothing may have changed.
        for _ in 0..<2 {
            let delivered = String(decoding: try await server.nextMail().content, as: UTF8.self)
            #expect(delivered.hasSuffix(String(decoding: mail.bytes, as: UTF8.self).replacing("\r\n", with: "\n")))
        }
    }
}
