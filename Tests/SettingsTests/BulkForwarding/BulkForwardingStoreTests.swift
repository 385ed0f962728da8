import SQLite
@testable import Settings
@testable import Telephony
import Testing

@Suite struct BulkForwardingStoreTests {
    @Test func `FWD-1 the list comes 32 numbers at a time`() throws {
        let store = try ForwardingDatabase(numbers: 40)
        #expect(try store.list().count == 32)
        #expect(try store.list(page: 2).first == "0312340033")
        #expect(try store.list(page: 2).count == 8)
        #expect(try store.list(page: 3).isEmpty)
        let count = try store.database.read { try BulkForwardingStore.count(of: 1, matching: .everything, $0) }
        #expect(count == 40)
    }

    @Test func `FWD-1 search looks in source, destination or both`() throws {
        let store = try ForwardingDatabase(numbers: 40)
        try store.save([(1, "0312349947", 0), (2, "09000010047", 0), (3, "0612345678", 0)])
        func found(_ typed: String, _ place: BulkForwardingSearch.Place) throws -> [String] {
            try store.list(try #require(BulkForwardingSearch(reading: typed, place: place)))
        }
        #expect(try found("0003", .source) == ["0312340003"])
        #expect(try found("99", .destination) == ["0312340001"])
        #expect(try found("03*47", .destination) == ["0312340001"])
        #expect(try found("*47", .both) == ["0312340001", "0312340002"])
        #expect(try found("0612345678", .source).isEmpty)
    }

    @Test func `FWD-2 the numbers without a destination can be listed by themselves`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        let search = try #require(BulkForwardingSearch(reading: "", withoutDestination: true))
        #expect(try store.list(search).count == 4)
        let missing = try store.database.read {
            try BulkForwardingStore.numbersWithoutDestination(of: 1, limit: 10, $0)
        }
        #expect(missing.map(\.digits) == ["0312340002", "0312340003", "0312340004", "0312340005"])
    }

    @Test func `FWD-1 a save changes only what differs, and tells history and audit`() throws {
        let store = try ForwardingDatabase()
        #expect(try store.save([(1, "09011112222", 0), (2, nil, 0)]) == .saved(.init(change: 1, rows: 1)))
        #expect(try store.destinations().compactMap { $0 } == ["09011112222"])
        #expect(try store.entries().map(\.lines) == [1])
        #expect(try store.auditEvents() == ["bulk-forwarding.destination"])
    }

    @Test func `AUTH-13 the same form sent twice is done once`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        #expect(try store.save([(1, "09011112222", 0)]) == .saved(.nothing))
        #expect(try store.entries().count == 1)
    }

    @Test func `AUTH-13 somebody else's newer change is not overwritten, and nothing else of the form is saved`() throws
    {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        let theirs = BulkForwarding.Row(
            number: try ForwardingSample.ofContract(1), destination: try ForwardingSample.number("09011112222"),
            version: 1)
        #expect(try store.save([(1, "09033334444", 0), (2, "09033334444", 0)]) == .conflict([theirs]))
        #expect(try store.destinations() == ["09011112222", nil, nil, nil, nil])
    }

    @Test func `FWD-3 a loop with what is stored is refused inside the transaction`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "0312340002", 0), (2, "0312340003", 0)])
        guard case .refused(let refused) = try store.save([(3, "0312340001", 0)]) else {
            Issue.record("saved a loop")
            return
        }
        let loop = BulkForwardingLoop(numbers: try [3, 1, 2].map(ForwardingSample.ofContract))
        #expect(refused == [try ForwardingSample.ofContract(3): .loop(loop)])
        #expect(try store.destinations()[2] == nil)
    }

    @Test func `FWD-3 the monitor number is refused whatever the form says`() throws {
        let store = try ForwardingDatabase()
        let monitor = try ForwardingSample.ofContract(5)
        #expect(try store.save([(5, "09011112222", 0)]) == .refused([monitor: .monitorNumber]))
    }

    @Test func `FWD-1 a number of another contract cannot be set`() throws {
        let store = try ForwardingDatabase()
        #expect(try store.save([(77, "09011112222", 0)]) == .foreignNumber)
    }
}

@Suite struct BulkForwardingUndoTests {
    @Test func `FWD-5 a change is taken back as one step`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        try store.save([(1, "09033334444", 1), (2, "09033334444", 0)])
        let latest = try #require(try store.entries().first)
        #expect(try store.undo(latest.id) == .undone(2))
        #expect(try store.destinations() == ["09011112222", nil, nil, nil, nil])
        #expect(try store.entries().map(\.kind) == [.undo, .edit, .edit])
        #expect(try store.entries()[1].undoneAt != nil)
    }

    @Test func `FWD-5 undoing twice does it once`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        let change = try #require(try store.entries().first).id
        #expect(try store.undo(change) == .undone(1))
        #expect(try store.undo(change) == .alreadyUndone)
        #expect(try store.destinations()[0] == nil)
    }

    @Test func `FWD-5 a change is not taken back when something newer touched its rows`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0), (2, "09011112222", 0)])
        let change = try #require(try store.entries().first).id
        try store.save([(2, "09033334444", 1)])
        try store.save([(2, "09011112222", 2)])
        #expect(try store.undo(change) == .newerChanges([try ForwardingSample.ofContract(2)]))
        #expect(try store.destinations()[0] == "09011112222")
    }

    @Test func `FWD-3 an undo that would close a loop is refused`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "0312340002", 0)])
        try store.save([(1, nil, 1)])
        let change = try #require(try store.entries().first).id
        try store.save([(2, "0312340001", 0)])
        guard case .refused(.loop) = try store.undo(change) else {
            Issue.record("closed a loop")
            return
        }
    }

    @Test func `FWD-5 an unknown change, or a start, cannot be undone`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        _ = try store.turn(on: true, shownVersion: 0)
        #expect(try store.undo(99) == .notFound)
        #expect(try store.undo(try #require(try store.entries().first).id) == .notFound)
    }
}

@Suite struct BulkForwardingServiceTests {
    @Test func `FWD-2 nothing starts without a destination`() throws {
        let store = try ForwardingDatabase()
        #expect(try store.turn(on: true, shownVersion: 0) == .nowhere(registered: false))
    }

    @Test func `FWD-8 who started it, and when, is known`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        #expect(try store.turn(on: true, shownVersion: 0) == .switched)
        let service = try store.database.read { try BulkForwardingStore.service(of: 1, $0) }
        #expect(service.isOn && service.version == 1)
        #expect(service.latest?.by == .person(try ForwardingSample.ofContract(1)))
        #expect(service.latest?.at == Moment(milliseconds: 1000))
    }

    @Test func `AUTH-13 starting twice does it once`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        _ = try store.turn(on: true, shownVersion: 0)
        #expect(try store.turn(on: true, shownVersion: 0) == .unchanged)
        #expect(try store.entries().filter { $0.kind == .start }.count == 1)
    }

    @Test func `AUTH-13 a start that somebody has stopped since is asked for again`() throws {
        let store = try ForwardingDatabase()
        try store.save([(1, "09011112222", 0)])
        _ = try store.turn(on: true, shownVersion: 0)
        _ = try store.turn(on: false, shownVersion: 1)
        let outcome = try store.turn(on: true, shownVersion: 0)
        guard case .conflict(let present) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(!present.isOn && present.version == 2)
        #expect(try store.turn(on: true, shownVersion: nil) == .switched)
    }
}
