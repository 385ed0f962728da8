import Contracts
import SQLite
@testable import Settings
import Telephony
import TestSite
import Testing

/// CALL-2: the first call after a commit obeys it, whichever program has committed.
@Suite struct CallBookKeeperTests {
    private let site: CallDatabase
    private let destination: PhoneNumber

    init() throws {
        site = try CallDatabase()
        destination = try CallDatabase.number("09011112222")
    }

    @Test func `CALL-2 the first call after 設定, start and stop obeys, whichever program has saved`() throws {
        let contract = try site.addContract(1)
        let number = try CallDatabase.number(1, 1)
        #expect(try site.settings(of: number) == CallSettings(channels: 2))
        for program in [site.database, site.other] {
            try site.save([number: destination], of: contract, in: program)
            try site.turn(on: true, of: contract, in: program)
            #expect(try site.settings(of: number)?.bulkForwarding == .on(destination))
            #expect(try site.settings(of: CallDatabase.number(1, 2))?.bulkForwarding == .on(nil))
            try site.save([number: nil, CallDatabase.number(1, 2): destination], of: contract, in: program)
            #expect(try site.settings(of: number)?.bulkForwarding == .on(nil))
            try site.turn(on: false, of: contract, in: program)
            #expect(try site.settings(of: number)?.bulkForwarding == .off)
            try site.save([CallDatabase.number(1, 2): nil], of: contract, in: program)
        }
    }

    @Test func `CALL-2 what the operator does counts at the next call: numbers, channels, monitor number, removal`()
        throws
    {
        try site.keeper.catchUp()
        let contract = try site.addContract(1)
        let (own, first, added) = (
            try CallDatabase.number(1, 0), try CallDatabase.number(1, 1), try CallDatabase.number(1, 9)
        )
        try site.save([first: destination], of: contract)
        try site.turn(on: true, of: contract)
        #expect(try site.settings(of: first)?.bulkForwarding == .on(destination))
        #expect(try site.settings(of: added) == nil)
        try site.operate { database, now in
            let stored = try #require(try ContractsStore.find(own, database))
            try ContractsStore.addNumbers([added], to: stored, at: now, database)
        }
        #expect(try site.settings(of: added)?.bulkForwarding == .on(nil))
        try site.operate { database, now in
            try ContractsStore.removeNumbers([first], uses: TestSite.numberUses, at: now, database)
        }
        #expect(try site.settings(of: first) == nil)
        try site.operate { database, now in
            try ContractsStore.setMonitorNumber(added, of: own, uses: TestSite.numberUses, at: now, database)
        }
        #expect(try site.settings(of: added)?.bulkForwarding == .on(nil))
        try site.operate { try ContractsStore.remove(own, at: $1, $0) }
        #expect(try site.settings(of: own) == nil)
        #expect(try site.settings(of: added) == nil)
        #expect(site.keeper.count == 0)
    }

    @Test func `a number that goes from one contract to another is the other's from then on`() throws {
        let (one, two) = (try site.addContract(1), try site.addContract(2, channels: 5))
        let number = try CallDatabase.number(1, 1)
        try site.save([number: destination], of: one)
        try site.turn(on: true, of: one)
        #expect(try site.settings(of: number)?.bulkForwarding == .on(destination))
        try site.operate { database, now in
            try ContractsStore.removeNumbers([number], uses: TestSite.numberUses, at: now, database)
            let other = try #require(try ContractsStore.find(id: two, database))
            try ContractsStore.addNumbers([number], to: other, at: now, database)
        }
        #expect(try site.settings(of: number) == CallSettings(channels: 5))
    }

    @Test func `an import of thousands is read bit by bit, and whoever is asked about is read first`() throws {
        try site.keeper.catchUp()
        let numbers = try (1...60).map { try CallDatabase.number($0, 1) }
        let destination = destination
        try site.operate { database, now in
            for line in 1...60 {
                let additional = try (1...200).map { try CallDatabase.number(line, $0) }
                let draft = try ContractDraft(
                    number: CallDatabase.number(line, 0), channels: 3, additionalNumbers: additional)
                let contract = try ContractsStore.add(draft, at: now, database)
                try database.run(
                    "INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version) VALUES (?1, ?2, ?3, 1)",
                    contract, additional[0], destination)
            }
        }
        try site.keeper.catchUp()
        #expect(site.keeper.isBehind)
        #expect(try numbers.allSatisfy { try site.keeper.settings(of: $0) == CallSettings(channels: 3) })
        while site.keeper.isBehind { try site.keeper.catchUp() }
        #expect(site.keeper.count == 60 * 201)
        try site.turn(on: true, of: 7, in: site.other)
        #expect(try site.settings(of: numbers[6])?.bulkForwarding == .on(destination))
    }

    @Test func `a book that begins says what the database has, and so does one after any changes`() throws {
        var numbers: [PhoneNumber] = []
        for line in 1...5 {
            let contract = try site.addContract(line, numbers: 20, channels: line)
            numbers += try (0...21).map { try CallDatabase.number(line, $0) }
            try site.save(
                [
                    CallDatabase.number(line, 3): destination,
                    CallDatabase.number(line, 5): try CallDatabase.number(line, 7),
                ],
                of: contract)
            if line % 2 == 0 { try site.turn(on: true, of: contract) }
        }
        #expect(try site.isTrue(for: numbers))
        try site.operate { try ContractsStore.remove(try CallDatabase.number(2, 0), at: $1, $0) }
        try site.addContract(6, numbers: 20)
        try site.save([CallDatabase.number(4, 4): destination], of: 4, in: site.other)
        #expect(try site.isTrue(for: numbers + (0...21).map { try CallDatabase.number(6, $0) }))
    }

    @Test func `when the newest lines of the trail are gone everything is read again`() throws {
        let contract = try site.addContract(1)
        let number = try CallDatabase.number(1, 1)
        try site.save([number: destination], of: contract)
        #expect(try site.settings(of: number)?.bulkForwarding == .off)
        try site.operate { database, _ in
            try database.run("DELETE FROM audit")
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (1, 1, 1, 0, 'operator')"
            )
        }
        #expect(try site.settings(of: number)?.bulkForwarding == .on(destination))
    }

    @Test func `events of sign-in say nothing about calls, and unknown ones say that all may be new`() {
        #expect(CallChange(event: "sign-in", subject: "") == .nothing)
        #expect(CallChange(event: "password.changed", subject: "") == .nothing)
        #expect(CallChange(event: "voice-warp.saved", subject: "") == .contract)
        #expect(CallChange(event: "bulk-forwarding.upload", subject: "a.csv") == .contract)
        #expect(CallChange(event: "bulk-forwarding.start", subject: "") == .line)
    }
}
