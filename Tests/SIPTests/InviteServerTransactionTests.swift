import Testing

@testable import SIP

/// RFC 3261 § 17.2.1 (figure 7), § 13.3.1.4 and RFC 6026 § 7.1.
@Suite struct InviteServerTransactionTests {
    /// The times at which the last response is sent again, and whether its end came unheard.
    private func run(_ transaction: inout InviteServerTransaction) -> (times: [Duration], isUnheard: Bool) {
        var times: [Duration] = []
        var isUnheard = false
        while let next = transaction.nextDeadline {
            for action in transaction.timePassed(at: next) {
                if action == .sendLast { times.append(next) } else { isUnheard = true }
            }
        }
        return (times, isUnheard)
    }

    private static let repetitions: [Duration] = [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5]
        .map { .seconds($0) }

    @Test(arguments: [302, 404, 486, 603])
    func `§ 17.2.1 a refusal is repeated up to T2 until timer H ends it`(_ status: Int) {
        var transaction = InviteServerTransaction(isReliable: false)
        #expect(transaction.answered(status, at: .zero) == true)
        let (times, isUnheard) = run(&transaction)
        #expect(times == Self.repetitions && isUnheard)
        #expect(transaction.state == .terminated)
    }

    @Test func `§ 13.3.1.4 a 2xx is repeated over TCP too, until its ACK is there`() {
        for isReliable in [false, true] {
            var transaction = InviteServerTransaction(isReliable: isReliable)
            #expect(transaction.answered(180, at: .zero) && transaction.answered(200, at: .zero))
            let (times, isUnheard) = run(&transaction)
            #expect(times == Self.repetitions && isUnheard)
        }
        var heard = InviteServerTransaction(isReliable: true)
        _ = heard.answered(200, at: .zero)
        heard.acknowledged(at: .seconds(1))
        #expect(heard.nextDeadline == .seconds(32) && heard.receivedAgain() == [])
        #expect(heard.timePassed(at: .seconds(32)) == [] && heard.state == .terminated)
    }

    @Test func `§ 17.2.1 an ACK ends the repetition of a refusal, and is waited for once more`() {
        var transaction = InviteServerTransaction(isReliable: false)
        _ = transaction.answered(486, at: .zero)
        transaction.acknowledged(at: .seconds(1))
        #expect(transaction.state == .confirmed && transaction.receivedAgain() == [])
        transaction.acknowledged(at: .seconds(2))
        #expect(transaction.nextDeadline == .seconds(6))
        #expect(transaction.timePassed(at: .seconds(6)) == [] && transaction.state == .terminated)
        var stream = InviteServerTransaction(isReliable: true)
        _ = stream.answered(486, at: .zero)
        #expect(stream.nextDeadline == .seconds(32))
        stream.acknowledged(at: .seconds(1))
        #expect(stream.state == .terminated && stream.nextDeadline == nil)
    }

    @Test func `§ 17.2.1 an INVITE that comes again hears the last answer`() {
        var transaction = InviteServerTransaction(isReliable: false)
        #expect(transaction.receivedAgain() == [])
        _ = transaction.answered(180, at: .zero)
        #expect(transaction.receivedAgain() == [.sendLast])
        _ = transaction.answered(486, at: .zero)
        #expect(transaction.receivedAgain() == [.sendLast])
    }

    @Test func `a final answer is the last, and what is no status is none`() {
        var transaction = InviteServerTransaction(isReliable: false)
        for status in [-1, 0, 99, 700, Int.max] { #expect(transaction.answered(status, at: .zero) == false) }
        #expect(transaction.state == .proceeding)
        #expect(transaction.answered(200, at: .zero) == true)
        for status in [180, 200, 487] { #expect(transaction.answered(status, at: .zero) == false) }
        #expect(transaction.state == .accepted)
    }
}
