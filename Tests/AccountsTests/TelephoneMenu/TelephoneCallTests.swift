@testable import Accounts
import SQLite
@testable import Shell
@testable import Telephony
import Testing

/// The call that all adapters have: what it stores.
struct TelephoneCallTests {
    private func transcript(named name: String) throws -> TelephoneTranscript {
        try #require(TelephoneTranscript.all.first { $0.name == name })
    }

    private func call(_ transcript: TelephoneTranscript, in house: TelephoneHouse) throws -> TelephoneCall {
        let region = try #require(house.exchange.region(ofAccessNumber: transcript.access))
        return try house.exchange.answer(transcript.caller, in: region).call
    }

    private func play(_ name: String, in house: TelephoneHouse) async throws -> TelephoneCall {
        let transcript = try transcript(named: name)
        var call = try call(transcript, in: house)
        for case .pressed(let keys) in transcript.steps { _ = await call.press(keys) }
        return call
    }

    @Test func `IVR-5 a new temporary password replaces the old one and clears its failures, the regular one stays`()
        async throws
    {
        let west = try transcript(named: "west-line")
        let later = TelephoneHouse.start + .hours(1)
        let house = try TelephoneHouse(west, now: { later })
        let number = try #require(PhoneNumber("0600001111"))
        #expect(try await play("west-line", in: house).hasSet)
        try house.run(
            "INSERT INTO credential SELECT number, 'regular', hash, salt, 16, 1, 1, 5, 4, NULL, 0 FROM credential")
        try house.run("UPDATE credential SET failures = 3, voided_at = 1, set_at = 1 WHERE kind = 'temporary'")
        #expect(try await play("west-line", in: house).hasSet)
        let state = try house.state(of: number)
        #expect(state.temporary == Credential(setAt: later))
        #expect(state.regular == Credential(setAt: Moment(milliseconds: 5), failures: 4))
    }

    @Test func `AUTH-12 the audit trail tells who set it for which number, and the unit, and no secret`() async throws {
        let house = try TelephoneHouse(transcript(named: "east-administrator-for-user"))
        #expect(try await play("east-administrator-for-user", in: house).hasSet)
        let lines = try house.audit()
        #expect(
            lines == [
                "0312340001 telephone telephone-menu.unit  - 管理者／ユーザ単位",
                "0312340001 telephone telephone-menu.temporary-password 0312340003 - -",
            ])
    }

    @Test func `AUTH-12 people read words for what the telephone has changed`() async throws {
        let house = try TelephoneHouse(transcript(named: "east-administrator-for-user"))
        #expect(try await play("east-administrator-for-user", in: house).hasSet)
        for line in try house.audit() {
            let event = String(line.split(separator: " ")[2])
            #expect(TelephoneMenu.vocabulary(in: .japanese).events[event] != nil)
        }
    }

    @Test func `IVR-7 a unit that came into force during the call is not overruled`() async throws {
        let transcript = try transcript(named: "east-line")
        let house = try TelephoneHouse(transcript)
        var call = try call(transcript, in: house)
        _ = await call.press("11357246813572")
        try house.run("UPDATE contract SET authentication_unit = 'number'")
        try house.run(
            """
            INSERT INTO credential (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at)
            VALUES ('0312340002', 'regular', x'00', x'00', 16, 1, 1, 5)
            """)
        let heard = await call.press("468")
        #expect(heard == [.say(.outOfOrder), .hangUp])
        #expect(!call.hasSet)
        #expect(try house.unit() == .number)
    }

    @Test func `a rush of callers is served one after the other, within patience`() async throws {
        let patient = try TelephoneHouse(transcript(named: "east-line"), hashing: BusyLane(times: 15))
        #expect(try await play("east-line", in: patient).hasSet)
        let rushed = try TelephoneHouse(transcript(named: "east-line"), hashing: BusyLane(times: 16))
        let call = try await play("east-line", in: rushed)
        #expect(!call.hasSet)
        #expect(call.failure is WorkLaneError)
    }
}
