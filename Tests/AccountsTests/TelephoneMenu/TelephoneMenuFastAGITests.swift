@testable import Accounts
import FastAGI
@testable import Shell
import Synchronization
@testable import Telephony
import TestSite
import Testing

/// What an exchange may say of a call, and what becomes of calls that break.
struct TelephoneMenuFastAGITests {
    private func transcript(_ name: String) throws -> TelephoneTranscript {
        try #require(TelephoneTranscript.all.first { $0.name == name })
    }

    private func variables(_ lines: [String]) throws -> FastAGIVariables {
        var conversation = FastAGIConversation()
        let text = lines.map { $0 + "\n" }.joined() + "\n"
        guard case .began(let variables)? = conversation.receive(Array(text.utf8)).first else {
            throw FastAGIEnd.malformed
        }
        return variables
    }

    private func caller(
        _ lines: [String], settings: TelephoneMenuFastAGI.Settings = .init()
    ) throws -> TelephoneMenu.Caller {
        let house = try TelephoneHouse(try transcript("east-line"))
        let menu = TelephoneMenuFastAGI(
            house.exchange, settings: settings, log: Log(now: { TelephoneHouse.start }, write: { _ in }))
        return menu.caller(try variables(lines))
    }

    @Test(arguments: [
        ["agi_callerid: unknown"], ["agi_callerid: anonymous"], ["agi_callerid: "], ["agi_channel: x"],
        ["agi_callerid: 0312340001", "agi_callingpres: 32"], ["agi_callerid: 0312340001", "agi_callingpres: 35"],
        ["agi_callerid: 0312340001", "agi_callingpres: 67"], ["agi_callerid: 0312340001", "agi_callingpres: x"],
        ["agi_callerid: 0312340001", "agi_callingpres: "],
    ])
    func `IVR-1 a number that is restricted, or none, is a withheld one`(lines: [String]) throws {
        #expect(try caller(lines) == .withheld)
    }

    @Test func `IVR-1 NUM-7 a number counts as the network writes it, and nothing is mended`() throws {
        let number = try #require(PhoneNumber("0312340001"))
        #expect(try caller(["agi_callerid: 0312340001", "agi_callingpres: 0"]) == .number(number))
        #expect(try caller(["agi_callerid: 0312340001", "agi_callingpres: 3"]) == .number(number))
        #expect(try caller(["agi_callerid: +81312340001"]) == .number(number))
        for written in ["81312340001", "03-1234-0001", "+81-3-1234-0001"] {
            #expect(try caller(["agi_callerid: \(written)"]) == .number(number))
        }
        #expect(try caller(["agi_callerid: 819012345678"]) == PhoneNumber("09012345678").map { .number($0) })
        for wrong in [
            "8131234000", "03 1234 0001", "０３１２３４０００１", "12340001", "0312340001;x", "\"a\" <0312340001>", "+1312340001",
        ] {
            #expect(try caller(["agi_callerid: \(wrong)"]) == .unknown)
        }
        #expect(try caller(["agi_callerid: dataconnect"]) == .dataConnect)
    }

    @Test func `IVR-1 the variable with the asserted number is the operator's choice, and no other counts`() throws {
        var settings = TelephoneMenuFastAGI.Settings()
        settings.callerVariable = "agi_arg_1"
        let number = try #require(PhoneNumber("0312340002"))
        let lines = ["agi_callerid: 0312340001", "agi_arg_1: 0312340002"]
        #expect(try caller(lines, settings: settings) == .number(number))
        #expect(try caller(["agi_callerid: 0312340001"], settings: settings) == .withheld)
        #expect(try caller(["agi_callerid: 0312340001", "agi_rdnis: 0312340002"]) != .number(number))
    }

    @Test func `a number dialled that is no access number is not answered`() async throws {
        let transcript = try TelephoneTranscript(
            named: "wrong access", "contract 0312340001\naccess 0312340001\ncaller 0312340001")
        let house = try TelephoneHouse(transcript)
        let asterisk = ScriptedAsterisk([.press("1")])
        let log = LogLines()
        await house.answer(AsteriskChannel(transcript, asterisk), log: log)
        #expect(asterisk.hasHungUp)
        #expect(asterisk.heard == [])
        #expect(log.all.first?.contains("no access number") == true)
    }

    @Test(arguments: 0..<17)
    func `a call cut anywhere before its last key stores nothing`(count: Int) async throws {
        let transcript = try transcript("east-line")
        let house = try TelephoneHouse(transcript)
        let deeds = Array(ScriptedAsterisk.deeds(of: transcript).prefix(count))
        for isHurried in [false, true] {
            let asterisk = ScriptedAsterisk(deeds, isHurried: isHurried)
            let log = LogLines()
            await house.answer(AsteriskChannel(transcript, asterisk), log: log)
            #expect(asterisk.hasHungUp)
            #expect(log.all.last?.contains("\"set\":\"no\"") == true)
        }
        #expect(try house.audit() == [])
    }

    @Test func `no number, key or password is in the log`() async throws {
        let transcript = try transcript("east-number")
        let house = try TelephoneHouse(transcript)
        let log = LogLines()
        let asterisk = ScriptedAsterisk(ScriptedAsterisk.deeds(of: transcript))
        await house.answer(AsteriskChannel(transcript, asterisk), log: log)
        let text = log.all.joined()
        #expect(text.contains("\"set\":\"yes\""))
        for secret in ["13572468", "0312340003", "0312340002"] { #expect(!text.contains(secret)) }
    }

    @Test func `a sound file that Asterisk does not have is named in the log`() async throws {
        let transcript = try transcript("refused-anonymous")
        let house = try TelephoneHouse(transcript)
        let log = LogLines()
        await house.answer(
            SilentChannel(variables: AsteriskChannel(transcript, ScriptedAsterisk([])).variables), log: log)
        #expect(log.all.first?.contains("sound file missing") == true)
        #expect(log.all.first?.contains("hikari/east/withheld") == true)
    }

    @Test func `a caller who presses for ever is let go after ten minutes`() async throws {
        let transcript = try transcript("east-line")
        let clock = TestClock()
        let house = try TelephoneHouse(transcript, now: { clock.now })
        let channel = EndlessChannel(AsteriskChannel(transcript, ScriptedAsterisk([])).variables, clock)
        await house.answer(channel)
        #expect(channel.commands.last == "HANGUP")
        #expect(channel.commands.count < 100)
        #expect(try house.audit() == [])
    }
}

/// Asterisk without any sound files.
private struct SilentChannel: TelephoneMenuChannel {
    let variables: FastAGIVariables

    func perform(_ command: FastAGICommand) async throws -> FastAGIReply {
        FastAGIReply(result: 0, endPosition: command.line.hasPrefix("STREAM") ? 0 : nil)
    }
}

/// Somebody who chooses unit 2 and then presses a key every nine seconds.
private final class EndlessChannel: TelephoneMenuChannel {
    let variables: FastAGIVariables
    private let clock: TestClock
    private let lines = Mutex<[String]>([])

    var commands: [String] { lines.withLock { $0 } }

    init(_ variables: FastAGIVariables, _ clock: TestClock) {
        self.variables = variables
        self.clock = clock
    }

    func perform(_ command: FastAGICommand) async throws -> FastAGIReply {
        lines.withLock { $0.append(command.line) }
        guard command.line.hasPrefix("WAIT") else { return FastAGIReply(result: 0) }
        clock.advance(.seconds(9))
        return FastAGIReply(result: 50)
    }
}
