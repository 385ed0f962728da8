import Testing
import Transport

@testable import SMTP

/// Mails and settings as the tests use them.
enum TestMail {
    static func mail(
        to address: String = "taro@test.example", subject: String = "ワンタイムパスワードのお知らせ",
        body: String = "ワンタイムパスワードは 123456 です。\n.\n有効期間は 5 分です。\n"
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(Mailbox(name: "ひかり電話 設定サイト", address: "hikari@test.example")),
            to: try #require(Mailbox(address: address)), subject: try #require(MailHeaderText(subject)), body: body,
            secondsSince1970: 1_795_221_000, zoneMinutes: 540,
            id: try #require(MessageID("outbox.17", at: "test.example")))
    }

    static func envelope(_ text: String = "Subject: x\r\n\r\nabc\r\n") throws -> SMTPEnvelope {
        let address = try #require(SMTPAddress("taro@test.example"))
        let sender = try #require(SMTPAddress("hikari@test.example"))
        return try #require(SMTPEnvelope(Array(text.utf8), from: sender, to: address))
    }
}

/// A client on a loop of its own.
final class TestClient: Sendable {
    let client: SMTPClient
    private let loop: EventLoop
    private let resolver: HostResolver

    init(_ settings: SMTPSettings, clock: LoopClock = .system) throws {
        loop = try EventLoop(name: "mail", clock: clock)
        resolver = try HostResolver()
        client = try SMTPClient(settings: settings, on: loop, resolver: resolver)
        try loop.start()
    }

    deinit {
        loop.stop()
        loop.join()
        resolver.stop()
    }

    /// For a server on this machine, with the certificate of a folder.
    convenience init(
        _ port: UInt16, _ folder: TestFolder, security: SMTPSettings.Security = .startTLS, user: String? = "hikari",
        password: String = "correct horse", connections: Int = 4, timeouts: SMTPTimeouts = .long,
        clock: LoopClock = .system
    ) throws {
        try self.init(
            SMTPSettings(
                host: "localhost", port: port, security: security, user: user,
                password: user == nil ? nil : SMTPSecret(password), helloName: "site.example",
                caFile: security == .plainOnLoopback ? nil : folder.certificate, timeouts: timeouts,
                connections: connections),
            clock: clock)
    }

    func send(_ mail: MailMessage, isUrgent: Bool = false) async -> SMTPOutcome {
        await client.send(mail, isUrgent: isUrgent)
    }

    /// Returns when the loop has done what was posted and what came before, and a turn more.
    func settle() async {
        for _ in 0..<2 {
            await withCheckedContinuation { continuation in loop.execute { continuation.resume() } }
        }
    }

    /// Stops the loop in the middle of whatever goes on.
    func stop() {
        loop.stop()
        loop.join()
    }
}

extension SMTPTimeouts {
    /// Longer than any machine with other work needs: no test is to fail for being slow.
    static var long: SMTPTimeouts {
        var timeouts = SMTPTimeouts()
        timeouts.connect = 900
        timeouts.greeting = 900
        timeouts.hello = 900
        timeouts.command = 900
        timeouts.dataBlock = 900
        timeouts.dataEnd = 900
        timeouts.attempt = 900
        timeouts.idle = 900
        return timeouts
    }
}

extension SMTPOutcome {
    /// For comparing without the words.
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var isDeferred: Bool { if case .deferred = self { true } else { false } }
    var isRefused: Bool { if case .refused = self { true } else { false } }
    var isUnreachable: Bool { if case .unreachable = self { true } else { false } }

    /// The words for the operator.
    var text: String {
        switch self {
        case .accepted(let text), .deferred(let text), .refused(let text), .unreachable(let text): text
        case .dropped: ""
        }
    }
}
