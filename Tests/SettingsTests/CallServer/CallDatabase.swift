import Contracts
import Foundation
import SQLite
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

/// A database that two programs have open, and the book that one of them keeps.
final class CallDatabase {
    let database: Database
    let other: Database
    let keeper: CallBookKeeper
    private let path: String
    private let now = Moment(milliseconds: 1000)

    init() throws {
        path = NSTemporaryDirectory() + "hikari-calls-\(UUID().uuidString).sqlite"
        database = try Database(path: path, migrationLists: TestSite.migrations)
        other = try Database(path: path, migrationLists: TestSite.migrations)
        keeper = CallBookKeeper(database, now: { Moment(milliseconds: 1000) })
    }

    deinit {
        database.close()
        other.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    static func number(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(text)) }

    /// The `place`-th number of the `line`-th contract; 0 is the contract's own.
    static func number(_ line: Int, _ place: Int) throws -> PhoneNumber {
        try number("03" + String(10_000_000 + line * 10_000 + place))
    }

    /// A contract with so many numbers beside its own. Returns its id.
    @discardableResult
    func addContract(_ line: Int, numbers: Int = 2, channels: Int = 2) throws -> Int {
        let draft = try ContractDraft(
            number: Self.number(line, 0), channels: channels,
            additionalNumbers: try (0..<numbers).map { try Self.number(line, $0 + 1) })
        return try database.writeAndWait { [now] in try ContractsStore.add(draft, at: now, $0) }
    }

    /// Saves destinations as a person would.
    func save(_ edits: [PhoneNumber: PhoneNumber?], of contract: Int, in database: Database? = nil) throws {
        let actor = Actor(contract: contract, number: edits.keys.first, client: "192.0.2.1", at: now)
        try (database ?? self.database).writeAndWait { database in
            let edits = try edits.map { number, destination in
                let version = try database.first(
                    "SELECT version FROM bulk_forwarding_destination WHERE number = ?1", number
                ) { $0.integer(0) }
                return BulkForwarding.Edit(number: number, destination: destination, shownVersion: version ?? 0)
            }
            func save(_ agreed: String?) throws -> BulkForwarding.SaveOutcome {
                try BulkForwardingChangeStore.save(
                    edits, agreed: agreed, of: contract, by: actor, telling: TestSite.mails, database)
            }
            // Whoever is asked agrees.
            var outcome = try save(nil)
            if case .asks(let consequence) = outcome { outcome = try save(consequence.agreement) }
            guard case .saved = outcome else { throw CocoaError(.userCancelled) }
        }
    }

    func turn(on isOn: Bool, of contract: Int, in database: Database? = nil) throws {
        let actor = Actor(contract: contract, number: nil, client: "operator", at: now)
        _ = try (database ?? self.database).writeAndWait {
            try BulkForwardingServiceStore.turn(
                on: isOn, shownVersion: nil, of: contract, by: actor, telling: TestSite.mails, $0)
        }
    }

    /// Something that the operator's commands do.
    func operate(_ body: @escaping @Sendable (Connection, Moment) throws -> Void) throws {
        try other.writeAndWait { [now] in try body($0, now) }
    }

    /// What a call obeys that comes now.
    func settings(of number: PhoneNumber) throws -> CallSettings? {
        try keeper.catchUp()
        return try keeper.settings(of: number)
    }

    /// Whether every number is answered as the database has it, and no other.
    func isTrue(for numbers: [PhoneNumber]) throws -> Bool {
        try keeper.catchUp()
        return try numbers.allSatisfy { number in
            try keeper.settings(of: number) == database.read { try CallSettingsStore.find(number, $0)?.settings }
        }
    }
}
