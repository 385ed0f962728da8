@testable import Contracts
import Foundation
import SIP
import SQLite
@testable import Settings
@testable import Telephony
import TestPrograms
import TestSite
import Testing
import Transport
@testable import hikari

/// The built program calls telephones that speak SIP; each can be unplugged.
@Suite struct LineMonitorTests {
    private let data = BuiltProgram.newFolder()
    private let loop: EventLoop
    private let telephones: SIPTelephones

    init() throws {
        loop = try EventLoop(name: "telephones")
        let numbers = (0..<40).compactMap { SIPNumber("03222200\($0 + 10)") }
        telephones = try SIPTelephones(
            Dictionary(uniqueKeysWithValues: numbers.map { ($0, .rings) }), on: loop,
            random: { (0..<$0).map { _ in UInt8.random(in: 0...255) } })
        try loop.start()
    }

    private var settings: [String: String] {
        [
            "HIKARI_SIP_PROXY": "127.0.0.1:\(telephones.port)", "HIKARI_MONITOR_CALLER_NUMBER": "0312349999",
            "HIKARI_MONITOR_INTERVAL_SECONDS": "2", "HIKARI_MONITOR_PATIENCE_SECONDS": "1",
        ]
    }

    /// Contracts that are watched, each its own monitor number, with a second number that is forwarded.
    private func addContracts(_ count: Int) throws {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        let now = Surroundings().now()
        let address = try #require(MailAddress("keiri@example.jp"))
        try database.writeAndWait { database in
            for index in 0..<count {
                guard let number = PhoneNumber("03222200\(index + 10)"),
                    let other = PhoneNumber("03222300\(index + 10)")
                else { continue }
                let id = try ContractsStore.add(
                    ContractDraft(
                        number: number, services: [.bulkForwarding, .faultNotification], additionalNumbers: [other],
                        monitorNumber: number), at: now, database)
                try database.run(
                    """
                    INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
                    VALUES (?1, ?2, '09012345678', 1)
                    """, id, other.digits)
                try FaultNotificationStore.keep(
                    FaultNotification.Settings(startsForwarding: true, stopsForwarding: true, isOn: true), of: id,
                    database)
                try FaultNotificationStore.keep(
                    [.init(place: 1, address: address, isTicked: true, hours: .always)], of: id, database)
            }
        }
    }

    private func read<T>(_ body: (Connection) throws -> T) throws -> T {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        return try database.read(body)
    }

    private func mails(_ kind: String) throws -> Int {
        try read { try $0.first("SELECT count(*) FROM outbox_mail WHERE kind = ?1", kind) { $0.integer(0) } ?? 0 }
    }

    private func isForwarding() throws -> Bool {
        try read { try $0.exists("SELECT 1 FROM bulk_forwarding WHERE is_on") }
    }

    private func conditions(_ condition: LineCondition) throws -> Int {
        try read {
            try $0.first("SELECT count(*) FROM monitored_line WHERE condition = ?1", condition.rawValue) {
                $0.integer(0)
            } ?? 0
        }
    }

    private func plug(_ index: Int, _ isPlugged: Bool) throws {
        telephones.plug(try #require(SIPNumber("03222200\(index + 10)")), isPlugged)
    }

    @Test func `FAULT-2, 3 a line dies and comes back over two power cuts: one mail each, forwarding starts and stops`()
        async throws
    {
        try await onOwnThread {
            try addContracts(1)
            let first = try RunningProgram("serve", data: data, environment: settings)
            try waitForOthers { try conditions(.normal) == 1 }
            try plug(0, false)
            try waitForOthers { try read { try MonitoredLineStore.countOfSuspects($0) } == 1 }
            first.kill()
            let second = try RunningProgram("serve", data: data, environment: settings)
            try waitForOthers { try mails("fault-notification.fault") == 1 }
            #expect(try isForwarding())
            second.kill()
            let third = try RunningProgram("serve", data: data, environment: settings)
            try plug(0, true)
            try waitForOthers { try mails("fault-notification.recovery") == 1 }
            #expect(try !isForwarding())
            #expect(try mails("fault-notification.fault") == 1)
            try waitForOthers { try read { try !$0.exists("SELECT 1 FROM outbox_mail WHERE state <> 'sent'") } }
            #expect(third.terminate() == 0)
        }
    }

    @Test func `FAULT-7 when everything dies at once nobody is told, and nothing starts`() async throws {
        try await onOwnThread {
            try addContracts(40)
            let server = try RunningProgram("serve", data: data, environment: settings)
            try waitForOthers { try conditions(.normal) == 40 }
            for index in 0..<40 { try plug(index, false) }
            try waitForOthers {
                try read { try $0.first("SELECT min(failures) FROM monitored_line") { $0.integer(0) } } == 4
            }
            try waitForOthers { try read { try MassFailureStore.heldSince($0) } != nil }
            let shown = try BuiltProgram.run(["monitor", "show", "--data", data]).output
            #expect(shown.contains("faults are held since"))
            #expect(shown.contains("failing without being declared faulty: 40"))
            #expect(try mails("fault-notification.fault") == 0)
            #expect(try !isForwarding())
            for index in 0..<40 { try plug(index, true) }
            try waitForOthers { try read { try MassFailureStore.heldSince($0) } == nil }
            #expect(try conditions(.faulty) == 0)
            #expect(server.terminate() == 0)
        }
    }

    @Test func `FAULT-1 hikari monitor test prints one call as it happens`() async throws {
        try await onOwnThread {
            // Whom nobody answers is waited for as long as a loaded machine needs to ring; who is silent, for a second.
            let patient = settings.merging(["HIKARI_MONITOR_PATIENCE_SECONDS": "60"]) { $1 }
            let reached = try BuiltProgram.run(["monitor", "test", "0322220010"], environment: patient)
            #expect(reached.status == 0)
            for line in ["INVITE sent", "180 Ringing", "reached: the device rings", "CANCEL sent", "closed"] {
                #expect(reached.output.contains(line))
            }
            try plug(1, false)
            let silent = try BuiltProgram.run(["monitor", "test", "0322220011"], environment: settings)
            #expect(silent.status == 1)
            #expect(silent.output.contains("failed: no answer in time"))
            #expect(silent.error == "hikari: 0322220011 was not reached\n")
            let unknown = try BuiltProgram.run(["monitor", "test", "0399999999"], environment: settings)
            #expect(unknown.output.contains("404 Not Found"))
            #expect(try BuiltProgram.run(["monitor", "test", "0322220010"]).status == 1)
        }
    }

    @Test func `FAULT-10 hikari monitor test tells what cannot be told from what was not reached`() async throws {
        let garbling = try DatagramSocket(address: "127.0.0.1", port: 0, on: loop, handler: GarblingTelephone())
        try await onOwnThread {
            var settings = settings
            settings["HIKARI_SIP_PROXY"] = "127.0.0.1:\(garbling.port)"
            let garbled = try BuiltProgram.run(["monitor", "test", "0322220010"], environment: settings)
            #expect(garbled.status == 3)
            #expect(garbled.output.contains("an answer that cannot be read, and counts neither way: CSeq is malformed"))
            #expect(garbled.error == "hikari: whether 0322220010 can be reached cannot be told\n")
            settings["HIKARI_SIP_PROXY"] = "nobody.invalid:5060"
            let lost = try BuiltProgram.run(["monitor", "test", "0322220010"], environment: settings)
            #expect(lost.status == 3)
            #expect(lost.output.contains("not placed"))
        }
    }
}
