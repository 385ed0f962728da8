@testable import Accounts
import Crypto
import Foundation
import SQLite
import TestSite
@testable import Shell
import Synchronization
@testable import Telephony
import Testing

/// A database that holds what a transcript says.
final class TelephoneHouse: Sendable {
    private let folder: URL
    let exchange: TelephoneExchange
    private let database: Database

    /// Where the transcript says that storing fails, hashes cannot be made.
    init(
        _ transcript: TelephoneTranscript, now: @escaping @Sendable () -> Moment = { TelephoneHouse.start },
        hashing lane: (any WorkLane)? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "telephone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try Database(path: folder.appending(path: "site.sqlite").path, migrationLists: TestSite.migrations)
        let cost = Scrypt(n: 16, r: 1, p: 1)
        let hashing: any WorkLane = lane ?? (transcript.steps.contains(.notSet) ? FullLane() : HereAndNow())
        exchange = TelephoneExchange(
            database: database, work: Work(hashing: hashing, cost: cost, files: HereAndNow()), mails: TestSite.mails,
            numbers: TelephoneMenu.AccessNumbers(), errand: TestSite.telephoneErrand, now: now,
            random: RandomBytes.make,
            pause: { _ in })
        try database.writeAndWait { database in
            guard let first = transcript.numbers.first else { return }
            try database.run(
                """
                INSERT INTO contract (id, number, kind, channels, authentication_unit, created_at)
                VALUES (1, ?1, 'office', 3, ?2, 0)
                """, first.digits, transcript.unit?.rawValue)
            for number in transcript.numbers {
                try database.run("INSERT INTO phone_number (number, contract_id) VALUES (?1, 1)", number.digits)
            }
            try Self.storeForwarding(transcript, cost, database)
            guard transcript.hasRegularPassword else { return }
            try database.run(
                """
                INSERT INTO credential
                    (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at, failures, voided_at)
                VALUES (?1, 'regular', x'00', x'00', 16, 1, 1, 5, 10, 7)
                """,
                transcript.numbers.last?.digits)
        }
    }

    private static func storeForwarding(
        _ transcript: TelephoneTranscript, _ cost: Scrypt, _ database: Connection
    ) throws {
        if transcript.hasService {
            try database.run("INSERT INTO service (contract_id, name) VALUES (1, 'bulkForwarding')")
        }
        for (number, destination) in transcript.destinations {
            try database.run(
                "INSERT INTO bulk_forwarding_destination VALUES (1, ?1, ?2, 1)", number.digits, destination.digits)
        }
        if transcript.isForwarding {
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (1, 1, 1, 0, 'operator')"
            )
        }
        guard let pin = transcript.pin else { return }
        let hash = try PasswordHash(of: pin, salt: [UInt8](repeating: 9, count: 16), parameters: cost)
        try TelephonePINStore.set(hash, callers: transcript.callers, of: 1, at: start, database)
        try database.run(
            "UPDATE telephone_pin SET failures = ?1, voided_at = CASE WHEN ?1 >= 10 THEN 5 END", transcript.misses)
        guard transcript.isRegisteredTwice else { return }
        try database.run(
            "INSERT INTO contract (id, number, kind, channels, created_at) VALUES (2, '0312350001', 'office', 3, 0)")
        try database.run("INSERT INTO phone_number (number, contract_id) VALUES ('0312350001', 2)")
        try TelephonePINStore.set(hash, callers: transcript.callers, of: 2, at: start, database)
    }

    /// Wrong PINs in a row of the first contract.
    func misses() throws -> Int? { try database.read { try TelephonePINStore.find(1, $0)?.credential.failures } }

    func isForwarding() throws -> Bool {
        try database.read { try $0.exists("SELECT 1 FROM bulk_forwarding WHERE contract_id = 1 AND is_on") }
    }

    deinit {
        database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    static let start = Moment(milliseconds: 1_800_000_000_000)

    func run(_ sql: StaticString) throws {
        _ = try database.writeAndWait { try $0.run(sql) }
    }

    func read<Result>(_ body: (Connection) throws -> Result) throws -> Result { try database.read(body) }

    @discardableResult
    func write<Result: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Result) throws -> Result {
        try database.writeAndWait(body)
    }

    /// Wrong entries for which there was nothing to count them.
    func nobodysMisses() throws -> Int {
        try database.read { try $0.first("SELECT failures FROM nobodys_credential") { $0.integer(0) } ?? 0 }
    }

    func temporaryPassword(of number: PhoneNumber) throws -> PasswordHash? {
        try database.read { try CredentialStore.find(number, $0).hashes[.temporary] }
    }

    func state(of number: PhoneNumber) throws -> CredentialState {
        try database.read { try CredentialStore.find(number, $0).state }
    }

    func unit() throws -> AuthenticationUnit? {
        try database.read { database in
            try database.first("SELECT authentication_unit FROM contract") { row in
                AuthenticationUnit(rawValue: row.optionalText(0) ?? "")
            } ?? nil
        }
    }

    func audit() throws -> [String] {
        try database.read { database in
            try database.query("SELECT number, client, event, subject, before, after FROM audit ORDER BY id") { row in
                (0..<4).map { row.optionalText($0) ?? "-" }.joined(separator: " ")
                    + " \(row.optionalText(4) ?? "-") \(row.optionalText(5) ?? "-")"
            }
        }
    }
}

/// Too much waits already, always.
struct FullLane: WorkLane {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        throw WorkLaneError.full
    }
}

/// Full at first, so many times.
final class BusyLane: WorkLane {
    private let times: Mutex<Int>

    init(times: Int) { self.times = Mutex(times) }

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let isFull = times.withLock { times in
            times -= 1
            return times >= 0
        }
        if isFull { throw WorkLaneError.full }
        return try body()
    }
}
