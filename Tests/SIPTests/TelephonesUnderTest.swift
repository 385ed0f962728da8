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

    /// - Parameter numbers: what rings, is taken and is busy, in this order.
    init(_ numbers: [String] = [rings, answers, busy]) throws {
        let kinds: [SIPTelephones.Conduct] = [.rings, .answers(after: .milliseconds(20)), .busy]
        var conducts: [SIPNumber: SIPTelephones.Conduct] = [:]
        for (number, kind) in zip(numbers, kinds) { conducts[try #require(SIPNumber(number))] = kind }
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
