import Exchange
import Foundation
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Numbers, and who has them, without pages: one database file, which several programs may open.
final class NumberHouse: Sendable {
    let database: Database
    let company: Int
    private let path = NSTemporaryDirectory() + "hikari-numbers-\(UUID().uuidString).sqlite"

    static let now = Moment(milliseconds: 1_795_000_000_000)

    init() throws {
        let opened = try Database(path: path, migrationLists: TestOrderingSite.migrations)
        database = opened
        company = try opened.writeAndWait { try CompanyStore.add("見本商事株式会社", Company.Address(), at: Self.now, $0) }
    }

    deinit {
        database.close()
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }

    /// Another program's.
    func opened() throws -> Database { try Database(path: path, migrationLists: TestOrderingSite.migrations) }

    func addBlock(_ area: String, _ first: String, _ count: Int, inUse: [String] = []) throws {
        let (first, used) = (try Self.number(first), try inUse.map(Self.number))
        try write {
            _ = try NumberBlockOperator.add(area: area, first: first, count: count, inUse: used, at: Self.now, $0)
        }
    }

    /// Numbers of a block that are not free any more.
    func give(_ numbers: [String]) throws {
        let numbers = try numbers.map(Self.number)
        try write { try NumberBlockStore.giveDirectly(numbers, $0) }
    }

    @discardableResult
    func hold(_ wishes: [NumberWish], _ order: Int) throws -> [NumberOffer] {
        let order = try Self.order(order)
        return try database.writeAndWait { try NumberBlockStore.hold(wishes, for: order, $0) }
    }

    func offers(_ wishes: [NumberWish]) throws -> [Result<NumberOffer, TooFewNumbers>] {
        try read { try NumberBlockStore.offers(for: wishes, $0) }
    }

    func reserve(_ count: Int, in area: String, of company: Int? = nil) throws -> NumberReservation {
        let company = company ?? self.company
        return try database.writeAndWait { database in
            try NumberBlockOperator.reserve(
                count, in: area, of: company, NumberPolicy(), random: Self.random, at: Self.now, database)
        }
    }

    func tally() throws -> NumberTally {
        try read { database in
            try NumberBlockStore.tally(of: try #require(try NumberBlockStore.blocks(database).first), database)
        }
    }

    func read<Value>(_ body: (Connection) throws -> Value) throws -> Value { try database.read(body) }

    func write(_ body: @escaping @Sendable (Connection) throws -> Void) throws { try database.writeAndWait(body) }

    /// Bytes that differ from call to call.
    @Sendable static func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }

    static func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(clean: digits)) }

    static func order(_ place: Int) throws -> OrderNumber { try #require(OrderNumber("\(200_000_000_000 + place)")) }

    static func wish(_ count: Int, _ kind: VoiceNumberKind = .geographic, beside base: String = "0312345000") throws
        -> NumberWish
    { try #require(NumberWish(kind, beside: try number(base), count: count)) }
}

extension NumberOffer {
    /// `0312345001+2`
    var texts: [String] { runs.map { "\($0.first)+\($0.count)" } }
}
