@testable import Contracts
import Foundation
import SQLite
@testable import Settings
@testable import Telephony
@testable import Shell
import TestSite
import Testing

@Suite struct LineMonitorTests {
    @Test func `FAULT-2 the fourth failed call in a row sends the mail, once, and the fourth success the other`()
        async throws
    {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        try await watched.run(.seconds(600))
        #expect(try watched.state(contract)?.condition == .normal)
        #expect(try watched.faultMails.isEmpty && watched.recoveryMails.isEmpty)
        watched.lines.die("0312340003")
        let before = watched.lines.called.count
        while watched.lines.called.count < before + 3 { try await watched.run(.seconds(1)) }
        try await watched.run(.seconds(2))
        #expect(try watched.faultMails.isEmpty)
        try await watched.run(.seconds(140))
        #expect(try watched.faultMails.count == 1)
        try await watched.run(.seconds(1200))
        #expect(try watched.faultMails.count == 1)
        watched.lines.revive("0312340003")
        try await watched.run(.seconds(300))
        #expect(try watched.recoveryMails.isEmpty)
        try await watched.run(.seconds(300))
        #expect(try watched.recoveryMails.count == 1)
        #expect(try watched.site.auditEvents().suffix(2) == ["line.fault", "line.recovery"])
    }

    @Test func `FAULT-2 counts survive a restart in the middle, and no mail comes twice`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        watched.lines.die("0312340003")
        while try watched.state(contract)?.failures != 1 { try await watched.run(.seconds(1)) }
        for _ in 0..<20 {
            watched.restart()
            try await watched.run(.seconds(9))
        }
        #expect(try watched.state(contract)?.condition == .faulty)
        #expect(try watched.faultMails.count == 1)
        #expect(try watched.read { try FaultNotificationRecordStore.list(of: contract, atMost: 9, $0) }.count == 1)
    }

    @Test
    func `FAULT-2, 3 a line that comes back while its verdict waits to be written: each is told once, in its order`()
        async throws
    {
        let watched = try WatchedSite()
        let contract = try watched.addContract(starts: true, stops: true)
        try watched.setDestination("09012345678", of: "0312340001", contract)
        try await watched.run(.seconds(600))
        watched.lines.die("0312340003")
        while try watched.state(contract)?.failures != 3 { try await watched.run(.seconds(1)) }
        // Nothing of a line can be written: the fourth failure waits, and behind it what its return answers.
        try watched.write {
            try $0.run(
                "CREATE TRIGGER broken BEFORE UPDATE ON monitored_line BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
            )
        }
        let before = watched.lines.called.count
        while watched.lines.called.count == before { try? await watched.run(.seconds(1)) }
        watched.lines.revive("0312340003")
        while watched.lines.called.count == before + 1 { try? await watched.run(.seconds(1)) }
        #expect(try watched.faultMails.isEmpty)
        #expect(try !watched.isForwarding(contract))
        try watched.write { try $0.run("DROP TRIGGER broken") }
        try await watched.run(.seconds(5))
        #expect(try watched.faultMails.count == 1 && watched.recoveryMails.isEmpty)
        #expect(try watched.isForwarding(contract))
        #expect(try watched.state(contract)?.condition == .faulty)
        try await watched.run(.seconds(600))
        #expect(try watched.faultMails.count == 1 && watched.recoveryMails.count == 1)
        #expect(try !watched.isForwarding(contract))
        let events = try watched.site.auditEvents().filter { $0.hasPrefix("line.") || $0.hasPrefix("bulk-forwarding.") }
        #expect(events == ["bulk-forwarding.start", "line.fault", "bulk-forwarding.stop", "line.recovery"])
    }

    @Test func `FAULT-1 only contracts with the service, started, and with a monitor number are called`() async throws {
        let watched = try WatchedSite()
        try watched.addContract("0311110001", [], monitor: "0311110001")
        try watched.addContract("0311110002", [], monitor: nil)
        try watched.addContract("0311110003", [], monitor: "0311110003", isOn: false)
        try watched.addContract("0311110004", [], monitor: "0311110004", services: ["bulkForwarding"])
        try await watched.run()
        #expect(Set(watched.lines.called) == ["0311110001"])
    }

    @Test func `FAULT-10 answers that cannot be read count neither way, and the operator is told`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        watched.lines.die("0312340003")
        while try watched.state(contract)?.failures != 2 { try await watched.run(.seconds(1)) }
        let before = try #require(try watched.state(contract))
        watched.lines.garble("0312340003")
        try await watched.run(.seconds(3600))
        #expect(try watched.state(contract) == before)
        #expect(try watched.faultMails.isEmpty)
        #expect(watched.lines.called.count > 20)
        #expect(
            watched.site.log.all.contains {
                $0.contains("\"level\":\"warning\"") && $0.contains("\"unreadable\":\"1\"")
            })
    }

    @Test func `FAULT-10 a line whose answers cannot be read is named to the operator, once, until they can`()
        async throws
    {
        let watched = try WatchedSite()
        try watched.addContract()
        func told(_ what: String) -> Int {
            watched.site.log.all.count { $0.contains(what) && $0.contains("0312340003") }
        }
        watched.lines.garble("0312340003")
        try await watched.run(.seconds(200))
        #expect(try watched.read { try FaultNotificationOperator.summary($0).unreadable } == 0)
        for _ in 0..<3 {
            try await watched.run(.seconds(1200))
            watched.restart()
        }
        let summary = try watched.read { try FaultNotificationOperator.summary($0) }
        #expect(summary.unreadable == 1 && summary.firstUnreadable.map(\.number.digits) == ["0312340003"])
        let number = try #require(PhoneNumber("0312340001"))
        #expect(try watched.read { try FaultNotificationOperator.line(of: number, $0)?.unreadableSince } != nil)
        #expect(told("the answers of a line cannot be read") == 1 && told("can be read again") == 0)
        watched.lines.mend("0312340003")
        try await watched.run(.seconds(300))
        #expect(try watched.read { try FaultNotificationOperator.summary($0).unreadable } == 0)
        #expect(told("the answers of a line cannot be read") == 1 && told("can be read again") == 1)
    }

    @Test func `FAULT-1 calls that were given up on our side count neither way`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        watched.lines.die("0312340003")
        while try watched.state(contract)?.failures != 2 { try await watched.run(.seconds(1)) }
        let state = try watched.state(contract)
        watched.lines.givesUp(true)
        try await watched.run(.seconds(1200))
        #expect(try watched.state(contract) == state)
        #expect(try watched.faultMails.isEmpty)
    }

    @Test func `FAULT-1 a clock set back an hour changes nothing in the calls`() async throws {
        let watched = try WatchedSite()
        try watched.addContract()
        try await watched.run(.seconds(600))
        let calls = watched.lines.called.count
        watched.site.clock.advance(.hours(-1))
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        // Five rounds, more or less, and three calls that confirm.
        #expect((7...9).contains(watched.lines.called.count - calls))
        #expect(try watched.faultMails.count == 1)
    }

    @Test func `FAULT-2 a monitor number that changes begins as 未判定, and ends the fault without a recovery`()
        async throws
    {
        let watched = try WatchedSite()
        let contract = try watched.addContract()
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        #expect(try watched.faultMails.count == 1)
        let number = try #require(PhoneNumber("0312340002"))
        let owner = try #require(PhoneNumber("0312340001"))
        let now = watched.site.clock.now
        try watched.write {
            try ContractsStore.setMonitorNumber(number, of: owner, uses: TestSite.numberUses, at: now, $0)
        }
        try await watched.run(.seconds(10))
        #expect(try watched.state(contract)?.condition == .undecided)
        try await watched.run(.seconds(600))
        #expect(watched.lines.called.last == "0312340002")
        #expect(try watched.state(contract)?.condition == .normal)
        #expect(try watched.recoveryMails.isEmpty)
        #expect(
            try watched.read { try FaultNotificationRecordStore.list(of: contract, atMost: 9, $0) }.first?.ending
                == .unwatched)
        try watched.write {
            try ContractsStore.setMonitorNumber(nil, of: owner, uses: TestSite.numberUses, at: now, $0)
        }
        try await watched.run(.seconds(10))
        let calls = watched.lines.called.count
        try await watched.run(.seconds(300))
        #expect(watched.lines.called.count == calls)
    }

    @Test func `FAULT-1 a contract that is removed is called no more`() async throws {
        let watched = try WatchedSite()
        try watched.addContract()
        try await watched.run(.seconds(130))
        let owner = try #require(PhoneNumber("0312340001"))
        let now = watched.site.clock.now
        try watched.write { try ContractsStore.remove(owner, at: now, $0) }
        try await watched.run(.seconds(5))
        let calls = watched.lines.called.count
        try await watched.run(.seconds(300))
        #expect(watched.lines.called.count == calls)
    }

    @Test func `FAULT-7 when the proxy is dead no customer hears of it, the operator does, and nothing is told twice`()
        async throws
    {
        let watched = try WatchedSite { $0.settings.faultNotification.operatorAddress = MailAddress("noc@example.jp") }
        var contracts: [Int] = []
        for index in 10..<40 {
            let number = "03222200\(index)"
            contracts.append(try watched.addContract(number, [], monitor: number, starts: true))
        }
        try await watched.run(.seconds(600))
        watched.lines.proxyDies(true)
        try await watched.run(.seconds(1800))
        #expect(try watched.faultMails.isEmpty)
        #expect(try watched.mails("line-monitor.guard").map(\.subject).count == 1)
        #expect(watched.site.log.all.contains { $0.contains("faults are held") })
        // A restart in the middle of it changes nothing.
        watched.restart()
        try await watched.run(.seconds(600))
        #expect(try watched.faultMails.isEmpty)
        watched.lines.proxyDies(false)
        watched.lines.die("0322220010")
        try await watched.run(.seconds(600))
        #expect(try watched.mails("line-monitor.guard").count == 2)
        // The one that is dead by itself is declared, and no other.
        #expect(try watched.faultMails.count == 1)
        #expect(try watched.state(contracts[0])?.condition == .faulty)
        #expect(try watched.state(contracts[1])?.condition == .normal)
        #expect(try watched.recoveryMails.isEmpty)
    }
}
