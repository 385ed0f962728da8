import Testing
import Transport

@testable import SIP

/// The table of contacts by itself.
@Suite struct RegistrationsTests {
    private static let user = "n123456789-22001"

    private func request(
        _ change: RegistrationRequest.Change, callID: String = "1", sequence: UInt32 = 1
    ) throws -> RegistrationRequest {
        RegistrationRequest(
            callID: Array(callID.utf8), sequence: sequence,
            source: try #require(PeerAddress(numeric: "192.0.2.7", port: 40_000)), isStream: false, change)
    }

    private func contact(
        _ uri: String, _ seconds: Int? = nil, device: UInt64 = 0, preference: UInt16? = nil
    ) -> RegistrationRequest.Contact {
        RegistrationRequest.Contact(uri: Array(uri.utf8), seconds: seconds, preference: preference, device: device)
    }

    private func uris(_ table: Registrations, at now: UInt32) -> [String] {
        table.contacts(of: Self.user, at: now).map(\.uri)
    }

    @Test func `EXCH-7 a contact is there until its time is over, and is then forgotten`() throws {
        var table = Registrations()
        #expect(table.register(Self.user, try request(.set([contact("sip:a@h", 60)])), at: 100) == .done)
        #expect(uris(table, at: 159) == ["sip:a@h"])
        #expect(uris(table, at: 160) == [])
        #expect(table.count == 1)
        table.forgetExpired(at: 160, looking: 1)
        #expect(table.count == 0 && table.userCount == 0)
    }

    @Test func `EXCH-7 the hand that forgets comes to everybody, a few at a time`() throws {
        var table = Registrations()
        for number in 0..<100 {
            let seconds = number % 3 == 0 ? 60 : 600
            let wanted = try request(.set([contact("sip:a@h", seconds)]))
            #expect(table.register("user \(number)", wanted, at: 0) == .done)
        }
        for _ in 0..<34 { table.forgetExpired(at: 60, looking: 4) }
        #expect(table.count == 66)
        for number in 0..<100 {
            #expect(table.contacts(of: "user \(number)", at: 60).count == (number % 3 == 0 ? 0 : 1))
        }
    }

    @Test func `EXCH-7 less than 60 seconds is too brief, more than 3600 is cut, nothing said is 3600`() throws {
        var table = Registrations()
        #expect(table.register(Self.user, try request(.set([contact("sip:a@h", 59)])), at: 0) == .tooBrief)
        #expect(table.count == 0)
        let wanted = try request(.set([contact("sip:a@h", 60), contact("sip:b@h", 3601), contact("sip:c@h")]))
        #expect(table.register(Self.user, wanted, at: 0) == .done)
        #expect(table.contacts(of: Self.user, at: 0).map(\.until) == [60, 3600, 3600])
    }

    @Test func `EXCH-7 ten contacts, an eleventh is refused and changes nothing`() throws {
        var table = Registrations()
        for number in 0..<10 {
            let wanted = try request(.set([contact("sip:\(number)@h")]), sequence: UInt32(number))
            #expect(table.register(Self.user, wanted, at: 0) == .done)
        }
        let before = table.contacts(of: Self.user, at: 0)
        #expect(table.register(Self.user, try request(.set([contact("sip:x@h")]), sequence: 99), at: 0) == .tooMany)
        #expect(table.contacts(of: Self.user, at: 0) == before)
        // One goes and one comes in the same request.
        let exchange = try request(.set([contact("sip:x@h"), contact("sip:3@h", 0)]), sequence: 99)
        #expect(table.register(Self.user, exchange, at: 0) == .done)
        #expect(uris(table, at: 0).count == 10 && uris(table, at: 0).contains("sip:x@h"))
        // Those whose time is over leave their places.
        let fresh = try request(.set([contact("sip:y@h")]), sequence: 100)
        #expect(table.register(Self.user, fresh, at: 3600) == .done)
        #expect(uris(table, at: 3600) == ["sip:y@h"])
    }

    @Test func `EXCH-7 a call's requests count in their order, another call's always`() throws {
        var table = Registrations()
        let first = try request(.set([contact("sip:a@h", 600)]), sequence: 5)
        #expect(table.register(Self.user, first, at: 0) == .done)
        for sequence in [4, 5] as [UInt32] {
            let late = try request(.set([contact("sip:a@h", 0)]), sequence: sequence)
            #expect(table.register(Self.user, late, at: 0) == .outOfOrder)
            #expect(table.register(Self.user, try request(.removeAll, sequence: sequence), at: 0) == .outOfOrder)
        }
        #expect(uris(table, at: 0) == ["sip:a@h"])
        let again = try request(.set([contact("sip:a@h", 900)]), callID: "2", sequence: 1)
        #expect(table.register(Self.user, again, at: 0) == .done)
        #expect(table.contacts(of: Self.user, at: 0).map(\.until) == [900])
    }

    @Test func `EXCH-7 nothing changes where one of several contacts fails`() throws {
        var table = Registrations()
        #expect(table.register(Self.user, try request(.set([contact("sip:a@h")])), at: 0) == .done)
        let before = table.contacts(of: Self.user, at: 0)
        for bad in [contact("sip:b@h", 1), contact("sip:a@h", 60)] {
            let wanted = try request(.set([contact("sip:c@h"), bad]))
            #expect(table.register(Self.user, wanted, at: 0) != .done)
            #expect(table.contacts(of: Self.user, at: 0) == before)
        }
    }

    @Test func `EXCH-7 a contact goes by 0, and all go by a star`() throws {
        var table = Registrations()
        let two = try request(.set([contact("sip:a@h"), contact("sip:b@h")]))
        #expect(table.register(Self.user, two, at: 0) == .done)
        #expect(table.register(Self.user, try request(.set([contact("sip:a@h", 0)]), sequence: 2), at: 0) == .done)
        #expect(uris(table, at: 0) == ["sip:b@h"])
        #expect(table.register(Self.user, try request(.removeAll, sequence: 3), at: 0) == .done)
        #expect(table.count == 0)
    }

    @Test func `RFC 3261 § 19.1.4 the host may be in other letters, the user part may not`() throws {
        var table = Registrations()
        let first = try request(.set([contact("sip:Anna@Host.example;Transport=TCP")]))
        #expect(table.register(Self.user, first, at: 0) == .done)
        let same = try request(.set([contact("SIP:Anna@host.EXAMPLE;transport=tcp")]), sequence: 2)
        #expect(table.register(Self.user, same, at: 0) == .done)
        #expect(table.count == 1)
        let other = try request(.set([contact("sip:anna@host.example;transport=tcp")]), sequence: 3)
        #expect(table.register(Self.user, other, at: 0) == .done)
        #expect(table.count == 2)
    }

    @Test func `EXCH-7 a device that begins anew at another port takes its old contact's place`() throws {
        var table = Registrations()
        for round in 0..<20 {
            let wanted = try request(.set([contact("sip:a@h:\(5000 + round)", device: 7)]), callID: "\(round)")
            #expect(table.register(Self.user, wanted, at: 0) == .done)
        }
        #expect(uris(table, at: 0) == ["sip:a@h:5019"])
        let second = try request(.set([contact("sip:a@h:6000", device: 8)]), callID: "x")
        #expect(table.register(Self.user, second, at: 0) == .done)
        #expect(table.count == 2)
    }

    @Test func `EXCH-7 what has changed is told once, and again where it could not be kept`() throws {
        var table = Registrations()
        #expect(table.register("a", try request(.set([contact("sip:a@h")])), at: 0) == .done)
        #expect(table.register("b", try request(.set([contact("sip:b@h")])), at: 0) == .done)
        #expect(table.takeChanges().mapValues { $0.map(\.uri) } == ["a": ["sip:a@h"], "b": ["sip:b@h"]])
        #expect(table.takeChanges().isEmpty)
        #expect(table.register("a", try request(.nothing, sequence: 2), at: 0) == .done)
        #expect(table.takeChanges().isEmpty)
        table.remove("b")
        table.returnChanges(of: ["a"])
        #expect(table.takeChanges().mapValues { $0.map(\.uri) } == ["a": ["sip:a@h"], "b": []])
    }

    @Test func `EXCH-7 a device that comes again soon is not written again, until it is worth it`() throws {
        var table = Registrations()
        for (sequence, now) in [0, 30, 59].enumerated() {
            let wanted = try request(.set([contact("sip:a@h", 600)]), sequence: UInt32(sequence))
            #expect(table.register(Self.user, wanted, at: UInt32(now)) == .done)
            #expect(table.takeChanges().count == (now == 0 ? 1 : 0))
            #expect(table.contacts(of: Self.user, at: UInt32(now)).map(\.until) == [UInt32(now) + 600])
        }
        #expect(table.register(Self.user, try request(.set([contact("sip:a@h", 600)]), sequence: 9), at: 60) == .done)
        #expect(table.takeChanges()[Self.user]?.map(\.until) == [660])
        // From elsewhere, or for less: at once.
        #expect(table.register(Self.user, try request(.set([contact("sip:a@h", 60)]), sequence: 10), at: 60) == .done)
        #expect(table.takeChanges().count == 1)
    }

    @Test func `EXCH-7 behind a NAT the address is where the device is heard`() throws {
        let outside = try #require(PeerAddress(numeric: "198.51.100.4", port: 41_234))
        func reachable(_ uri: String, isStream: Bool = false) -> String? {
            RegisteredContact(
                uri: uri, callID: "1", source: outside, isStream: isStream, until: 60, sequence: 1)?.reachableURI
        }
        #expect(reachable("sip:a@10.0.0.5:5060;transport=udp") == "sip:a@198.51.100.4:41234;transport=udp")
        #expect(reachable("sip:a@[fd00::1]") == "sip:a@198.51.100.4:41234")
        #expect(reachable("sip:a@198.51.100.4:5070;ob") == "sip:a@198.51.100.4:5070;ob")
        #expect(reachable("sip:a@10.0.0.5;transport=tcp", isStream: true) == "sip:a@10.0.0.5;transport=tcp")
    }
}
