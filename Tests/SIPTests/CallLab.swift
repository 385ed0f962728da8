import Foundation
import Testing

@testable import SIP

/// A caller (sipp), Debian's Kamailio with the configuration that we give operators, a redirect server that it asks, lines, and telephones
/// elsewhere. At the lines …0001 rings, …0002 is taken and …0003 is busy; elsewhere the same of 03999900…
final class CallLab {
    static let elsewhere = ["0399990001", "0399990002", "0399990003"]
    /// The folder that script/ladders wants the ladders in, if it runs the tests.
    private static let ladders = ProcessInfo.processInfo.environment["CALL_LADDERS"]

    let exchange: ExchangeUnderTest
    let proxy: Kamailio
    private(set) var relay: LosingRelay?
    private let lines: TelephonesUnderTest
    private let world: TelephonesUnderTest

    /// - Parameters:
    ///   - lost: how many replies of the redirect server are lost.
    ///   - patience: milliseconds that the proxy waits for one.
    init(_ answers: [String: RedirectAnswer], losing lost: Int = 0, patience: Int = 60_000) async throws {
        let exchange = try ExchangeUnderTest(answers)
        self.exchange = exchange
        lines = try TelephonesUnderTest()
        world = try TelephonesUnderTest(Self.elsewhere)
        var relay: LosingRelay?
        proxy = try await Kamailio(
            asking: exchange, lines: lines.port, world: world.port, patience: patience,
            relay: { port in
                guard lost > 0 else { return nil }
                relay = try LosingRelay(port: port, to: exchange.server.port, losing: lost)
                return "\(LosingRelay.address):\(port)"
            })
        self.relay = relay
    }

    deinit { relay?.end() }

    /// Of the telephones elsewhere.
    var worldPort: UInt16 { world.port }

    /// Calls a number, and waits until everything about the call has been said.
    /// - Parameters:
    ///   - status: what the caller must hear at the end; at 200 it talks and hangs up.
    ///   - user: under which name the caller calls.
    ///   - entry: the port of the proxy that is called, if it is not the one that asks.
    /// - Returns: the call's ladder.
    func call(
        _ number: String, from user: String = SippTelephone.caller, hears status: Int, through entry: UInt16? = nil
    ) async throws -> Drawn {
        let caller = try await SippTelephone(
            status == 200 ? "caller-talks" : "caller-refused", words: ["status": "\(status)", "caller": user],
            calling: (number, entry ?? proxy.port))
        try #require(await caller.wasContent())
        let places = [
            ("127.0.0.1:\(entry ?? caller.port)", entry == nil ? "caller" : "forking proxy"),
            ("127.0.0.1:\(proxy.port)", "Kamailio"),
            (
                relay.map { _ in "\(LosingRelay.address):\(proxy.port)" } ?? "127.0.0.1:\(exchange.server.port)",
                "hikari"
            ),
            ("127.0.0.1:\(lines.port)", "line"), ("127.0.0.1:\(world.port)", "elsewhere"),
        ]
        // The caller's last word, which Kamailio may not have read yet: its ACK, or the answer to its BYE.
        let ladder = try await proxy.ladder { ladder in
            ladder.messages.contains { message in
                status == 200
                    ? message.to == places[0].0 && message.lines.contains("CSeq: 2 BYE")
                    : message.from == places[0].0 && message.title == "ACK"
            }
        }
        return Drawn(ladder: ladder, places: places.map { (address: $0.0, name: $0.1) })
    }

    struct Drawn {
        let ladder: SIPLadder
        let places: [(address: String, name: String)]

        /// Who was asked for which number, in this order, repetitions left out: "line 0312340001".
        var invited: [String] {
            var all: [String] = []
            for message in ladder.messages where message.title.hasPrefix("INVITE") {
                guard let place = places.first(where: { $0.address == message.to }) else { continue }
                let entry = message.title.replacing("INVITE", with: place.name)
                if place.name != "Kamailio", !all.contains(entry) { all.append(entry) }
            }
            return all
        }

        /// Writes the ladder where script/ladders wants it, if that runs the tests.
        func keep(_ place: Int, _ title: String) throws {
            guard let folder = CallLab.ladders else { return }
            let text = "## \(title)\n\n```text\n\(ladder.drawn(places))\n```\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(place < 10 ? "0" : "")\(place).md"))
        }
    }
}
