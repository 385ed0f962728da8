import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// A database with one contract, 0312340001 and more, of which the last is the monitor number.
final class ForwardingDatabase: Sendable {
    private let site: TestSite
    let contract = 1

    var database: Database { site.services.database }

    init(numbers: Int = 5) throws {
        site = try TestSite()
        let all = try (1...numbers).map(ForwardingSample.ofContract)
        try database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO contract (id, number, kind, channels, authentication_unit, monitor_number, created_at)
                VALUES (1, ?1, 'office', 3, 'line', ?2, 0)
                """, all[0].digits, all[numbers - 1].digits)
            for number in all {
                try database.run("INSERT INTO phone_number (number, contract_id) VALUES (?1, 1)", number.digits)
            }
        }
    }

    private func actor() throws -> Actor {
        Actor(
            contract: contract, number: try ForwardingSample.ofContract(1), client: "192.0.2.1",
            at: Moment(milliseconds: 1000))
    }

    @discardableResult
    func save(_ edits: [(Int, String?, Int)]) throws -> BulkForwarding.SaveOutcome {
        let actor = try actor()
        let edits = try edits.map { place, destination, version in
            BulkForwarding.Edit(
                number: try ForwardingSample.ofContract(place),
                destination: try destination.map(ForwardingSample.number), shownVersion: version)
        }
        func save(_ agreed: String?) throws -> BulkForwarding.SaveOutcome {
            try database.writeAndWait { [site, contract] in
                try BulkForwardingChangeStore.save(
                    edits, agreed: agreed, of: contract, by: actor, telling: site.services.mails, $0)
            }
        }
        // Whoever is asked agrees.
        let outcome = try save(nil)
        guard case .asks(let consequence) = outcome else { return outcome }
        return try save(consequence.agreement)
    }

    func undo(_ change: Int) throws -> BulkForwarding.UndoOutcome {
        let actor = try actor()
        return try database.writeAndWait { [site, contract] in
            try BulkForwardingChangeStore.undo(
                change: change, of: contract, by: actor, telling: site.services.mails, $0)
        }
    }

    func turn(on isOn: Bool, shownVersion: Int?) throws -> BulkForwarding.SwitchOutcome {
        let actor = try actor()
        return try database.writeAndWait { [site, contract] in
            try BulkForwardingServiceStore.turn(
                on: isOn, shownVersion: shownVersion, of: contract, by: actor, telling: site.services.mails, $0)
        }
    }

    func destinations() throws -> [String?] {
        try facts().rows.map { $0.destination?.digits }
    }

    func facts() throws -> BulkForwardingFacts {
        try database.read { try BulkForwardingStore.facts(of: contract, $0) }
    }

    func entries() throws -> [BulkForwardingHistoryStore.Entry] {
        try database.read {
            try BulkForwardingHistoryStore.entries(of: contract, page: 1, perPage: 100, $0)
        }
    }

    func list(_ search: BulkForwardingSearch = .everything, page: Int = 1) throws -> [String] {
        try database.read {
            try BulkForwardingStore.rows(of: contract, matching: search, page: page, $0).map(\.number.digits)
        }
    }

    func auditEvents() throws -> [String] {
        try database.read { try $0.query("SELECT event FROM audit ORDER BY id") { $0.text(0) } }
    }
}
