@testable import Accounts
import Crypto
import SQLite
@testable import Shell
import Synchronization
@testable import Telephony
import TestSite
import Testing

/// 暗証番号: what may be one, and how it is guessed at (FWD-12).
@Suite struct TelephonePINTests {
    @Test(arguments: [
        ("", [TelephonePINProblem.empty]), ("12a456", [.otherCharacters]), ("73916", [.length(5)]),
        ("739164825", [.length(9)]), ("730000", [.equalRun]), ("123497", [.sequence]), ("974321", [.sequence]),
        ("121212", [.repetition]), ("739739", [.repetition]), ("73917391", [.repetition]), ("739164", []),
        ("0099887", []), ("73916482", []), ("789012", []),
    ])
    func `FWD-12 PW-3 a PIN has 6 to 8 digits, none of which are guessed first`(
        digits: String, problems: [TelephonePINProblem]
    ) {
        #expect(TelephonePIN.problems(in: digits, isEndOfNumber: { _ in false }) == problems)
        #expect((TelephonePIN(digits, isEndOfNumber: { _ in false }) != nil) == problems.isEmpty)
    }

    @Test func `FWD-12 the end of a number is no PIN`() {
        #expect(TelephonePIN.problems(in: "340001", isEndOfNumber: { $0 == "340001" }) == [.endOfNumber])
    }

    @Test func `FWD-12 a PIN that is printed shows nothing`() throws {
        let pin = try #require(TelephonePIN("739164", isEndOfNumber: { _ in false }))
        let entered = try #require(EnteredTelephonePIN("739164"))
        for text in ["\(pin)", "\(entered)", String(reflecting: pin), String(describing: Mirror(reflecting: entered))] {
            #expect(!text.contains("739164"))
        }
    }

    // MARK: Guessing

    /// A house with a PIN for one mobile, and how many hashes have been made in it.
    private func house(misses: Int = 0) throws -> (TelephoneHouse, CountingLane) {
        let lane = CountingLane()
        let text = """
            contract 0312340001
            service
            pin 739164 09012345678
            misses \(misses)
            destination 0312340001 09011112222
            access 0363044747
            caller 09012345678
            """
        return (try TelephoneHouse(try TelephoneTranscript(named: "guessing", text), hashing: lane), lane)
    }

    private func call(_ house: TelephoneHouse, from caller: String, _ keys: String) async throws -> [TelephoneCall.Step]
    {
        let (answered, first) = try house.exchange.answer(TelephoneMenu.Caller(caller), in: .east)
        var call = answered
        return first + (await call.press(keys))
    }

    @Test func `AUTH-7 FWD-12 a registered telephone, a foreign one and a void PIN are answered and cost alike`()
        async throws
    {
        var answers: [[TelephoneCall.Step]] = []
        for (caller, misses) in [("09012345678", 0), ("08099998888", 0), ("09012345678", 10)] {
            let (house, lane) = try house(misses: misses)
            answers.append(try await call(house, from: caller, "739165#739146#739614#"))
            #expect(lane.count == 3)
            #expect(try house.audit().filter { $0.contains("telephone-pin.wrong") }.count == 3)
            #expect(try house.audit().count == 3)
            let counted = try (house.misses() ?? 0) + house.nobodysMisses()
            #expect(counted == misses + 3)
        }
        #expect(Set(answers.map { "\($0)" }).count == 1)
    }

    @Test func `FWD-12 ten wrong PINs in a row void it, over several calls, and a right one ends the row`() async throws
    {
        let (house, _) = try house()
        for _ in 1...3 { _ = try await call(house, from: "09012345678", "739165#739146#739614#") }
        #expect(try house.misses() == 9)
        // Somebody else's guesses count for nothing.
        _ = try await call(house, from: "08099998888", "739165#739146#739614#")
        #expect(try house.misses() == 9)
        _ = try await call(house, from: "09012345678", "739164#")
        #expect(try house.misses() == 0)
        for _ in 1...4 { _ = try await call(house, from: "09012345678", "739165#739146#739614#") }
        #expect(try house.misses() == 10)
        #expect(try house.audit().filter { $0.contains("telephone-pin.voided") }.count == 1)
        // Nothing is told apart, and nothing opens any more.
        let answers = try await call(house, from: "09012345678", "739164#739164#739164#")
        #expect(answers.last == .hangUp)
        #expect(try !house.isForwarding())
    }

