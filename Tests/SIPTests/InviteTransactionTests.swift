import Testing

@testable import SIP

/// RFC 3261 § 17.1.1 (figure 5) and RFC 6026 § 8.4.
@Suite struct InviteTransactionTests {
    private func started(isReliable: Bool = false) -> InviteTransaction {
        var transaction = InviteTransaction(isReliable: isReliable)
        #expect(transaction.start(at: .zero) == [.sendInvite])
        return transaction
    }

    /// Lets time pass from deadline to deadline, and notes when something was done.
    private func run(_ transaction: inout InviteTransaction) -> [(Duration, InviteTransaction.Action)] {
        var done: [(Duration, InviteTransaction.Action)] = []
        while let next = transaction.nextDeadline {
            for action in transaction.timePassed(at: next) { done.append((next, action)) }
        }
        return done
    }

    @Test func `§ 17.1.1.2 over UDP the INVITE is repeated at doubled times until timer B ends it at 64 T1`() {
        var transaction = started()
        let done = run(&transaction)
        let times: [Duration] = [0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 32].map { .seconds($0) }
        #expect(done.map(\.0) == times)
        #expect(done.map(\.1) == Array(repeating: .sendInvite, count: 6) + [.timedOut])
        #expect(transaction.state == .terminated && transaction.sendCount == 7)
    }

    @Test func `§ 17.1.1.2 over TCP nothing is repeated`() {
        var transaction = started(isReliable: true)
        let done = run(&transaction)
        #expect(done.map(\.0) == [.seconds(32)] && done.map(\.1) == [.timedOut])
    }

    @Test func `§ 17.1.1.2 a provisional response ends repetition, and time has no limit`() {
        var transaction = started()
        #expect(transaction.received(100, at: .seconds(1)) == [.deliver])
        #expect(transaction.state == .proceeding && transaction.nextDeadline == nil)
        #expect(transaction.received(180, at: .seconds(60)) == [.deliver])
        #expect(transaction.timePassed(at: .seconds(90)) == [])
    }

    @Test(arguments: [300, 302, 404, 486, 487, 503, 603, 699])
    func `§ 17.1.1.2 a refusal is acknowledged each time it comes, for 32 s`(_ status: Int) {
        var transaction = started()
        #expect(transaction.received(status, at: .seconds(1)) == [.sendAck, .deliver])
        #expect(transaction.state == .completed)
        #expect(transaction.received(status, at: .seconds(2)) == [.sendAck])
        #expect(transaction.received(200, at: .seconds(2)) == [])
        #expect(transaction.received(180, at: .seconds(2)) == [])
        #expect(transaction.nextDeadline == .seconds(33))
        #expect(transaction.timePassed(at: .seconds(33)) == [])
        #expect(transaction.state == .terminated)
    }

    @Test func `§ 17.1.1.2 over TCP a refusal ends it at once`() {
        var transaction = started(isReliable: true)
        #expect(transaction.received(486, at: .seconds(1)) == [.sendAck, .deliver])
        #expect(transaction.state == .terminated)
        #expect(transaction.received(486, at: .seconds(1)) == [])
    }

    @Test func `RFC 6026 each 2xx reaches the caller, for 64 T1 after the first`() {
        var transaction = started()
        _ = transaction.received(180, at: .seconds(1))
        #expect(transaction.received(200, at: .seconds(2)) == [.deliver])
        #expect(transaction.received(200, at: .seconds(3)) == [.deliver])
        #expect(transaction.received(486, at: .seconds(3)) == [])
        #expect(transaction.state == .accepted && transaction.nextDeadline == .seconds(34))
        _ = transaction.timePassed(at: .seconds(34))
        #expect(transaction.state == .terminated && transaction.received(200, at: .seconds(35)) == [])
    }

    @Test func `§ 17.1.4 what the network refuses fails, unless it was answered`() {
        var refused = started()
        #expect(refused.transportFailed() == [.transportFailed])
        #expect(refused.transportFailed() == [])
        var answered = started()
        _ = answered.received(100, at: .seconds(1))
        #expect(answered.transportFailed() == [])
    }

    @Test func `after a stop of the machine the INVITE is sent once, not once for each time missed`() {
        var transaction = started()
        #expect(transaction.timePassed(at: .seconds(20)) == [.sendInvite])
        #expect(transaction.timePassed(at: .seconds(20)) == [])
    }

    @Test(arguments: [-1, 0, 99, 700, Int.max])
    func `statuses that do not exist change nothing`(_ status: Int) {
        var transaction = started()
        #expect(transaction.received(status, at: .zero) == [])
        #expect(transaction.state == .calling)
    }
}

/// RFC 3261 § 17.1.2 (figure 6).
@Suite struct RequestTransactionTests {
    private func times(_ transaction: inout RequestTransaction) -> [Duration] {
        var times: [Duration] = []
        while let next = transaction.nextDeadline {
            if transaction.timePassed(at: next).contains(.send) { times.append(next) }
        }
        return times
    }

    @Test func `§ 17.1.2.2 over UDP it is repeated at doubled times up to T2, and fails after 64 T1`() {
        var transaction = RequestTransaction(isReliable: false)
        #expect(transaction.start(at: .zero) == [.send])
        let expected: [Duration] = [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5].map { .seconds($0) }
        #expect(times(&transaction) == expected)
        #expect(transaction.state == .terminated)
        var late = RequestTransaction(isReliable: true)
        _ = late.start(at: .zero)
        #expect(late.nextDeadline == .seconds(32))
        #expect(late.timePassed(at: .seconds(32)) == [.timedOut])
    }

    @Test func `§ 17.1.2.2 after a provisional response it is repeated each T2`() {
        var transaction = RequestTransaction(isReliable: false)
        _ = transaction.start(at: .zero)
        #expect(transaction.received(100, at: .milliseconds(100)) == [.deliver])
        #expect(times(&transaction).prefix(3) == [.seconds(0.5), .seconds(4.5), .seconds(8.5)])
    }

    @Test func `§ 17.1.2.2 an answer is taken once, and repetitions are absorbed for T4`() {
        var transaction = RequestTransaction(isReliable: false)
        _ = transaction.start(at: .zero)
        #expect(transaction.received(200, at: .seconds(1)) == [.deliver])
        #expect(transaction.received(200, at: .seconds(2)) == [])
        #expect(transaction.isAnswered && transaction.nextDeadline == .seconds(6))
        #expect(transaction.timePassed(at: .seconds(6)) == [])
        #expect(transaction.state == .terminated && transaction.transportFailed() == [])
    }
}
