import Exchange
@testable import Ordering
import SQLite
import TestSite
import Testing

/// 0AJ利用拠点NWアドレス
@Suite struct NetworkAddressTests {
    private func network(_ text: String) throws -> NetworkAddress { try #require(NetworkAddress(stored: text)) }

    @Test(arguments: [
        ("10.200.3.0", "24", "10.200.3.0/24"), ("１０.２００.３.０", "２４", "10.200.3.0/24"),
        ("10.200.3.0", "/24", "10.200.3.0/24"), ("10.200.3.0", "255.255.255.0", "10.200.3.0/24"),
        ("10.0.0.0", "8", "10.0.0.0/8"), (" 192.0.2.1 ", "32", "192.0.2.1/32"),
    ])
    func `DATED-2 an address and a mask are read as people write them`(address: String, mask: String, text: String)
        throws
    {
        #expect(try NetworkAddress.read(address: address, mask: mask).get().text == text)
    }

    @Test(arguments: [
        ("10.0.0.0", "7", [NetworkAddress.Problem.mask]), ("10.0.0.0", "33", [.mask]), ("10.0.0.0", "", [.maskMissing]),
        ("10.0.0.0", "2x", [.mask]), ("", "24", [.addressMissing]), ("10.0.0", "24", [.addressForm]),
        ("10.0.0.256", "24", [.addressForm]), ("2001:db8::", "32", [.addressForm]),
        ("::ffff:10.0.0.0", "8", [.addressForm]), ("10.0.0.0/8", "8", [.addressForm]),
        ("本社", "33", [.addressForm, .mask]),
    ])
    func `DATED-2 what is no network is refused by what is wrong with it`(
        address: String, mask: String, problems: [NetworkAddress.Problem]
    ) {
        #expect(
            NetworkAddress.read(address: address, mask: mask) == .failure(NetworkAddress.Problems(all: problems)))
    }

    @Test func `DATED-2 bits behind the mask are refused with the network that was meant`() throws {
        let read = NetworkAddress.read(address: "10.200.3.7", mask: "24")
        #expect(read == .failure(NetworkAddress.Problems(all: [.hostBits(try network("10.200.3.0/24"))])))
        #expect(NetworkAddress(stored: "10.200.3.7/24") == nil && NetworkAddress(stored: "10.200.3.0") == nil)
    }

    private func rows(_ rows: (String, String)...) -> NetworkAddressRows {
        NetworkAddressRows(
            rows.map { action, text in
                let parts = text.split(separator: "/").map(String.init)
                return .init(action: action, address: parts[0], mask: parts[1])
            })
    }

    @Test func `DATED-2 what is added overlaps nothing that will be in force`() throws {
        let registered = [try network("10.200.0.0/16"), try network("192.0.2.0/24")]
        func problems(_ rows: NetworkAddressRows) -> [NetworkAddressRows.Problem] {
            if case .failure(let problems) = rows.read(beside: registered, needsOne: false) { problems.all } else { [] }
        }
        #expect(problems(rows(("add", "10.200.3.0/24"))) == [.row(0, .overlaps(registered[0]))])
        #expect(problems(rows(("add", "10.0.0.0/8"))) == [.row(0, .overlaps(registered[0]))])
        #expect(problems(rows(("add", "192.0.2.0/24"))) == [.row(0, .isRegistered)])
        #expect(
            problems(rows(("add", "10.201.0.0/16"), ("add", "10.201.7.0/24"))) == [
                .row(1, .overlaps(try network("10.201.0.0/16")))
            ])
        #expect(problems(rows(("add", "10.201.0.0/16"), ("remove", "10.201.0.0/16"))) == [.row(1, .twice(first: 0))])
        // What goes makes room, wherever its row stands.
        #expect(problems(rows(("add", "10.200.3.0/24"), ("remove", "10.200.0.0/16"))).isEmpty)
        #expect(problems(rows(("", "10.201.0.0/16"))) == [.row(0, .action)])
    }

    @Test func `DATED-2 only what is registered is removed`() throws {
        let registered = [try network("10.200.0.0/16")]
        let read = rows(("remove", "10.201.0.0/16")).read(beside: registered, needsOne: false)
        #expect(read == .failure(NetworkAddressRows.Problems(all: [.row(0, .isNotRegistered)])))
        #expect(
            try rows(("remove", "10.200.0.0/16")).read(beside: registered, needsOne: false).get()
                == [NetworkAddressChange(.remove, registered[0])])
    }

    @Test func `DATED-2 where 0AJ is ordered one is in force, and elsewhere the block may be empty`() throws {
        let (empty, one) = (NetworkAddressRows([.init(action: "add")]), try network("10.0.0.0/8"))
        let none = NetworkAddressRows.Problems(all: [.noneInForce])
        #expect(empty.read(beside: [], needsOne: true) == .failure(none))
        #expect(empty.read(beside: [], needsOne: false) == .success([]))
        #expect(empty.read(beside: [one], needsOne: true) == .success([]))
        #expect(rows(("remove", "10.0.0.0/8")).read(beside: [one], needsOne: true) == .failure(none))
    }

    @Test func `DATED-2 rows are kept as they were typed`() {
        let rows = NetworkAddressRows([.init(action: "add", address: "10.x", mask: ""), .init(), .init(mask: "24\t")])
        #expect(NetworkAddressRows(text: rows.text).all.map(\.address) == ["10.x", "", ""])
        #expect(
            NetworkAddressRows([NetworkAddressRows.Row](repeating: .init(), count: 51)).read(
                beside: [], needsOne: false) == .failure(.init(all: [.tooMany(51)])))
    }

    @Test func `DATED-2 what was ordered is in force afterwards, once`() async throws {
        let house = try OrderHouse()
        let now = house.clock.now
        let (one, other) = (try network("10.0.0.0/8"), try network("192.0.2.0/24"))
        let inForce = try await house.database.write { database in
            let contract = try ServiceContractStore.add(of: 1, .ipVoice, at: now, database)
            for changes in [
                [NetworkAddressChange(.add, one)], [.init(.add, one), .init(.add, other)], [.init(.remove, one)],
            ] {
                try NetworkAddressStore.apply(changes, to: contract, at: now, database)
            }
            return try NetworkAddressStore.registered(contract, database)
        }
        #expect(inForce == [other])
        #expect(NetworkAddressRows.inForce(after: [.init(.remove, one), .init(.add, other)], [one]) == [other])
    }
}
