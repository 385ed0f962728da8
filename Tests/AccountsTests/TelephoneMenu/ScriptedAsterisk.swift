@testable import Accounts
import FastAGI
@testable import Shell
import Synchronization
import Telephony
import TestSite
import Testing

/// Asterisk's side of the protocol, as text: command lines in, replies out. The caller behind it does what the script says.
final class ScriptedAsterisk: Sendable {
    enum Deed: Equatable {
        case press(Character)
        case silence, hangUp
    }

    private struct State {
        var deeds: [Deed]
        var digits = ""
        var count = 0
        var heard: [String] = []
        var hasHungUp = false
        var hasAnswered = false
    }

    /// What the caller of a transcript does.
    static func deeds(of transcript: TelephoneTranscript) -> [Deed] {
        transcript.steps.flatMap { step -> [Deed] in
            switch step {
            case .pressed(let keys): keys.map { .press($0) }
            case .silence: [.silence]
            case .callerHangsUp: [.hangUp]
            default: []
            }
        }
    }

    private let state: Mutex<State>
    /// Whether keys are pressed into the guidance rather than behind it.
    private let isHurried: Bool

    init(_ deeds: [Deed], isHurried: Bool = false) {
        state = Mutex(State(deeds: deeds))
        self.isHurried = isHurried
    }

    /// Whoever did it.
    var hasHungUp: Bool { state.withLock { $0.hasHungUp } }

    /// The sentences that were begun, or in the case of a number begun with it heard to their end.
    var heard: [String] { state.withLock { $0.heard } }

    /// Lines with their ends; what a command line is answered with.
    func reply(to line: String) -> String {
        state.withLock { state in
            let words = line.split(separator: " ").map(String.init)
            if state.hasHungUp { return "511 Command Not Permitted on a dead channel\n" }
            switch words.first {
            case "ANSWER":
                state.hasAnswered = true
                return "200 result=0\n"
            case "HANGUP":
                state.hasHungUp = true
                return "200 result=1\n"
            case "WAIT": return act(&state, escapes: FastAGICommand.allKeys, isSpeech: false) ?? "HANGUP\n"
            case "SAY", "STREAM": return speak(words, &state)
            default: return "510 Invalid or unknown command\n"
            }
        }
    }

    private func speak(_ words: [String], _ state: inout State) -> String {
        guard state.hasAnswered, words.count == 4 else { return "520-Invalid command syntax.\nno\n520 End of usage.\n" }
        if words[0] == "SAY" { state.digits = words[2] } else { endSentence(words[2], &state) }
        let escapes = words[3].filter { $0 != "\"" }
        guard isHurried, !escapes.isEmpty else {
            return words[0] == "SAY" ? "200 result=0\n" : "200 result=0 endpos=8000\n"
        }
        guard let reply = act(&state, escapes: escapes, isSpeech: true) else { return "200 result=-1 endpos=10\n" }
        return words[0] == "SAY" ? reply : reply.dropLast() + " endpos=400\n"
    }

    /// A file ends a sentence; a number may have begun it.
    private func endSentence(_ file: String, _ state: inout State) {
        let parts = file.split(separator: "/").map(String.init)
        guard parts.count == 3, parts[0] == "hikari", let region = TelephoneMenu.Region(rawValue: parts[1]),
            let words = Self.words(of: parts[2], region)
        else {
            Issue.record("there is no file \(file)")
            return
        }
        if parts[2].hasPrefix("count-") {
            state.count += Int(words) ?? 0
            return
        }
        // A sentence said again because a key that means nothing had cut it short.
        let sentence = state.digits + (state.count > 0 ? "\(state.count)" : "") + words
        state.count = 0
        if !isHurried || state.heard.last != sentence { state.heard.append(sentence) }
        state.digits = ""
    }

    private static func words(of file: String, _ region: TelephoneMenu.Region) -> String? {
        if let recording = TelephoneMenu.Recording(rawValue: file) { return recording.text(for: region, in: .japanese) }
        return TestSite.telephoneErrand.recordings(in: .japanese).first { $0.name == file }?.text
            ?? SpokenCount.all(in: .japanese).first { $0.name == file }?.text
    }

    /// What the caller does now; nil when that is hanging up.
    private func act(_ state: inout State, escapes: String, isSpeech: Bool) -> String? {
        switch state.deeds.first {
        case .press(let key) where escapes.contains(key):
            state.deeds.removeFirst()
            (state.digits, state.count) = ("", 0)
            return "200 result=\(key.asciiValue ?? 0)\n"
        case .silence where !isSpeech:
            state.deeds.removeFirst()
            return "200 result=0\n"
        case .hangUp, nil:
            state.hasHungUp = true
            return nil
        case .silence, .press: return "200 result=0\n"
        }
    }
}

/// A call of that Asterisk through the pure conversation, without a socket.
final class AsteriskChannel: TelephoneMenuChannel {
    let variables: FastAGIVariables
    private let asterisk: ScriptedAsterisk
    private let conversation: Mutex<FastAGIConversation>

    init(_ transcript: TelephoneTranscript, _ asterisk: ScriptedAsterisk) {
        self.asterisk = asterisk
        var conversation = FastAGIConversation()
        let events = conversation.receive(Array(Self.lines(transcript).utf8))
        if case .began(let variables)? = events.first {
            self.variables = variables
        } else {
            Issue.record("no variables: \(events)")
            variables = FastAGIVariables.none
        }
        self.conversation = Mutex(conversation)
    }

    /// What Asterisk sends first.
    static func lines(_ transcript: TelephoneTranscript) -> String {
        let (number, presentation) =
            switch transcript.caller {
            case .number(let number): (number.digits, 0)
            case .withheld: ("0312340001", 32)
            case .unknown: ("12345", 0)
            case .dataConnect: ("dataconnect", 0)
            }
        return """
            agi_network: yes
            agi_network_script: hikari
            agi_request: agi://127.0.0.1/hikari
            agi_channel: PJSIP/trunk-00000001
            agi_language: ja
            agi_uniqueid: 1800000000.1
            agi_callerid: \(number)
            agi_calleridname: 見本太郎
            agi_callingpres: \(presentation)
            agi_dnid: unknown
            agi_rdnis: unknown
            agi_extension: \(transcript.access)
            agi_accountcode:


            """
    }

    func perform(_ command: FastAGICommand) async throws -> FastAGIReply {
        let events = conversation.withLock { conversation in
            guard conversation.send(command) != nil else { return [FastAGIConversation.Event]() }
            return conversation.receive(Array(asterisk.reply(to: command.line).utf8))
        }
        switch events.first {
        case .replied(let reply)?: return reply
        case .ended(let reason)?: throw reason
        default: throw FastAGIEnd.malformed
        }
    }
}

extension FastAGIVariables {
    fileprivate static let none: FastAGIVariables = {
        var conversation = FastAGIConversation()
        guard case .began(let variables)? = conversation.receive(Array("agi_network: yes\n\n".utf8)).first else {
            preconditionFailure("the conversation does not begin")
        }
        return variables
    }()
}

extension TelephoneHouse {
    func answer(_ channel: some TelephoneMenuChannel, log: LogLines = LogLines()) async {
        let start = Self.start
        let menu = TelephoneMenuFastAGI(exchange, log: Log(now: { start }, write: log.append))
        await menu.answer(channel)
    }
}
