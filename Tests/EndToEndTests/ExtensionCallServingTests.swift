import Exchange
import Foundation
import HTTP
@testable import Ordering
import SIP
import SQLite
import Settings
import Shell
import Telephony
import TestPrograms
import TestSite
import Testing
import Transport

@testable import hikari

/// A device that registers with the program's registrar, and calls that are told of it, as call servers ask.
@Suite struct ExtensionCallServingTests {
    private static let user = "n100000001-222000"

    private final class Running {
        let site: TestOrderingSite
        let calls: ExtensionCallServing
        let registrar: RegistrarServing
        let loop: EventLoop
        private let registrant: SIPRegistrant

        init() throws {
            site = try TestOrderingSite()
            let company = try site.addCompany()
            try site.addSmartPBX(of: company, extensions: 3)
            loop = try EventLoop(name: "calls")
            var configuration = OrderingConfiguration()
            configuration.registrarListen = Configuration.Endpoint("127.0.0.1:0")
            calls = ExtensionCallServing(site.services, RedirectConfiguration(), on: loop)
            registrar = try #require(
                try RegistrarServing(
                    configuration, site.services, on: loop, password: { _, _ in "secret" }, decide: calls.answer))
            calls.registrar = registrar.server
            RunningSite.shareReads(of: site.services.database, on: [loop])
            registrant = try SIPRegistrant(
                user: ExtensionCallServingTests.user, password: { "secret" },
                registrar: try #require(PeerAddress(numeric: "127.0.0.1", port: registrar.port)),
                contact: try #require(SIPURI("sip:222000@127.0.0.1:5099")), on: loop, random: site.services.random)
            try loop.start()
        }

        func end() async {
            registrant.close()
            await registrar.stop()
            loop.stop()
            loop.join()
        }

        /// What a device hears that calls by itself.
        func answer(_ called: RedirectCalled, forwardings: Int = 0, of user: String) async -> RedirectAnswer {
            await withCheckedContinuation { continuation in
                loop.execute { [calls] in
                    let question = RedirectQuestion(called, caller: .address, forwardings: forwardings)
                    continuation.resume(returning: calls.answer(question, of: user))
                }
            }
        }

        /// Asks until the device has registered.
        func untilRegistered() async throws {
            let user = try #require(UserID(ExtensionCallServingTests.user))
            while try await calls.contacts(of: [user]).isEmpty { await Task.yield() }
        }
    }

    private func members(_ bytes: [UInt8]?) throws -> [String: Any] {
        let bytes = try #require(bytes)
        return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func form(_ query: String) -> Form { Request(path: "/calls/lookup?" + query).queryForm() }

    @Test func `SET-7 a device that has registered is what a look-up answers, as JSON and as rtjson`() async throws {
        let running = try Running()
        try await running.untilRegistered()
        let neighbour = ExtensionCallInterface(running.calls, running.site.services).neighbour
        let plain = try members(await neighbour.lookUp(form("number=\(Self.user)")))
        #expect(plain["action"] as? String == "devices")
        #expect(plain["contacts"] as? [String] == ["sip:222000@127.0.0.1:5099"])
        let routes = try members(
            await neighbour.lookUp(
                form("number=222000&from=n100000001-222001&format=rtjson")))
        let first = try #require((routes["routes"] as? [[String: Any]])?.first)
        #expect(first["uri"] as? String == "sip:222000@127.0.0.1:5099")
        let other = try members(await neighbour.lookUp(form("number=n100000001-222001")))
        #expect(other["action"] as? String == "unreachable")
        #expect(try await neighbour.lookUp(form("number=0312345678")) == nil)
        await running.end()
    }

    @Test func `SET-7 LINK-2 a number of the other side is named to whoever asks, and is the exchange's by that name`()
        async throws
    {
        let running = try Running()
        try await running.site.services.database.write { database in
            try database.run(
                "INSERT INTO smart_pbx_office_link (code, contractor, agreed_on) VALUES ('N100000001', 'みなと', 20000)")
            try OfficeLinkStore.add([OfficeLinkNumber(digits: "71")], to: .first, database)
        }
        let name = "n100000001-71"
        let dialled = RedirectCalled.number(try #require(SIPNumber("71")))
        #expect(await running.answer(dialled, of: Self.user) == .goOn(.name(name)))
        #expect(await running.answer(.name(name), of: Self.user) == .ring)
        let neighbour = ExtensionCallInterface(running.calls, running.site.services).neighbour
        let told = try members(await neighbour.lookUp(form("number=71&from=\(Self.user)")))
        #expect(told["action"] as? String == "office-link" && told["to"] as? String == "sip:\(name)@localhost")
        await running.end()
    }

    @Test func `EXCH-7 a device calls its own contract's places, and learns nothing of another's`() async throws {
        let running = try Running()
        let (site, code) = (running.site, try #require(ContractCode("N100000002")))
        try site.addSmartPBX(code, of: try site.addCompany(), extensions: 1)
        try await running.untilRegistered()
        let own = await running.answer(.name(Self.user), of: "n100000001-222001")
        guard case .contacts(let contacts, _, _) = own else {
            Issue.record("\(own)")
            return
        }
        #expect(contacts.map(\.uri) == ["sip:222000@127.0.0.1:5099"])
        #expect(await running.answer(.name(Self.user), of: "n100000002-222000") == .ring)
        // Whoever tells of forwardings gets no channel by that.
        let now = site.clock.now
        try await site.services.database.write { database in
            for call in 0..<10 { _ = try ExtensionCallStore.begin("\(call)", of: .first, at: now, database) }
        }
        #expect(await running.answer(.name(Self.user), forwardings: 1, of: "n100000001-222001") == .busy)
        await running.end()
    }

    @Test func `SET-7 what call servers tell takes and gives back channels, each event once`() async throws {
        let running = try Running()
        let neighbour = ExtensionCallInterface(running.calls, running.site.services).neighbour
        #expect(try await neighbour.take("a", "answered", Self.user) == true)
        #expect(try await neighbour.take("a", "answered", Self.user) == false)
        #expect(try await neighbour.take("a", "ended", Self.user) == true)
        #expect(try await neighbour.take("a", "ended", Self.user) == false)
        // None of ours, and what is no event.
        #expect(try await neighbour.take("b", "answered", "0312345678") == nil)
        #expect(try await neighbour.take("b", "sneezed", Self.user) == nil)
        await running.end()
    }
}
