import Exchange
import Foundation
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Evidence as it is kept.
@Suite struct EvidenceStoreTests {
    private let house: OrderHouse

    init() throws { house = try OrderHouse() }

    private static let secret = "株式会社見本 代表取締役"

    private func file(_ text: String = secret) throws -> EvidenceFile {
        try EvidenceFile.read(name: "申込書.pdf", Array("%PDF-\(text)".utf8)).get()
    }

    private func keep(
        _ file: EvidenceFile, _ purpose: EvidenceFile.Purpose = .confirmation, of draft: Int
    ) async throws -> Int {
        let (key, now) = (house.services.key, house.clock.now)
        return try await house.database.write {
            try EvidenceStore.keep(file, for: purpose, of: draft, from: OrderHouse.applicant, at: now, key, $0)
        }
    }

    private func draftFiles(_ draft: Int, of company: Int = 1) throws -> [KeptEvidence] {
        try house.database.read { try EvidenceStore.ofDraft(draft, of: company, $0) }
    }

    private func forget() async throws {
        let now = house.clock.now
        try await house.database.write { try EvidenceStore.forget(at: now, $0) }
    }

    @Test func `DATED-3 a file lies sealed, and a second one for the same purpose takes its place`() async throws {
        let draft = try house.beginDraft().id
        _ = try await keep(try file("old"), of: draft)
        let id = try await keep(try file(), of: draft)
        _ = try await keep(try file(), .remainingLines, of: draft)
        #expect(try draftFiles(draft).map(\.purpose) == [.confirmation, .remainingLines])
        #expect(try draftFiles(draft).first?.id == id)
        #expect(try draftFiles(draft, of: 2).isEmpty)
        #expect(try house.holds(Self.secret) == false)
        let read = try house.database.read { try EvidenceStore.content(id, house.services.key, $0) }
        #expect(read?.content == (try file()).content)
    }

    @Test func `DATED-3 only the operator reads a file, and that stands in the trail`() async throws {
        let id = try await keep(try file(), of: try house.beginDraft().id)
        let (key, now) = (house.services.key, house.clock.now)
        let (found, missing) = try await house.database.write { database in
            let actor: (Int) -> Actor = { .operatorOfOrdering(company: $0, at: now) }
            return (
                try EvidenceOperator.read(id, key, by: actor, database)?.content,
                try EvidenceOperator.read(id + 1, key, by: actor, database)?.content
            )
        }
        #expect(found == (try file()).content)
        #expect(missing == nil)
        #expect(try house.auditLines("ordering.evidence.read") == ["1 \(id) 申込書.pdf"])
    }

    @Test func `DATED-3 a file goes with its draft, and with its order after seven years`() async throws {
        let (draft, other) = (try house.beginDraft().id, try house.beginDraft().id)
        _ = try await keep(try file(), of: draft)
        _ = try await keep(try file(), of: other)
        let order = try await house.submit()
        let now = house.clock.now
        try await house.database.write { database in
            try EvidenceStore.become(order, draft, at: now, database)
            _ = try OrderDraftStore.remove(other, of: 1, database)
        }
        try await forget()
        let waiting = try draftFiles(draft) + draftFiles(other)
        #expect(waiting.isEmpty)
        #expect(try house.database.read { try EvidenceStore.ofOrder(order, $0) }.map(\.name) == ["申込書.pdf"])
        let years = Moment(startOf: now.day.adding(months: 12 * EvidenceFile.years))
        house.moveClock(to: years + (now - Moment(startOf: now.day)))
        try await forget()
        #expect(try house.database.read(EvidenceStore.all).count == 1)
        house.clock.advance(.days(1))
        try await forget()
        #expect(try house.database.read(EvidenceStore.all).isEmpty)
    }

    @Test func `DATED-3 a company has so many files with its drafts and no more`() async throws {
        for _ in 0..<EvidenceFile.mostWaiting { _ = try await keep(try file(), of: try house.beginDraft().id) }
        let draft = try house.beginDraft().id
        await #expect(throws: EvidenceFile.Problem.tooManyWaiting) { _ = try await keep(try file(), of: draft) }
    }
}

extension OrderHouse {
    /// Whether anybody could read it in the database's files.
    fileprivate func holds(_ text: String) throws -> Bool {
        try files.contains { path in
            try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
        }
    }

    /// `tenant subject after`, oldest first.
    fileprivate func auditLines(_ event: String) throws -> [String] {
        try database.read { database in
            try database.query("SELECT tenant, subject, after FROM audit WHERE event = ?1 ORDER BY id", event) {
                "\($0.integer(0)) \($0.text(1)) \($0.text(2))"
            }
        }
    }
}
