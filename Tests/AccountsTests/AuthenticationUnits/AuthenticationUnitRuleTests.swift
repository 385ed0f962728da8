@testable import Accounts
@testable import Telephony
import Testing

@Suite struct AuthenticationUnitRuleTests {
    private func person(_ digits: String, _ unit: AuthenticationUnit) throws -> Person {
        Person(
            number: try #require(PhoneNumber(digits)), contractID: 1,
            contractNumber: try #require(PhoneNumber("0312340001")),
            unit: unit)
    }

    /// What becomes of the contract number, the actor, and another number with and without a service.
    private func fates(
        _ change: AuthenticationUnitChange, actor: String? = "0312340001"
    ) throws -> [AuthenticationUnitChange.Fate] {
        let contractNumber = try #require(PhoneNumber("0312340001"))
        let actor = try actor.map { try #require(PhoneNumber($0)) }
        return try [("0312340001", true), ("0312340002", true), ("0312340003", true), ("0312340004", false)].map {
            change.fate(
                of: try #require(PhoneNumber($0.0)), contractNumber: contractNumber, actor: actor, hasService: $0.1)
        }
    }

    @Test func `UNIT-1…6 are the six changes there are`() {
        for from in AuthenticationUnit.allCases {
            for to in AuthenticationUnit.allCases {
                #expect((AuthenticationUnitChange(from: from, to: to) == nil) == (from == to))
            }
        }
        #expect(AuthenticationUnitChange.allCases.filter(\.needsEveryPassword).map(\.from) == [.number, .number])
    }

    @Test func `UNIT-1, UNIT-2 any number that is signed in may make them`() throws {
        for digits in ["0312340001", "0312340002"] {
            #expect(
                AuthenticationUnits.changes(for: try person(digits, .number)) == [
                    .numberToLine, .numberToAdministratorAndUser,
                ])
        }
    }

    @Test func `UNIT-3, UNIT-4 the line makes them`() throws {
        #expect(
            AuthenticationUnits.changes(for: try person("0312340001", .line)) == [
                .lineToNumber, .lineToAdministratorAndUser,
            ])
        #expect(AuthenticationUnits.changes(for: try person("0312340002", .line)).isEmpty)
    }

    @Test func `UNIT-5, UNIT-6 the contract number alone makes them`() throws {
        #expect(
            AuthenticationUnits.changes(for: try person("0312340001", .administratorAndUser)) == [
                .administratorAndUserToNumber, .administratorAndUserToLine,
            ])
        #expect(AuthenticationUnits.changes(for: try person("0312340002", .administratorAndUser)).isEmpty)
    }

    @Test func `UNIT-1 the line's password is the acting number's and all others are gone`() throws {
        #expect(try fates(.numberToLine, actor: "0312340002") == [.becomesActors, .isGone, .isGone, .isGone])
        #expect(try fates(.numberToLine) == [.stays, .isGone, .isGone, .isGone])
    }

    @Test func `UNIT-2, UNIT-5 each number keeps its own`() throws {
        #expect(try fates(.numberToAdministratorAndUser) == [.stays, .stays, .stays, .stays])
        #expect(try fates(.administratorAndUserToNumber) == [.stays, .stays, .stays, .stays])
    }

    @Test func `UNIT-3 who has a service gets the line's password`() throws {
        #expect(try fates(.lineToNumber) == [.stays, .becomesActors, .becomesActors, .isGone])
    }

    @Test func `UNIT-4 all get the line's password`() throws {
        #expect(try fates(.lineToAdministratorAndUser) == [.stays, .becomesActors, .becomesActors, .becomesActors])
    }

    @Test func `UNIT-6 all but the contract number's are void`() throws {
        #expect(try fates(.administratorAndUserToLine) == [.stays, .isVoid, .isVoid, .isVoid])
    }

    @Test func `The operator gives nobody another one's password`() throws {
        for change in AuthenticationUnitChange.allCases {
            let fates = try fates(change, actor: nil)
            #expect(fates[0] == .stays)
            #expect(!fates.contains(.becomesActors))
            if change.to == .line { #expect(!fates.dropFirst().contains(.stays)) }
        }
    }

    @Test func `AUTH-10 only an additional number that goes over to the line ends its own session`() throws {
        for change in AuthenticationUnitChange.allCases {
            #expect(change.keepsSession(of: try person("0312340001", change.from)))
            #expect(change.keepsSession(of: try person("0312340002", change.from)) == (change.to != .line))
        }
    }
}
