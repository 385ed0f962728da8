@testable import Accounts
@testable import Telephony
import Testing

struct CredentialStateTests {
    private let most = CredentialKind.regular.allowedMisses
    private let start = Moment(milliseconds: 1_800_000_000_000)

    private func failing(_ times: Int, _ state: CredentialState) -> CredentialState {
        (0..<times).reduce(state) { state, count in state.afterMiss(at: start + .minutes(count)) }
    }

    @Test func `AUTH-4 the tenth wrong entry in a row voids a regular password`() {
        let state = CredentialState().setting(.regular, at: start)
        #expect(failing(most - 1, state).isUsable(.regular, at: start + .hours(1)))
        let voided = failing(most, state)
        #expect(!voided.isUsable(.regular, at: start + .hours(1)))
        #expect(voided.voided(since: failing(most - 1, state)) == [.regular])
        #expect(voided.regular?.voidedAt == start + .minutes(most - 1))
    }

    @Test func `AUTH-4 a right entry ends the row`() {
        let state = failing(most - 1, CredentialState().setting(.regular, at: start)).afterSuccess(
            .regular, at: start + .hours(1))
        #expect(state.regular?.failures == 0)
        #expect(failing(most - 1, state).isUsable(.regular, at: start + .hours(2)))
    }

    @Test func `AUTH-4 AUTH-6 nothing but a new password revives a void one`() {
        let voided = failing(most + 2, CredentialState().setting(.regular, at: start))
        #expect(voided.regular?.failures == most)
        #expect(voided.usable(at: start + .days(400)) == [])
        #expect(voided.setting(.temporary, at: start).usable(at: start) == [.temporary])
        #expect(voided.setting(.regular, at: start).usable(at: start) == [.regular])
    }

    @Test func `AUTH-5 the third wrong entry in a row voids a temporary password`() {
        let state = CredentialState().setting(.temporary, at: start)
        #expect(failing(2, state).isUsable(.temporary, at: start + .hours(1)))
        #expect(!failing(3, state).isUsable(.temporary, at: start + .hours(1)))
        #expect(failing(3, state).voided(since: state) == [.temporary])
    }

    @Test func `AUTH-5 IVR-5 a temporary password is void after exactly 24 hours`() {
        let state = CredentialState().setting(.temporary, at: start)
        #expect(state.isUsable(.temporary, at: start + .hours(24) - .milliseconds(1)))
        #expect(!state.isUsable(.temporary, at: start + .hours(24)))
        let later = state.afterTime(start + .days(3))
        #expect(later.temporary?.voidedAt == start + .hours(24))
        #expect(later.voided(since: state) == [.temporary])
    }

    @Test func `AUTH-5 while both serve, a wrong entry counts for both`() {
        let state = CredentialState().setting(.regular, at: start).setting(.temporary, at: start)
        let failed = failing(3, state)
        #expect(failed.temporary?.failures == 3)
        #expect(failed.regular?.failures == 3)
        #expect(failed.usable(at: start + .hours(1)) == [.regular])
        #expect(failing(7, failed).voided(since: failed) == [.regular])
    }

    @Test func `AUTH-5 a temporary password that time has voided is counted no more`() {
        let state = CredentialState().setting(.regular, at: start).setting(.temporary, at: start)
        let failed = state.afterMiss(at: start + .hours(25))
        #expect(failed.regular?.failures == 1)
        #expect(failed.temporary?.failures == 0)
        #expect(failed.voided(since: state) == [.temporary])
    }

    @Test func `IVR-5 a new temporary password replaces the old one and clears its failures`() {
        let state = failing(3, CredentialState().setting(.temporary, at: start)).setting(
            .temporary, at: start + .hours(2))
        #expect(state.temporary == Credential(setAt: start + .hours(2)))
        #expect(state.isUsable(.temporary, at: start + .hours(25)))
    }

    @Test func `IVR-6 a prank call locks nobody out`() {
        let state = CredentialState().setting(.regular, at: start).setting(.temporary, at: start + .hours(1))
        #expect(state.usable(at: start + .hours(2)) == [.regular, .temporary])
        let signedIn = state.afterSuccess(.regular, at: start + .hours(2))
        #expect(signedIn.usable(at: start + .hours(2)) == [.regular, .temporary])
    }

    @Test func `IVR-6 the first sign-in with the temporary password voids both until a new regular one is set`() {
        let state = CredentialState().setting(.regular, at: start).setting(.temporary, at: start)
        let signedIn = state.afterSuccess(.temporary, at: start + .hours(1))
        #expect(signedIn.usable(at: start + .hours(1)) == [])
        #expect(signedIn.voided(since: state) == [.regular, .temporary])
        #expect(signedIn.setting(.regular, at: start + .hours(2)).usable(at: start + .hours(2)) == [.regular])
    }

    @Test func `a number without a password has nothing to sign in with`() {
        #expect(CredentialState().usable(at: start) == [])
        #expect(CredentialState().afterMiss(at: start) == CredentialState())
    }

    @Test func `AUTH-8 a temporary password, and one of 60 days, lead to the change and nowhere else`() {
        let state = CredentialState().setting(.regular, at: start)
        let age = PasswordAge()
        #expect(state.mustChangePassword(afterSignInWith: .temporary, age: age, at: start))
        #expect(!state.mustChangePassword(afterSignInWith: .regular, age: age, at: start + .days(59)))
        #expect(state.mustChangePassword(afterSignInWith: .regular, age: age, at: start + .days(60)))
    }
}
