@testable import ExchangeSimulator
import SQLite
import Telephony
import TestSite
import Testing

/// Where devices are reached, over a new start.
@Suite struct ExchangeContactTests {
    private let house: ExchangeHouse

    init() throws { house = try ExchangeHouse() }

    private func contact(_ user: String, _ uri: String, seconds: Int = 60) -> ExchangeContact {
        ExchangeContact(
            user: user, uri: uri, callID: "1", sequence: 7, until: house.clock.now + .seconds(seconds), preference: 500,
            device: -9, address: "2001:db8::1", port: 5060, isStream: true)
    }

    private func keep(_ contacts: [ExchangeContact], of user: String) async throws {
        let now = house.clock.now
        try await house.database.write { try ExchangeContactStore.keep([(user, contacts)], at: now, $0) }
    }

    private func kept(of prefix: String = "") throws -> [ExchangeContact] {
        var contacts: [ExchangeContact] = []
        try house.database.read { database in
            try ExchangeContactStore.forEach(ofUsers: prefix, at: house.clock.now, database) { contacts.append($0) }
        }
        return contacts
    }

    @Test func `EXCH-7 contacts come back as they were, in their order, until their time is over`() async throws {
        let (first, second) = (
            [contact("b", "sip:z@h"), contact("b", "sip:a@h", seconds: 90)], contact("a", "sip:c@h")
        )
        try await keep(first, of: "b")
        try await keep([second], of: "a")
        #expect(try kept() == [second] + first)
        house.clock.advance(.seconds(60))
        #expect(try kept().map(\.uri) == ["sip:a@h"])
        try await keep([], of: "nobody")
        #expect(
            try house.database.read { try $0.query("SELECT uri FROM exchange_contact") { $0.text(0) } } == ["sip:a@h"])
    }

    @Test func `EXCH-7 what a user has now is in place of what it had, and others keep theirs`() async throws {
        try await keep([contact("n1-2", "sip:a@h"), contact("n1-2", "sip:b@h")], of: "n1-2")
        try await keep([contact("n2-2", "sip:c@h")], of: "n2-2")
        try await keep([contact("n1-2", "sip:b@h")], of: "n1-2")
        #expect(try kept().map(\.uri) == ["sip:b@h", "sip:c@h"])
        #expect(try kept(of: "n2-").map(\.uri) == ["sip:c@h"])
        try await keep([], of: "n1-2")
        #expect(try kept().map(\.uri) == ["sip:c@h"])
    }
}
