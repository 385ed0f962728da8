import SIP
import Testing
import Transport

/// Telephones with a loop of their own: …0001 rings, …0002 is taken after a moment, …0003 is busy.
final class TelephonesUnderTest: Sendable {
    static let rings = "0312340001"
    static let answers = "0312340002"
    static let busy = "0312340003"

    let telephones: SIPTelephones
    private let loop: EventLoop

    init() throws {
        let conducts: [SIPNumber: SIPTelephones.Conduct] = [
            try #require(SIPNumber(Self.rings)): .rings,
            try #require(SIPNumber(Self.answers)): .answers(after: .milliseconds(20)),
            try #require(SIPNumber(Self.busy)): .busy,
        ]
        loop = try EventLoop(name: "telephones")
        telephones = try SIPTelephones(conducts, on: loop, random: PlacerUnderTest.random)
        try loop.start()
    }

    deinit { loop.stop() }

    var port: UInt16 { telephones.port }

    func plug(_ number: String, _ isPlugged: Bool) throws {
        telephones.plug(try #require(SIPNumber(number)), isPlugged)
    }
}
