@testable import Contracts
import Foundation
import SQLite
import TestSite
@testable import Telephony

/// An empty database of contracts, gone when the test ends.
final class ContractsDatabase: Sendable {
    let database: Database
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try Database(path: folder.appending(path: "hikari.sqlite").path, migrationLists: TestSite.migrations)
    }

    deinit {
        database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    let now = Moment(milliseconds: 1_900_000_000_000)

    /// Stores a contract as the operator writes it.
    @discardableResult
    func add(_ number: String, additional: [String] = [], services: [String] = []) throws -> Int {
        var text = Contracts.Text()
        text.number = number
        text.additionalNumbers = additional
        text.services = services
        let (draft, now) = (try Contracts.read(text).get(), now)
        return try database.writeAndWait { try ContractsStore.add(draft, at: now, $0) }
    }

    func contract(_ digits: String) throws -> Contract? {
        try PhoneNumber(digits).flatMap { number in try database.read { try ContractsStore.find(number, $0) } }
    }

    /// Additional numbers by their digits.
    func additionalNumbers(_ digits: String) throws -> [String] {
        guard let contract = try contract(digits) else { return [] }
        return try database.read { try ContractsStore.additionalNumbers(of: contract, $0) }.map(\.digits)
    }

    func removeNumbers(_ digits: String...) throws {
        let (numbers, now) = (digits.compactMap { PhoneNumber($0) }, now)
        try database.writeAndWait { try ContractsStore.removeNumbers(numbers, uses: TestSite.numberUses, at: now, $0) }
    }

    func run(_ sql: StaticString) throws {
        try database.writeAndWait { try $0.run(sql) }
    }

    func count(_ sql: StaticString) throws -> Int {
        try database.read { try $0.first(sql) { $0.integer(0) } } ?? 0
    }

    /// Event, subject, before and after of every line of the audit trail.
    func audit() throws -> [String] {
        try database.read { database in
            try database.query(
                "SELECT event, subject, before, after, client FROM audit ORDER BY id"
            ) { row in
                [row.text(0), row.text(1), row.optionalText(2) ?? "-", row.optionalText(3) ?? "-", row.text(4)]
                    .joined(separator: " | ")
            }
        }
    }

    @discardableResult
    func importFile(_ text: String, isDryRun: Bool = false) throws -> [ContractImportPlan.Step] {
        let (bytes, now) = (Array(text.utf8), now)
        return try database.writeAndWait {
            try ContractImportPlan.run(bytes, isDryRun: isDryRun, uses: TestSite.numberUses, at: now, $0)
        }.steps
    }
}
