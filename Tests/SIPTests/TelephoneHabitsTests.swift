import TestPrograms
import Testing

@testable import SIP

/// FAULT-10: what the verdict needs is parsed strictly, the rest are opaque bytes. A telephone that rings is not declared dead for
/// the name it signs with.
@Suite struct TelephoneHabitsTests {
    func call() throws -> TestCall {
        let host = try #require(SIPHost("192.0.2.1"))
        let origin = CallOrigin(transport: .udp, host: host, port: 5060, userAgent: SIPText(checked: "x"))
        let to = SIPURI(number: try #require(SIPNumber("0312340005")), host: host)
        var call = TestCall(
            TestCallOrder(to: to, from: to), from: origin, random: { [UInt8](repeating: 0xab, count: $0) })
        _ = call.start(at: .zero)
        return call
    }

    /// What a call makes of an answer, and of none after it.
    func outcome(of answer: [UInt8], in call: TestCall) -> TestCallOutcome? {
        var call = call
        do {
            _ = call.received(try SIPArrival(datagram: answer), at: .seconds(1))
        } catch {
            _ = call.received(unreadable: error, at: .seconds(1))
        }
        _ = call.timePassed(at: .seconds(30))
        return call.result?.outcome
    }

    @Test(arguments: TelephoneHabit.all)
    func `FAULT-10 a telephone that rings is reached, however it writes what nobody reads`(habit: TelephoneHabit) throws
    {
        let call = try call()
        #expect(outcome(of: habit.answer(to: call), in: call) == .rang(180))
    }

    @Test(arguments: TelephoneHabit.all)
    func `FAULT-10 the verdict is the same whatever stands in the lines that nobody reads`(habit: TelephoneHabit) throws
    {
        let call = try call()
        var dice = Dice()
        for _ in 0..<150 {
            let other = (0...dice.below(6)).map { _ in junk(&dice) }
            var mutated = habit
            if dice.below(3) == 0 { mutated.start = TelephoneHabit.ascii("SIP/2.0 180 ") + junk(&dice) }
            if dice.below(3) == 0 {
                mutated.toName = TelephoneHabit.ascii("\"") + junk(&dice) + TelephoneHabit.ascii("\" ")
            }
            let bytes = mutated.written(for: call, mutated.other + other)
            #expect(outcome(of: bytes, in: call) == .rang(180), "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// A line of any bytes.
    private func junk(_ dice: inout Dice) -> [UInt8] {
        let bytes = (0..<dice.below(40)).map { _ in UInt8(dice.below(256)) }.filter { $0 != 10 && $0 != 13 }
        // The marks in front see to it that it is not by chance one of the fields that may be there once.
        return TelephoneHabit.ascii(["X: ", "Server: ", "~", "Warning: ", "#"][dice.below(5)]) + bytes
    }

    @Test func `FAULT-10 an answer that cannot be read counts neither way, and the telephone is not left ringing`()
        throws
    {
        var call = try call()
        let steps = call.received(unreadable: .invalid(.sequence), at: .seconds(1))
        #expect(steps == [.tell(.unreadable(.invalid(.sequence)))] && call.result == nil)
        let end = call.timePassed(at: .seconds(30))
        #expect(call.result?.outcome == .unreadable(.invalid(.sequence)))
        #expect(call.result?.outcome.hasReachedDevice == false)
        #expect(end.contains(.tell(.cancelSent)))
    }

    @Test func `FAULT-10 what can be read counts, before and after what cannot`() throws {
        for (status, expected) in [(180, TestCallOutcome.rang(180)), (404, .failed(404)), (486, .deviceAnswered(486))] {
            var call = try call()
            _ = call.received(unreadable: .tooLong, at: .seconds(1))
            var habit = TelephoneHabit(name: "")
            habit.start = TelephoneHabit.ascii("SIP/2.0 \(status) x")
            _ = call.received(try SIPArrival(datagram: habit.answer(to: call)), at: .seconds(2))
            #expect(call.result?.outcome == expected)
        }
    }

    @Test func `FAULT-10 a proxy that gave up waiting for what could not be read proves nothing`() throws {
        var call = try call()
        _ = call.received(unreadable: .tooLong, at: .seconds(1))
        var habit = TelephoneHabit(name: "")
        habit.start = TelephoneHabit.ascii("SIP/2.0 408 Request Timeout")
        _ = call.received(try SIPArrival(datagram: habit.answer(to: call)), at: .seconds(2))
        #expect(call.result?.outcome == .unreadable(.tooLong))
    }

    @Test func `RFC 3261 § 17.1.1.3 the ACK of a refusal bears To as it came, byte for byte`() throws {
        var call = try call()
        var habit = TelephoneHabit(
            name: "", toName: TelephoneHabit.ascii("\"") + TelephoneHabit.shiftJIS + TelephoneHabit.ascii("\" "))
        habit.start = TelephoneHabit.ascii("SIP/2.0 404 x")
        let steps = call.received(try SIPArrival(datagram: habit.answer(to: call)), at: .seconds(1))
        let acks = steps.compactMap { step -> [UInt8]? in if case .send(let bytes) = step { bytes } else { nil } }
        #expect(
            acks.contains {
                $0.contains(TelephoneHabit.ascii("To: \"") + TelephoneHabit.shiftJIS + TelephoneHabit.ascii("\" <"))
            })
    }

    @Test func `FAULT-10 a stream goes on behind a message that had to be dropped`() throws {
        let call = try call()
        var framer = SIPStreamFramer()
        let ringing = written("SIP/2.0 180 Ringing", "Content-Length: 0")
        let broken = written(
            "SIP/2.0 180 Ringing", via: "Via: SIP/2.0/TCP a;branch=\(call.names.branch(1))", sequence: "CSeq: x", "l: 0"
        )
        framer.append(broken + ringing)
        let first = try framer.next()
        #expect(first == .failure(SIPUnreadable(.invalid(.sequence), in: broken)))
        if case .failure(let unreadable) = first { #expect(unreadable.branch == call.names.branch(1)) }
        guard case .success(let arrival) = try framer.next() else { throw SIPSyntaxError.empty }
        #expect(arrival.message.status == 180)
    }
}
