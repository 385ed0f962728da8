import ExchangeSimulator
import Foundation
import Ordering
@testable import SIP
import SQLite
import Telephony
import TestPrograms
import TestSite
import Testing
import Transport

@testable import hikari

/// The registrar as the program serves it.
@Suite struct RegistrarServingTests {
    private static let user = "n123456789-22001"

    /// Until it is ended.
    private struct Running {
        let serving: RegistrarServing
        let loop: EventLoop

        init(_ site: TestOrderingSite) throws {
            loop = try EventLoop(name: "calls")
            var configuration = OrderingConfiguration()
            configuration.registrarListen = Configuration.Endpoint("127.0.0.1:0")
            serving = try #require(
                try RegistrarServing(configuration, site.services, on: loop) { user, _ in
                    user.text == RegistrarServingTests.user ? "secret" : nil
                })
            try loop.start()
        }

        func end() async {
            await serving.stop()
            loop.stop()
            loop.join()
        }

        func contacts() async -> [String] {
            await withCheckedContinuation { continuation in
                loop.execute { [serving] in
                    continuation.resume(returning: serving.server.contacts(of: RegistrarServingTests.user).map(\.uri))
                }
            }
        }
    }

    private func register(_ contact: String, at port: UInt16, number: Int) throws -> String? {
        let socket = try TestSocket(port)
        var authorization = ""
        var status: String?
        for turn in 0..<2 {
            socket.send(
                """
                REGISTER sip:localhost SIP/2.0\r
                Via: SIP/2.0/TCP 127.0.0.1:5070;branch=z9hG4bK-\(number)-\(turn)\r
                From: <sip:\(Self.user)@localhost>;tag=a\r
                To: <sip:\(Self.user)@localhost>\r
                Call-ID: \(number)@device\r
                CSeq: \(turn + 1) REGISTER\r
                Contact: \(contact)\r
                \(authorization)Content-Length: 0\r
                \r

                """)
            var offers: [String] = []
            status = socket.line()
            while let line = socket.line(), line != "\r" {
                if line.hasPrefix("WWW-Authenticate: ") { offers.append(String(line.dropFirst(18).dropLast())) }
            }
            guard let challenge = DigestChallenge.choose(from: offers) else { break }
            let credentials = try #require(SIPCredentials(user: Self.user, password: "secret"))
            let value = DigestAnswer.value(
                to: challenge, use: 1, by: credentials, method: SIPToken(checked: "REGISTER"), uri: "sip:localhost",
                clientNonce: "c")
            authorization = "Authorization: \(value ?? "")\r\n"
        }
        return status?.split(separator: " ").dropFirst().first.map(String.init)
    }

    @Test func `EXCH-7 who has registered is reached after a new start, and who has gone is not`() async throws {
        let site = try TestOrderingSite()
        let first = try Running(site)
        #expect(try register("<sip:a@h>", at: first.serving.server.port, number: 1) == "200")
        #expect(try register("<sip:b@h>;expires=60", at: first.serving.server.port, number: 2) == "200")
        #expect(await first.contacts() == ["sip:a@h", "sip:b@h"])
        await first.end()

        site.clock.advance(.seconds(60))
        let second = try Running(site)
        #expect(await second.contacts() == ["sip:a@h"])
        #expect(try register("<sip:a@h>;expires=0", at: second.serving.server.port, number: 3) == "200")
        await second.end()

        let third = try Running(site)
        #expect(await third.contacts() == [])
        await third.end()
    }

    @Test func `EXCH-7 the operator sees where devices have registered`() async throws {
        let hikari = try CommandCall()
        let database = try DataFolder(hikari.data).openDatabase()
        let until = Moment(milliseconds: 4_000_000_000_000)
        let contacts = [1, 2].map { number in
            ExchangeContact(
                user: "n10000000\(number)-22001", uri: "sip:a@h", callID: "1", sequence: 1, until: until,
                address: "127.0.0.1", port: 5060, isStream: false)
        }
        try database.writeAndWait { database in
            try ExchangeContactStore.keep(contacts.map { ($0.user, [$0]) }, at: Moment(milliseconds: 0), database)
        }
        database.close()
        let lines = contacts.map { "\($0.user)  sip:a@h  until \(until.machineText)" }
        #expect(await hikari("exchange contacts").output == lines)
        #expect(await hikari("exchange contacts N100000002").output == [lines[1]])
        #expect(
            await hikari("exchange contacts N100000001 --json").output == [
                #"[{"contact":"sip:a@h","until":"\#(until.machineText)","user":"n100000001-22001"}]"#
            ])
        #expect(await hikari("exchange contacts N1").status == 2)
    }

    @Test func `EXCH-7 the operator says where devices register, and what their passwords are for`() throws {
        func read(_ environment: [String: String]) throws -> OrderingConfiguration {
            try Configuration.read(file: nil, environment: environment).ordering
        }
        #expect(try read([:]).registrarListen == nil)
        #expect(try read(["HIKARI_ORDERING_ORIGIN": "https://orders.example.jp:8446"]).realm == "orders.example.jp")
        let set = try read([
            "HIKARI_EXCHANGE_SIP_LISTEN": "0.0.0.0:5060", "HIKARI_EXCHANGE_SIP_REALM": "sip.example.jp",
        ])
        #expect(set.registrarListen == Configuration.Endpoint("0.0.0.0:5060") && set.realm == "sip.example.jp")
        for wrong in [
            ["HIKARI_EXCHANGE_SIP_LISTEN": "5060"], ["HIKARI_EXCHANGE_SIP_REALM": "a\"b"],
            ["HIKARI_EXCHANGE_SIP_REQUESTS_PER_SECOND": "0"],
        ] {
            #expect(throws: ConfigurationError.self) { try read(wrong) }
        }
    }
}
