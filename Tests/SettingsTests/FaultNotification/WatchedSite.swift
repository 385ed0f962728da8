import Foundation
import SQLite
@testable import Settings
@testable import Shell
import Synchronization
@testable import Telephony
import TestSite
import Testing

/// Lines that do what a test tells them to.
final class TestLines: LineCaller {
    private struct State {
        var dead: Set<String> = []
        var isAllDead = false
        var givesUp = false
        var unreadable: Set<String> = []
        var refused: Set<String> = []
        var called: [String] = []
    }

    private let state = Mutex(State())

    var called: [String] { state.withLock { $0.called } }

    func die(_ numbers: String...) { state.withLock { $0.dead.formUnion(numbers) } }
    func revive(_ numbers: String...) { state.withLock { $0.dead.subtract(numbers) } }
    func proxyDies(_ isDead: Bool) { state.withLock { $0.isAllDead = isDead } }
    /// The network says, through the proxy, that they cannot be reached.
    func refuse(_ numbers: String...) { state.withLock { $0.refused.formUnion(numbers) } }
    /// They answer, but in a way that cannot be read.
    func garble(_ numbers: String...) { state.withLock { $0.unreadable.formUnion(numbers) } }
    func mend(_ numbers: String...) { state.withLock { $0.unreadable.subtract(numbers) } }
    /// Calls are given up on our side.
    func givesUp(_ givesUp: Bool) { state.withLock { $0.givesUp = givesUp } }

    func call(
        _ number: PhoneNumber, patience: Duration, answer: @escaping @Sendable (LineCallOutcome) -> Void
    ) {
        let outcome: LineCallOutcome = state.withLock { state in
            state.called.append(number.digits)
            if state.givesUp { return .abandoned("stopping") }
            if state.unreadable.contains(number.digits) { return .unreadable("unreadable: CSeq is malformed") }
            if state.isAllDead || state.dead.contains(number.digits) { return .failed("408", isInDoubt: true) }
            return state.refused.contains(number.digits) ? .failed("480", isInDoubt: false) : .reached("180")
        }
        answer(outcome)
    }
}

/// A site whose monitor is run by the test, a round at a time, with an uptime of its own.
final class WatchedSite: Sendable {
    let site: TestSite
    let lines = TestLines()
    private let uptime = Mutex(Duration.zero)
    private let monitor: Mutex<LineMonitorLoop?> = Mutex(nil)

    static let interval: Duration = .seconds(120)

    init(policy change: (inout TestPolicy) -> Void = { _ in }) throws {
        site = try TestSite(policy: { policy in
            // Hours go by between two pages, and a session's last use is written a moment after a page.
            policy.sessions.idleTime = .hours(8)
            change(&policy)
        })
        restart()
    }

    /// As after a power cut: only the database is left.
    func restart() {
        let watch = FaultNotificationWatch(
            mails: site.services.mails, policy: site.policy.faultNotification,
            hasReferences: !site.policy.monitor.referenceNumbers.isEmpty)
        let new = LineMonitorLoop(
            site.services, site.policy.monitor, for: watch, caller: lines,
            uptime: { [self] in uptime.withLock { $0 } })
        monitor.withLock { $0 = new }
    }

    /// A contract whose line is watched, with one address that is told.
    @discardableResult
    func addContract(
        _ number: String = "0312340001", _ additional: [String] = ["0312340002", "0312340003"],
        monitor: String? = "0312340003", address: String? = "keiri@example.jp", isOn: Bool = true,
        starts: Bool = false, stops: Bool = false, services: [String] = ["bulkForwarding", "faultNotification"]
    ) throws -> Int {
        let contract = try site.addContract(number, additional, monitor: monitor, services: services)
        try write { database in
            try FaultNotificationStore.keep(
                FaultNotification.Settings(startsForwarding: starts, stopsForwarding: stops, isOn: isOn),
                of: contract, database)
            if let address = address.flatMap({ MailAddress($0) }) {
                try FaultNotificationStore.keep(
                    [.init(place: 1, address: address, isTicked: true, hours: .always)], of: contract, database)
            }
        }
        return contract
    }

    func write(_ body: @escaping @Sendable (Connection) throws -> Void) throws {
        try site.services.database.writeAndWait(body)
    }

    func read<T>(_ body: (Connection) throws -> T) throws -> T { try site.services.database.read(body) }

    /// Time passes; every line is called once an interval.
    func run(_ time: Duration = WatchedSite.interval, isClockRunning: Bool = true) async throws {
        let monitor = try #require(monitor.withLock { $0 })
        var left = time
        while left > .zero {
            uptime.withLock { $0 += .seconds(1) }
            if isClockRunning { site.clock.advance(.seconds(1)) }
            left -= .seconds(1)
            try await monitor.step()
        }
    }

    func state(_ contract: Int) throws -> LineState? { try read { try MonitoredLineStore.find(contract, $0)?.state } }

    /// The mails of a kind, oldest first: recipient and subject.
    func mails(_ kind: String) throws -> [Mail] {
        try read { database in
            try database.query(
                "SELECT recipient, subject, body FROM outbox_mail WHERE kind = ?1 ORDER BY id", kind
            ) { row in
                MailAddress(row.text(0)).map {
                    Mail(kind: kind, to: $0, subject: row.text(1), body: row.text(2))
                }
            }.compactMap(\.self)
        }
    }

    var faultMails: [Mail] { get throws { try mails("fault-notification.fault") } }
    var recoveryMails: [Mail] { get throws { try mails("fault-notification.recovery") } }

    func setDestination(_ destination: String, of number: String, _ contract: Int) throws {
        try write { database in
            try database.run(
                """
                INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version) VALUES (?1, ?2, ?3, 1)
                """, contract, number, destination)
        }
    }

    func isForwarding(_ contract: Int) throws -> Bool {
        try read { try BulkForwardingStore.service(of: contract, $0).isOn }
    }
}
