extension TestCall {
    /// Sends an INVITE, with what was asked for by challenges so far.
    mutating func beginRound(at now: Duration) {
        lastNumber += 1
        lastSequence += 1
        let authorizations = authorize(.invite, uri: order.to)
        var round = Round(
            number: lastNumber, sequence: lastSequence, authorizations: authorizations, invite: [],
            transaction: InviteTransaction(timers: origin.timers, isReliable: origin.isReliable))
        round.invite = invite(round)
        rounds.append(round)
        let index = rounds.count - 1
        perform(rounds[index].transaction.start(at: now), round: index, reason: "", at: now)
    }

    /// Cancels an INVITE that the other side is working on, once.
    mutating func cancel(round index: Int, at now: Duration) {
        guard rounds[index].transaction.state == .proceeding, rounds[index].cancel == nil else { return }
        var cancel = Cancel(
            bytes: cancellation(of: rounds[index]),
            transaction: RequestTransaction(timers: origin.timers, isReliable: origin.isReliable),
            limit: now + origin.timers.limit)
        if cancel.transaction.start(at: now).contains(.send) { steps.append(.send(cancel.bytes)) }
        rounds[index].cancel = cancel
        steps.append(.tell(.cancelSent))
    }

    mutating func passTime(ofRound index: Int, at now: Duration) {
        perform(rounds[index].transaction.timePassed(at: now), round: index, reason: "", at: now)
        guard let cancel = rounds[index].cancel else { return }
        if rounds[index].cancel?.transaction.timePassed(at: now).contains(.send) == true {
            steps.append(.send(cancel.bytes))
        }
        if cancel.limit <= now, rounds[index].transaction.state == .proceeding {
            rounds[index].transaction.terminate()
        }
    }

    mutating func perform(
        _ actions: [InviteTransaction.Action], round index: Int, reason: String, at now: Duration
    ) {
        for action in actions {
            switch action {
            case .sendInvite:
                inviteCount += 1
                steps.append(.send(rounds[index].invite))
                steps.append(.tell(.inviteSent(inviteCount)))
            case .timedOut: decide(.timedOut, at: now)
            case .transportFailed: decide(.transportError(reason), at: now)
            case .sendAck, .deliver: break
            }
        }
    }

    mutating func perform(_ actions: [RequestTransaction.Action], dialog index: Int) {
        if actions.contains(.send) { steps.append(.send(dialogs[index].bye)) }
    }
}
