@testable import Accounts
import Foundation
import HTTP
@testable import Shell
import Telephony
import Testing

/// One end of a call, whatever lies between it and the menu. `heard` takes out what was said since it was asked last.
protocol TranscriptTelephone {
    mutating func press(_ keys: String) async throws
    mutating func keepSilent() async throws
    mutating func hangUp() async throws
    mutating func heard() async throws -> [String]
    /// Whether the menu has ended the call.
    var isOver: Bool { get }
}

/// IVR-8: one file a path, and every adapter goes it, with the database behind it.
struct TelephoneTranscriptTests {
    @Test(arguments: TelephoneTranscript.all)
    func `IVR-8 the terminal's call goes as written down`(transcript: TelephoneTranscript) async throws {
        let house = try TelephoneHouse(transcript)
        try await play(transcript, in: house, on: CallTelephone(transcript, house))
    }

    @Test(arguments: TelephoneTranscript.all)
    func `IVR-8 a call through the JSON interface goes as written down`(transcript: TelephoneTranscript) async throws {
        let house = try TelephoneHouse(transcript)
        try await play(transcript, in: house, on: try await JSONTelephone(transcript, house))
    }

    @Test(arguments: TelephoneTranscript.all)
    func `IVR-8 a call from Asterisk goes as written down`(transcript: TelephoneTranscript) async throws {
        let house = try TelephoneHouse(transcript)
        let asterisk = ScriptedAsterisk(ScriptedAsterisk.deeds(of: transcript))
        await house.answer(AsteriskChannel(transcript, asterisk))
        #expect(asterisk.heard == transcript.sentences)
        #expect(asterisk.hasHungUp)
        try check(transcript, house)
    }

    /// Keys pressed into the guidance cut it short, and what is stored is the same.
    @Test(arguments: TelephoneTranscript.all)
    func `IVR-8 a hurried caller at Asterisk gets the same result`(transcript: TelephoneTranscript) async throws {
        let house = try TelephoneHouse(transcript)
        let asterisk = ScriptedAsterisk(ScriptedAsterisk.deeds(of: transcript), isHurried: true)
        await house.answer(AsteriskChannel(transcript, asterisk))
        #expect(asterisk.hasHungUp)
        if transcript.steps.last == .hangUp { #expect(asterisk.heard.last == transcript.sentences.last) }
        try check(transcript, house)
    }

    private func play(
        _ transcript: TelephoneTranscript, in house: TelephoneHouse, on end: some TranscriptTelephone
    ) async throws {
        var telephone = end
        var heard = try await telephone.heard()
        for step in transcript.steps {
            switch step {
            case .pressed(let keys): try await telephone.press(keys)
            case .silence: try await telephone.keepSilent()
            case .callerHangsUp: try await telephone.hangUp()
            case .heard(let sentence):
                if heard.isEmpty { heard = try await telephone.heard() }
                #expect(heard.first == sentence)
                heard = Array(heard.dropFirst())
            case .hangUp:
                #expect(heard.isEmpty)
                #expect(telephone.isOver)
            case .set, .notSet, .forwards, .misses: break
            }
        }
        heard += try await telephone.heard()
        #expect(heard == [])
        try check(transcript, house)
    }

    /// What is stored afterwards.
    private func check(_ transcript: TelephoneTranscript, _ house: TelephoneHouse) throws {
        try checkForwarding(transcript, house)
        var isSet = false
        for case .set(let number, let password, let unit) in transcript.steps {
            isSet = true
            #expect(try house.temporaryPassword(of: number)?.matches(password.digits) == true)
            #expect(try house.unit() == unit)
        }
        if !isSet {
            #expect(
                try house.audit().filter { !$0.contains("telephone-pin.") && !$0.contains("bulk-forwarding.") } == [])
            for number in transcript.numbers { #expect(try house.temporaryPassword(of: number) == nil) }
        }
    }
}

private func checkForwarding(_ transcript: TelephoneTranscript, _ house: TelephoneHouse) throws {
    var isForwarding = transcript.isForwarding
    for step in transcript.steps {
        if case .forwards(let isOn) = step { isForwarding = isOn }
        if case .misses(let count) = step { #expect(try house.misses() == count) }
    }
    #expect(try house.isForwarding() == isForwarding)
}

/// The call itself, as `hikari dial` and the demonstration have it.
private struct CallTelephone: TranscriptTelephone {
    private var call: TelephoneCall
    private var steps: [TelephoneCall.Step]
    private(set) var isOver = false

    init(_ transcript: TelephoneTranscript, _ house: TelephoneHouse) throws {
        let region = try #require(house.exchange.region(ofAccessNumber: transcript.access))
        (call, steps) = try house.exchange.answer(transcript.caller, in: region)
    }

    mutating func press(_ keys: String) async { steps += await call.press(keys) }
    mutating func keepSilent() async { steps += await call.receive(.silence) }
    mutating func hangUp() async { steps += await call.receive(.hangUp) }

    mutating func heard() -> [String] {
        defer { steps = [] }
        if steps.last == .hangUp { isOver = true }
        return steps.compactMap { step in
            guard case .say(let prompt) = step else { return nil }
            return call.sentence(of: prompt)
        }
    }
}

/// A call server that asks the JSON interface.
private struct JSONTelephone: TranscriptTelephone {
    private struct Answer: Decodable {
        struct Speech: Decodable {
            let prompt: String
            let text: String
            let digits: String?
        }

        let call: String
        let say: [Speech]
        let expect: String
        let ended: Bool
    }

    private let router: Router
    private let id: String
    private var sentences: [String]
    private(set) var isOver: Bool
    private static let token = String(repeating: "t", count: 32)

    init(_ transcript: TelephoneTranscript, _ house: TelephoneHouse) async throws {
        let start = TelephoneHouse.start
        let menu = TelephoneMenuInterface(
            house.exchange, token: OperatorToken(Self.token), log: Log(now: { start }, write: { _ in }))
        router = Router(routes: menu.routes)
        let from =
            switch transcript.caller {
            case .number(let number): "\"\(number.digits)\""
            case .withheld: "null"
            case .unknown: "\"unknown\""
            case .dataConnect: "\"dataconnect\""
            }
        let body = "{\"from\":\(from),\"to\":\"\(transcript.access)\"}"
        let (status, answer) = try await Self.post(router, "/telephone-menu/calls", body)
        #expect(status == .created)
        id = answer.call
        sentences = answer.say.map(\.text)
        isOver = answer.ended
    }

    mutating func press(_ keys: String) async throws { try await send("\"keys\":\"\(keys)\"") }
    mutating func keepSilent() async throws { try await send("\"silence\":true") }
    mutating func hangUp() async throws { try await send("\"hangup\":true") }

    mutating func heard() -> [String] {
        defer { sentences = [] }
        return sentences
    }

    private mutating func send(_ member: String) async throws {
        let (status, answer) = try await Self.post(
            router, "/telephone-menu/input", "{\"call\":\"\(id)\",\(member)}")
        #expect(status == .ok)
        #expect(answer.call == id)
        for speech in answer.say where speech.digits != nil { #expect(speech.text.hasPrefix(speech.digits ?? "-")) }
        sentences += answer.say.map(\.text)
        isOver = answer.ended
    }

    private static func post(_ router: Router, _ path: String, _ body: String) async throws -> (Status, Answer) {
        let fields = [("Content-Type", "application/json"), ("Authorization", "Bearer \(token)")]
        let response = await router.respond(
            to: Request(method: .post, path: path, fields: fields, body: Array(body.utf8)))
        return (response.status, try JSONDecoder().decode(Answer.self, from: Data(response.body)))
    }
}
