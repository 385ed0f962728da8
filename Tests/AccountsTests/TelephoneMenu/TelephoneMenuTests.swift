@testable import Accounts
@testable import Telephony
import Testing

struct TelephoneMenuTests {
    @Test func `every transcript is one, and none is overlooked`() {
        #expect(TelephoneTranscript.all.count >= 20)
    }

    @Test(arguments: TelephoneTranscript.all.filter { !$0.isAboutErrand })
    func `IVR-1 to IVR-7 the menu speaks and stores as written down`(transcript: TelephoneTranscript) throws {
        let region = try #require(transcript.region())
        var (menu, actions) = TelephoneMenu.answer(transcript.caller, facts: transcript.facts)
        for step in transcript.steps {
            switch step {
            case .pressed(let keys):
                #expect(actions == [], "pressed too early")
                actions = keys.flatMap { menu.receive(.key($0)) }
            case .silence: actions += menu.receive(.silence)
            case .callerHangsUp: actions += menu.receive(.hangUp)
            case .heard(let sentence):
                guard case .say(let prompt)? = actions.first else {
                    Issue.record("expected \(sentence), got \(actions)")
                    return
                }
                #expect(prompt.sentence(for: region, in: .japanese) == sentence)
                actions.removeFirst()
            case .hangUp:
                #expect(actions == [.hangUp])
                actions = []
            case .set, .notSet:
                actions = answer(step, &menu, actions, transcript)
            case .forwards, .misses: break
            }
        }
        #expect(actions == [])
        #expect(menu.expectation == .nothing)
    }

    private func answer(
        _ step: TelephoneTranscript.Step, _ menu: inout TelephoneMenu, _ actions: [TelephoneMenu.Action],
        _ transcript: TelephoneTranscript
    ) -> [TelephoneMenu.Action] {
        guard case .store(let order)? = actions.first, actions.count == 1 else {
            Issue.record("nothing is stored, but \(actions)")
            return []
        }
        guard case .set(let number, let password, let unit) = step else { return menu.receive(.notStored) }
        #expect(order.target == TelephoneMenu.Target(number: number, unit: unit))
        #expect(order.password == password)
        #expect(.number(order.caller) == transcript.caller)
        return menu.receive(.stored)
    }

    @Test func `IVR-1 where the site has nothing for telephones of no contract, they are refused`() throws {
        let number = try #require(PhoneNumber("09012345678"))
        let (menu, actions) = TelephoneMenu.answer(.number(number), facts: nil)
        #expect(actions == [.say(.notOfContract), .hangUp])
        #expect(menu.expectation == .nothing)
    }

    @Test func `IVR-1 the number dialled decides which region's guidance is heard`() throws {
        let numbers = TelephoneMenu.AccessNumbers()
        let east = try #require(PhoneNumber("03-6304-4747"))
        let west = try #require(PhoneNumber("06-6480-6430"))
        #expect(TelephoneMenu.Region(accessNumber: east, among: numbers) == .east)
        #expect(TelephoneMenu.Region(accessNumber: west, among: numbers) == .west)
        #expect(try TelephoneMenu.Region(accessNumber: #require(PhoneNumber("0312340001")), among: numbers) == nil)
    }

    @Test func `a call that has ended hears nothing more`() throws {
        var (menu, _) = TelephoneMenu.answer(.withheld, facts: nil)
        for key in "1234567890*#" { #expect(menu.receive(.key(key)) == []) }
        #expect(menu.receive(.silence) == [])
        #expect(menu.receive(.stored) == [])
    }

    @Test func `no keys whatever set a password that is not a temporary one, or for a number of another contract`()
        throws
    {
        let numbers = Set(["0312340001", "0312340002"].compactMap { PhoneNumber($0) })
        let caller = try #require(PhoneNumber("0312340001"))
        let facts = TelephoneMenu.Facts(
            contract: 1, contractNumber: caller, numbers: numbers, unit: nil, hasRegularPassword: false)
        var generator = SplitMix(state: 7)
        for _ in 0..<2_000 {
            var (menu, actions) = TelephoneMenu.answer(.number(caller), facts: facts)
            for _ in 0..<60 where menu.expectation != .nothing {
                actions = menu.receive(.key("01234578*#".randomElement(using: &generator) ?? "#"))
            }
            if case .store(let order)? = actions.first { #expect(numbers.contains(order.target.number)) }
        }
    }
}

/// Repeatable randomness (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
