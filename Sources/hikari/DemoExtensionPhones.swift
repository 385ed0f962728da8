import Exchange
import Foundation
import Ordering
import SIP
import SQLite
import Shell
import Telephony
import Transport

/// The softphones of the demonstration: real ones, that register with the program's own registrar and ring when they are called, all by SIP
/// on the loopback address.
final class DemoExtensionPhones: DemoSoftphones {
    private let answers: ExtensionCallServing
    private let users: [UserID]
    private let phones: SIPTelephones
    private let registrants: [SIPRegistrant]
    private let placer: CallPlacer

    /// - Parameters:
    ///   - registrar: its port; nil: there is none, and no softphone.
    ///   - loop: of the pages; one that has not begun.
    init?(_ registrar: UInt16?, _ answers: ExtensionCallServing, _ services: Services, on loop: EventLoop) throws {
        guard let registrar else { return nil }
        self.answers = answers
        users = try services.database.read(DemoSmartPBX.softphones)
        let numbers = users.compactMap { SIPNumber($0.digits) }
        let phones = try SIPTelephones(
            Dictionary(numbers.map { ($0, .rings) }, uniquingKeysWith: { first, _ in first }), on: loop,
            random: services.random)
        self.phones = phones
        guard let host = SIPHost("127.0.0.1"), let address = PeerAddress(numeric: "127.0.0.1", port: registrar) else {
            throw ConfigurationError(description: "the loopback address is not to be had")
        }
        registrants = try users.compactMap { user in
            guard let number = SIPNumber(user.digits) else { return nil }
            return try SIPRegistrant(
                user: user.text,
                password: { [database = services.database, key = services.key] in
                    try? database.read { try ExtensionSecrets.password(of: user, key: key, $0) }
                }, registrar: address, contact: SIPURI(number: number, host: host, port: phones.port), on: loop,
                random: services.random)
        }
        placer = CallPlacer(
            settings: CallPlacerSettings(proxy: host, proxyPort: phones.port, localAddress: "127.0.0.1"), on: loop,
            resolver: try HostResolver(), random: services.random)
    }

    func registered() async throws -> [DemoSoftphone] {
        try await answers.contacts(of: users).map { DemoSoftphone($0.user, contact: $0.uri) }
    }

    func call(_ question: ExtensionCallQuestion) async throws -> DemoSoftphoneCall? {
        guard let answer = try await answers.answer(to: question) else { return nil }
        var rings: [DemoSoftphoneCall.Ring] = []
        for contact in answer.contacts {
            guard let to = SIPURI(contact), let from = SIPURI("sip:demo@127.0.0.1") else { continue }
            let result = await placer.place(TestCallOrder(to: to, from: from, patience: .seconds(3)))
            rings.append(
                .init(
                    contact, hasRung: result.outcome.hasReachedDevice,
                    milliseconds: Int(result.elapsed / .milliseconds(1))))
        }
        return DemoSoftphoneCall(answer.decision, calls: rings)
    }
}