    @Test func `FWD-12 misses that were made while another entry was being compared count first`() async throws {
        let lane = Overtaken()
        let text =
            "contract 0312340001\nservice\npin 739164 09012345678\nmisses 9\naccess 0363044747\ncaller 09012345678"
        let house = try TelephoneHouse(try TelephoneTranscript(named: "race", text), hashing: lane)
        lane.meanwhile { try house.run("UPDATE telephone_pin SET failures = 10, voided_at = 5") }
        let heard = try await call(house, from: "09012345678", "739164#")
        #expect(heard.last == .say(.wrongEntry))
    }

    @Test func `FWD-12 a telephone taken out during the call, or a new PIN, ends what it may do`() async throws {
        for change: StaticString in [
            "DELETE FROM telephone_pin_caller", "UPDATE telephone_pin SET version = version + 1",
            "UPDATE telephone_pin SET voided_at = 5", "DELETE FROM telephone_pin",
        ] {
            let (house, _) = try house()
            var call = try house.exchange.answer(TelephoneMenu.Caller("09012345678"), in: .east).call
            _ = await call.press("739164#")
            try house.run(change)
            let heard = await call.press("1")
            #expect(heard == [.say(.errand(TestSite.telephoneErrand.outOfOrder(in: .japanese))), .hangUp])
            #expect(!call.hasActed)
            #expect(try !house.isForwarding())
        }
    }

    @Test func `FWD-12 OPS-2 the operator lets a void PIN serve again, and takes telephones away`() async throws {
        let (house, _) = try house(misses: 10)
        let number = try #require(PhoneNumber("0312340001"))
        let mails = TestSite.mails
        let unlock = {
            try house.write { try TelephonePINOperator.unlock(number, at: TelephoneHouse.start, mails, $0) }
        }
        #expect(try unlock() == true)
        #expect(try unlock() == false)
        #expect(try await call(house, from: "09012345678", "739164#1").last == .hangUp)
        #expect(try house.isForwarding())
        let removed = try house.write { try TelephonePINOperator.remove(number, at: TelephoneHouse.start, mails, $0) }
        #expect(removed == true)
        let found = try house.read { try TelephonePINOperator.find(number, $0)?.pin }
        #expect(found == nil)
        #expect(try await call(house, from: "09012345678", "739164#").last == .say(.wrongEntry))
        #expect(try house.audit().filter { $0.contains(" operator ") }.count == 2)
    }

    @Test func `PW-5 a PIN is hashed anew with the next right entry when the cost has risen`() async throws {
        let (house, _) = try house()
        try house.run("UPDATE telephone_pin SET version = 1")
        let stored = { try house.read { try TelephonePINStore.find(1, $0) } }
        let cheap = try PasswordHash(
            of: "739164", salt: [UInt8](repeating: 1, count: 16), parameters: .init(n: 2, r: 1, p: 1))
        try house.write { try TelephonePINStore.renew(cheap, of: 1, $0) }
        _ = try await call(house, from: "09012345678", "739164#")
        #expect(try stored()?.hash.parameters == house.exchange.work.hashingCost)
        #expect(try stored()?.hash.matches("739164") == true)
        #expect(try stored()?.version == 1)
    }
}

/// Makes hashes at once, and counts them.
final class CountingLane: WorkLane {
    private let made = Mutex(0)
    var count: Int { made.withLock { $0 } }

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        made.withLock { $0 += 1 }
        return try body()
    }
}
