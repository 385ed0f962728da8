import ExchangeSimulator
import Foundation
import Ordering
import SIP
import SQLite
import Shell
import Telephony
import Transport

/// Lets devices register by user ID and password (EXCH-7), on the loop on which calls are decided: who decides reads contacts there.
struct RegistrarServing: Sendable {
    let server: RegistrarServer
    private let keeper: ContactKeeper
    /// For the operator.
    let line: String

    /// Listens if that is set. Those who had registered before are reached at once.
    /// - Parameters:
    ///   - loop: one that has not begun.
    ///   - password: of a device; asked on the loop for each REGISTER.
    ///   - decide: what becomes of a device's call; nil: calls are not taken here.
    init?(
        _ configuration: OrderingConfiguration, _ services: Services, on loop: EventLoop,
        password: @escaping @Sendable (UserID, Connection) throws -> String?,
        decide: (@Sendable (RedirectQuestion, _ user: String) -> RedirectAnswer)? = nil
    ) throws {
        guard let endpoint = configuration.registrarListen else { return nil }
        let passwords = DevicePasswords(services, password)
        var settings = RegistrarSettings(realm: configuration.realm)
        settings.asksForSHA256 = configuration.registrarAsksForSHA256
        if let rate = configuration.registrarRequestsPerSecond { settings.requests.requestsPerSecond = rate }
        server = try RegistrarServer(
            address: endpoint.host, port: endpoint.port, settings: settings,
            key: services.random(32), on: loop,
            // Whoever comes after a commit is judged by it, though all that have come together share a transaction.
            willAnswer: { services.database.endTurn() }, password: passwords.find, decide: decide)
        keeper = ContactKeeper(server, services, on: loop)
        try keeper.restore()
        loop.execute { [keeper] in keeper.begin() }
        line = "hikari: devices register by SIP (UDP and TCP) at \(endpoint.host):\(server.port)"
    }

    /// Where devices come to.
    var port: UInt16 { server.port }

    /// For `/healthz`.
    var healthLine: String { server.counts.healthLine }

    /// What is known now is kept; the loop still runs.
    func stop() async {
        server.close()
        await keeper.stop()
    }
}

/// Passwords as the registrar asks for them. On the loop only, which is what `@unchecked` vouches for.
private final class DevicePasswords: @unchecked Sendable {
    private let database: Database
    private let log: Log
    private let password: (UserID, Connection) throws -> String?
    private var isBroken = false

    init(_ services: Services, _ password: @escaping @Sendable (UserID, Connection) throws -> String?) {
        (database, log, self.password) = (services.database, services.log, password)
    }

    @Sendable
    func find(_ name: String) -> String? {
        guard let user = UserID(name) else { return nil }
        do {
            let found = try database.read { try password(user, $0) }
            isBroken = false
            return found
        } catch {
            if !isBroken { log(.failure, "passwords of devices cannot be read: none registers", ["error": "\(error)"]) }
            isBroken = true
            return nil
        }
    }
}

extension RegistrarCounts {
    /// Since the start.
    fileprivate var healthLine: String {
        "devices: \(contacts) contacts; \(registered) registrations, \(challenged) asked who they are, \(wrong) wrong, "
            + "\(refused) refused, \(calls) calls, \(others) others; not answered: \(unreadable) unreadable, "
            + "\(tooMany) beyond the rate"
    }
}

/// Keeps contacts over a new start: what has changed is written every few seconds. On its loop only, which is what `@unchecked` vouches for.
private final class ContactKeeper: @unchecked Sendable {
    /// Nanoseconds between two looks for what has changed.
    private static let pace: UInt64 = 3_000_000_000
    /// Users in one transaction: nobody else writes meanwhile.
    private static let mostAtOnce = 1_000

