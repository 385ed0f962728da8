/// A client's side of SMTP (RFC 5321), without I/O: what the server says goes in, what to do comes out.
///
/// One mail at a time; after it the conversation is ready for the next, or over. What is wrong between this client and
/// this server as such (no TLS, a bad certificate, a refused password) makes it `unreachable`: it is for the operator to
/// put right, and no fault of the mail.
struct SMTPConversation {
    /// What to do, in this order.
    enum Step: Equatable {
        /// Send these bytes, a command's line or the content.
        case send([UInt8])
        /// Put TLS on the connection; `secured` or `ended` follows.
        case startTLS
        /// Wait so long at most for what comes next; `overdue` follows otherwise.
        case wait(Patience)
        /// The mail's fate. Nothing that happens later changes it.
        case finished(SMTPOutcome)
        /// Ready for the next mail.
        case ready
        /// End the connection.
        case close
    }

    /// What is waited for; how long is a matter of `SMTPTimeouts`.
    enum Patience: Equatable {
        case greeting
        case hello
        case command
        case dataBlock
        case dataEnd
        case idle
        case goodbye
    }

    /// What the server is expected to answer, or what state the connection is in.
    enum Stage: Equatable {
        case connecting
        case greeting
        case hello
        case helloOldStyle
        case startTLS
        case securing
        case authPlain
        case authLogin
        case authUser
        case authPassword
        case ready
        case mail
        case recipient
        case data
        /// Content is on its way to the server.
        case sending
        /// All content is with the server.
        case content
        case reset
        case quit
        case over
    }

    let settings: SMTPSettings
    var stage = Stage.connecting
    /// The mail under way, until its fate is known.
    var envelope: SMTPEnvelope?
    var capabilities = SMTPCapabilities()
    var isSecure = false
    /// Whether the server has answered to the mail begun last. Before, its attempt has not really begun: a kept
    /// connection may have been closed by the server meanwhile, and another one can be tried at once.
    var hasBegunMail = false
    /// Whether the connection was kept unused before the mail begun last.
    private(set) var isKept = false
    /// Why it is over, where something was wrong.
    var reason: String?
    /// What has been decided in the current call.
    var steps: [Step] = []
    private var reader = SMTPReplyReader()

    init(_ settings: SMTPSettings) {
        self.settings = settings
    }

    /// The connection is there, under TLS or not.
    mutating func opened(isSecure: Bool) -> [Step] {
        self.isSecure = isSecure
        return deciding { this in
            this.stage = .greeting
            this.steps.append(.wait(.greeting))
        }
    }

    /// Takes a mail; on a new connection before it is opened, afterwards once it is ready.
    mutating func begin(_ envelope: SMTPEnvelope) -> [Step] {
        self.envelope = envelope
        hasBegunMail = false
        isKept = stage == .ready
        return deciding { this in
            if this.stage == .ready { this.sendMail() }
        }
    }

    /// The server's bytes.
    mutating func received(_ bytes: some Sequence<UInt8>) -> [Step] {
        guard stage != .over else { return [] }
        reader.append(bytes)
        return deciding { this in this.readReplies() }
    }

    /// TLS is on; all that was said in clear is forgotten (RFC 3207 § 4.2).
    mutating func secured() -> [Step] {
        isSecure = true
        capabilities = SMTPCapabilities()
        reader = SMTPReplyReader()
        return deciding { this in this.sayHello() }
    }

    /// The kernel has taken all that was sent.
    mutating func drained() -> [Step] {
        deciding { this in
            guard this.stage == .sending else { return }
            this.stage = .content
            this.steps.append(.wait(.dataEnd))
        }
    }

    /// What was waited for did not come.
    mutating func overdue() -> [Step] {
        deciding { this in
            switch this.stage {
            case .ready: this.sayGoodbye()
            case .content: this.end("no answer to the mail in time; it may have been taken or not")
            default: this.end("\(this.place): no answer in time")
            }
        }
    }

    /// The connection is over. `reason`: why it did not come about, where it did not.
    mutating func ended(_ reason: String?) -> [Step] {
        deciding { this in
            if let reason {
                this.end(reason)
            } else if this.stage == .content || this.stage == .sending {
                this.end("the connection was cut before the mail was answered; it may have been taken or not")
            } else {
                this.end("\(this.place): the connection was cut")
            }
        }
    }

    /// No further mail comes: part in peace where none is under way.
    mutating func finish() -> [Step] {
        deciding { this in
            if this.stage == .ready { this.sayGoodbye() }
            if this.envelope == nil, this.stage == .connecting { this.end("") }
        }
    }

    /// The mail under way is wanted no more. What the server may have taken is waited for all the same; the connection of anything
    /// else is to be cut, with what has not been sent yet. Returns whether it is.
    mutating func drop() -> Bool {
        guard envelope != nil, stage != .content else { return false }
        envelope = nil
        stage = .over
        return true
    }

    private mutating func deciding(_ body: (inout SMTPConversation) -> Void) -> [Step] {
        steps = []
        body(&self)
        return steps
    }

    private mutating func readReplies() {
        do throws(SMTPReplyError) {
            guard let reply = try reader.next() else { return }
            // One command, one reply. What comes before it was asked for belongs to no command of ours, and after the
            // answer to STARTTLS it may be anybody's; the reply itself still counts.
            let isOutOfTurn = reader.hasMore
            if isOutOfTurn, stage == .startTLS || stage == .greeting {
                return end("\(place): the server says more than it was asked for")
            }
            take(reply)
            guard isOutOfTurn, stage != .over else { return }
            steps.removeAll { if case .finished = $0 { false } else { true } }
            end("\(place): the server says more than it was asked for")
        } catch {
            end("\(place): \(error.reason)")
        }
    }
}
