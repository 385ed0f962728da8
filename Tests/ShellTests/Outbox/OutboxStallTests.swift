import SQLite
@testable import Shell
import TestSite
import Testing

/// A next house that has been reached and says nothing.
@Suite struct OutboxStallTests {
    private let door = Door()
    private let carrier = PickyCarrier { _ in .accepted("250 Ok") }
    private let site: TestSite

    init() throws {
        site = try TestSite(mailCarrier: carrier)
        for name in ["1", "2", "3", "4"] { carrier.holds(name, until: door) }
        try site.write(.init("1"), .init("2"), .init("3"), .init("4"), .init("5"))
    }

    private func begin() async throws -> Task<Void, any Error> {
        let round = Task { try await Outbox.duties[0].run(site.services) }
        try await eventually { carrier.attempts == OutboxRound.width }
        return round
    }

    private func states() throws -> [String] {
        try site.services.database.read {
            try $0.query("SELECT state || coalesce(last_reply, '') FROM outbox_mail ORDER BY id") { $0.text(0) }
        }
    }

    @Test func `OPS-3 a stop drops what cannot have been taken yet, and leaves it as if it had not been tried`()
        async throws
    {
        let round = try await begin()
        round.cancel()
        try await round.value
        #expect(Set(carrier.dropped) == ["1", "2", "3", "4"])
        #expect(carrier.accepted.isEmpty)
        #expect(try states() == Array(repeating: "waiting", count: 5))
    }

    @Test func `OPS-3 a retry cuts attempts that hang, and begins them anew at once`() async throws {
        let round = try await begin()
        // The server talks again, but not on these connections.
        for name in ["1", "2", "3", "4"] { carrier.holds(name, until: nil) }
        site.clock.advance(.seconds(5))
        let operatorNow = Actor.operator(contract: nil, at: site.clock.now)
        let count = try await site.services.database.write { try OutboxStore.retry(nil, by: operatorNow, $0) }
        #expect(count == 5)
        try await round.value
        #expect(Set(carrier.dropped) == ["1", "2", "3", "4"])
        #expect(Set(carrier.accepted) == ["1", "2", "3", "4", "5"])
        #expect(try states() == Array(repeating: "sent250 Ok", count: 5))
    }

    @Test func `OTP-5 a code goes past mails that a stalled server holds`() async throws {
        let round = try await begin()
        try site.write(.init("code", worthFor: .seconds(300)))
        try await eventually { carrier.accepted == ["code"] }
        #expect(carrier.attempts == OutboxRound.width + 1)
        door.open()
        try await round.value
        #expect(carrier.accepted.count == 6)
    }

    @Test func `OTP-5 where a server is asked by one mail at a time a code goes past it`() async throws {
        try await site.services.database.write { database in
            let mail = try #require(
                try OutboxStore.due(atMost: 1, without: [], at: site.clock.now, database).first)
            _ = try OutboxStore.note(.unreachable("connection refused"), of: mail, at: site.clock.now, database)
        }
        site.clock.advance(.seconds(10))
        let round = Task { try await Outbox.duties[0].run(site.services) }
        try await eventually { carrier.attempts == 1 }
        try site.write(.init("code", worthFor: .seconds(300)))
        try await eventually { carrier.accepted.contains("code") }
        door.open()
        try await round.value
        #expect(carrier.accepted.count == 6)
    }
}