    private let server: RegistrarServer
    private let database: Database
    private let now: @Sendable () -> Moment
    private let log: Log
    private let loop: EventLoop
    private var alarm: Alarm?
    private var isWriting = false
    private var isBroken = false
    /// Those who wait for the last write.
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ server: RegistrarServer, _ services: Services, on loop: EventLoop) {
        (self.server, self.loop) = (server, loop)
        (database, now, log) = (services.database, services.now, services.log)
    }

    func restore() throws {
        let now = now()
        var user = ""
        var contacts: [RegisteredContact] = []
        try database.read { database in
            try ExchangeContactStore.forEach(at: now, database) { kept in
                if kept.user != user {
                    server.restore(contacts, of: user)
                    (user, contacts) = (kept.user, [])
                }
                if let contact = RegisteredContact(kept, at: now, server.now) { contacts.append(contact) }
            }
        }
        server.restore(contacts, of: user)
    }

    func begin() {
        loop.assertIsCurrent()
        alarm = Alarm(on: loop) { [unowned self] in
            keep()
            wait()
        }
        wait()
    }

    private func wait() { alarm?.set(at: loop.now + Self.pace) }

    /// - Returns: whether anything is being written.
    @discardableResult
    private func keep() -> Bool {
        loop.assertIsCurrent()
        guard !isWriting else { return true }
        let changes = server.takeChanges()
        guard !changes.isEmpty else { return false }
        isWriting = true
        let (now, serverNow) = (now(), server.now)
        // In the order in which they are stored: a transaction then writes few pages.
        let rows = changes.sorted { $0.key < $1.key }.map { user, contacts in
            (user, contacts.map { ExchangeContact($0, of: user, at: now, serverNow) })
        }
        Task { [database] in
            var kept = 0
            var problem: (any Error)?
            do {
                while kept < rows.count {
                    let part = Array(rows[kept..<min(kept + Self.mostAtOnce, rows.count)])
                    try await database.write { try ExchangeContactStore.keep(part, at: now, $0) }
                    kept += part.count
                }
            } catch {
                problem = error
            }
            let left = rows[kept...].map(\.0)
            loop.execute { [self, problem] in ended(left, problem) }
        }
        return true
    }

    private func ended(_ left: [String], _ problem: (any Error)?) {
        loop.assertIsCurrent()
        isWriting = false
        server.returnChanges(of: left)
        if let problem, !isBroken { log(.failure, "contacts of devices cannot be kept", ["error": "\(problem)"]) }
        isBroken = problem != nil
        guard !waiting.isEmpty, isBroken || !keep() else { return }
        for each in waiting { each.resume() }
        waiting = []
    }

    func stop() async {
        await withCheckedContinuation { continuation in
            loop.execute { [self] in
                alarm?.end()
                alarm = nil
                if keep() { waiting.append(continuation) } else { continuation.resume() }
            }
        }
    }
}

extension RegisteredContact {
    /// - Parameters:
    ///   - now: the wall's time.
    ///   - seconds: the registrar's at the same moment.
    fileprivate init?(_ kept: ExchangeContact, at now: Moment, _ seconds: UInt32) {
        guard let port = UInt16(exactly: kept.port), let source = PeerAddress(numeric: kept.address, port: port) else {
            return nil
        }
        self.init(
            uri: kept.uri, callID: kept.callID, source: source, isStream: kept.isStream,
            until: seconds + UInt32(clamping: ((kept.until - now).milliseconds + 999) / 1000),
            sequence: UInt32(clamping: kept.sequence), preference: kept.preference.map { UInt16(clamping: $0) },
            device: UInt64(bitPattern: Int64(kept.device)))
    }
}

extension ExchangeContact {
    fileprivate init(_ contact: RegisteredContact, of user: String, at now: Moment, _ seconds: UInt32) {
        self.init(
            user: user, uri: contact.uri, callID: contact.callID, sequence: Int(contact.sequence),
            until: now + .seconds(Int(contact.until) - Int(seconds)), preference: contact.preference.map { Int($0) },
            device: Int(Int64(bitPattern: contact.device)), address: contact.source.text,
            port: Int(contact.source.port),
            isStream: contact.isStream)
    }
}
