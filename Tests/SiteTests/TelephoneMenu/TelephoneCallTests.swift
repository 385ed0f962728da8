import Crypto
import Foundation
import SQLite
import Testing

@testable import Site

/// The same transcripts with the database behind the menu.
struct TelephoneCallTests {
    private let start = Moment(milliseconds: 1_800_000_000_000)

    @Test(arguments: TelephoneTranscript.all.filter { !$0.steps.contains(.notSet) })
    func `IVR-8 a call with the database behind it goes as written down`(transcript: TelephoneTranscript) throws {
        let house = try TelephoneHouse(transcript)
        var (call, heard) = try house.call(transcript, at: start)
        for step in transcript.steps {
            switch step {
            case .pressed(let keys): heard += keys.flatMap { call.receive(.key($0)) }
            case .silence: heard += call.receive(.silence)
            case .callerHangsUp: heard += call.receive(.hangUp)
            case .heard(let sentence):
                #expect(heard.first == .say(sentence))
                heard = Array(heard.dropFirst())
            case .hangUp:
                #expect(heard == [.hangUp])
                heard = []
            case .set(let number, let password, let unit):
                #expect(try house.temporaryPassword(of: number)?.matches(password.digits) == true)
                #expect(try house.unit() == unit)
            case .notSet: break
            }
        }
        #expect(call.hasSet == transcript.steps.contains { if case .set = $0 { true } else { false } })
        if !call.hasSet { #expect(try house.audit() == []) }
    }

    private func transcript(named name: String) throws -> TelephoneTranscript {
        try #require(TelephoneTranscript.all.first { $0.name == name })
    }

    private func play(_ name: String, in house: TelephoneHouse, at now: Moment) throws -> TelephoneCall {
        let transcript = try transcript(named: name)
        var (call, _) = try house.call(transcript, at: now)
        for case .pressed(let keys) in transcript.steps { for key in keys { _ = call.receive(.key(key)) } }
        return call
    }

    @Test func `IVR-5 a new temporary password replaces the old one and clears its failures, the regular one stays`()
        throws
    {
        let house = try TelephoneHouse(transcript(named: "west-line"))
        let number = try #require(PhoneNumber("0600001111"))
        #expect(try play("west-line", in: house, at: start).hasSet)
        try house.run(
            "INSERT INTO credential SELECT number, 'regular', hash, salt, 16, 1, 1, 5, 4, NULL FROM credential")
        try house.run("UPDATE credential SET failures = 3, voided_at = 1 WHERE kind = 'temporary'")
        #expect(try play("west-line", in: house, at: start + .hours(1)).hasSet)
        let state = try house.state(of: number)
        #expect(state.temporary == Credential(setAt: start + .hours(1)))
        #expect(state.regular == Credential(setAt: Moment(milliseconds: 5), failures: 4))
    }

    @Test func `AUTH-12 the audit trail tells who set it for which number, and the unit, and no secret`() throws {
        let house = try TelephoneHouse(transcript(named: "east-administrator-for-user"))
        #expect(try play("east-administrator-for-user", in: house, at: start).hasSet)
        let lines = try house.audit()
        #expect(
            lines == [
                "0312340001 telephone telephone-menu.unit  - 管理者／ユーザ単位",
                "0312340001 telephone telephone-menu.temporary-password 0312340003 - -",
            ])
    }

    @Test func `IVR-7 a unit that came into force during the call is not overruled`() throws {
        let transcript = try transcript(named: "east-line")
        let house = try TelephoneHouse(transcript)
        var (call, _) = try house.call(transcript, at: start)
        for key in "11357246813572" { _ = call.receive(.key(key)) }
        try house.run("UPDATE contract SET authentication_unit = 'number'")
        try house.run("INSERT INTO credential VALUES ('0312340002', 'regular', x'00', x'00', 16, 1, 1, 5, 0, NULL)")
        let heard = "468".flatMap { call.receive(.key($0)) }
        #expect(heard == [.say(TelephoneMenu.Prompt.outOfOrder.sentence(in: .east)), .hangUp])
        #expect(!call.hasSet)
        #expect(try house.unit() == .number)
    }
}

/// A database that holds what a transcript says.
private final class TelephoneHouse {
    private let folder: URL
    private let database: Database

    init(_ transcript: TelephoneTranscript) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "telephone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try Database(path: folder.appending(path: "site.sqlite").path, migrations: Migrations.all)
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
            guard transcript.hasRegularPassword else { return }
            try database.run(
                "INSERT INTO credential VALUES (?1, 'regular', x'00', x'00', 16, 1, 1, 5, 10, 7)",
                transcript.numbers.last?.digits)
        }
    }

    deinit {
        database.close()
        try? FileManager.default.removeItem(at: folder)
    }

    func call(
        _ transcript: TelephoneTranscript, at now: Moment
    ) throws -> (call: TelephoneCall, steps: [TelephoneCall.Step]) {
        var policy = Policy()
        policy.scrypt = ScryptParameters(n: 16, r: 1, p: 1)
        return try TelephoneCall.answer(
            transcript.caller, in: try #require(transcript.region(policy)), database: database, policy: policy,
            now: { now }, random: RandomBytes.make)
    }

    func run(_ sql: StaticString) throws {
        _ = try database.writeAndWait { try $0.run(sql) }
    }

    func temporaryPassword(of number: PhoneNumber) throws -> PasswordHash? {
        try database.read { try PasswordStore.find(number, $0).hashes[.temporary] }
    }

    func state(of number: PhoneNumber) throws -> CredentialState {
        try database.read { try PasswordStore.find(number, $0).state }
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
                (0..<4).map { row.text($0) }.joined(separator: " ")
                    + " \(row.optionalText(4) ?? "-") \(row.optionalText(5) ?? "-")"
            }
        }
    }
}
