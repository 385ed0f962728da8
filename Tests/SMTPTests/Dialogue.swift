import Testing

@testable import SMTP

/// A conversation of the pure state machine with a server's replies written down.
struct Dialogue {
    var conversation: SMTPConversation
    /// What the client said, line by line; the content as one line.
    private(set) var said: [String] = []
    private(set) var outcomes: [SMTPOutcome] = []
    private(set) var waits: [SMTPConversation.Patience] = []
    private(set) var isClosed = false
    private(set) var isReady = false

    static func settings(
        _ security: SMTPSettings.Security = .startTLS, user: String? = "hikari"
    ) throws -> SMTPSettings {
        try SMTPSettings(
            host: "localhost", port: 25, security: security, user: user,
            password: user == nil ? nil : SMTPSecret("correct horse"), helloName: "site.example")
    }

    /// Opened, with a mail to send.
    init(_ settings: SMTPSettings, _ envelope: SMTPEnvelope? = nil) throws {
        conversation = SMTPConversation(settings)
        carryOut(conversation.begin(try envelope ?? TestMail.envelope()))
        carryOut(conversation.opened(isSecure: settings.security == .implicitTLS))
    }

    /// The server says these, each after the client has done what the one before led to.
    mutating func server(_ replies: String...) {
        for reply in replies { carryOut(conversation.received(Array("\(reply)\r\n".utf8))) }
    }

    /// Bytes as they are.
    mutating func raw(_ text: String) { raw(Array(text.utf8)) }
    mutating func raw(_ bytes: [UInt8]) { carryOut(conversation.received(bytes)) }
    mutating func cut(_ reason: String? = nil) { carryOut(conversation.ended(reason)) }
    mutating func overdue() { carryOut(conversation.overdue()) }
    /// Returns whether the connection is to be cut.
    mutating func drop() -> Bool { conversation.drop() }
    mutating func finish() { carryOut(conversation.finish()) }
    mutating func begin(_ envelope: SMTPEnvelope) { carryOut(conversation.begin(envelope)) }

    /// Up to a server that is ready for a mail, over STARTTLS and AUTH; the mail waiting is begun.
    mutating func signIn() {
        server("220 there", "250-there\r\n250 STARTTLS", "220 go", "250-there\r\n250 AUTH PLAIN LOGIN", "235 welcome")
    }

    private mutating func carryOut(_ steps: [SMTPConversation.Step]) {
        for step in steps {
            switch step {
            case .send(let bytes): said.append(String(decoding: bytes, as: UTF8.self))
            case .startTLS:
                said.append("(TLS)")
                carryOut(conversation.secured())
            case .wait(let patience): waits.append(patience)
            case .finished(let outcome): outcomes.append(outcome)
            case .ready: isReady = true
            case .close: isClosed = true
            }
        }
        if conversation.stage == .sending { carryOut(conversation.drained()) }
    }
}
