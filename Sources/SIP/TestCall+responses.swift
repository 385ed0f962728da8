extension TestCall {
    /// Telephones that may take one call; what a hostile proxy sends beyond is not answered.
    private static let maximumDialogs = 8

    /// A response: whose it is its branch and method say (RFC 3261 § 17.1.3). That Via's host is ours (§ 18.1.2) is not asked, nor
    /// whether hops stand behind it (§ 8.1.3.3): the branch, which nobody can guess, proves more. What bears our branch and
    /// contradicts itself is dropped, and counts neither way.
    mutating func receivedResponse(_ arrival: SIPArrival, _ status: Int, at now: Duration) {
        guard let branch = arrival.via.branch, let (key, number) = CallNames.read(branch: branch), key == id else {
            return
        }
        guard arrival.callID == id else { return drop(.invalid(.callID)) }
        guard arrival.from.tag == names.tag else { return drop(.invalid(.from)) }
        switch arrival.sequence.method {
        case .invite:
            guard let index = rounds.firstIndex(where: { $0.number == number }) else { return drop(.invalid(.via)) }
            guard rounds[index].sequence == arrival.sequence.number else { return drop(.invalid(.sequence)) }
            receivedAnswer(arrival, status, round: index, at: now)
        case .cancel:
            guard let index = rounds.firstIndex(where: { $0.number == number }) else { return }
            _ = rounds[index].cancel?.transaction.received(status, at: now)
        case .bye:
            guard let index = dialogs.firstIndex(where: { $0.byeNumber == number }) else { return }
            receivedByeAnswer(arrival, status, dialog: index, at: now)
        default: drop(.invalid(.sequence))
        }
    }

    private mutating func receivedAnswer(_ arrival: SIPArrival, _ status: Int, round index: Int, at now: Duration) {
        let actions = rounds[index].transaction.received(status, at: now)
        guard !actions.isEmpty else { return }
        if rounds[index].isOver {
            rounds[index].invite = []
            if status >= 300, rounds[index].ack.isEmpty { rounds[index].ack = ack(for: arrival, round: rounds[index]) }
        }
        for action in actions {
            switch action {
            case .sendAck: steps.append(.send(rounds[index].ack))
            case .deliver: deliver(arrival, status, round: index, at: now)
            case .sendInvite, .timedOut, .transportFailed: break
            }
        }
    }

    private mutating func deliver(_ arrival: SIPArrival, _ status: Int, round index: Int, at now: Duration) {
        if case .response(_, let words) = arrival.message.start { steps.append(.tell(.response(status, words.text))) }
        switch status {
        case 100..<200:
            // Not 181 or 182, which a proxy says by itself, and not a number nobody knows, though § 8.1.3.2 reads it as
            // 183: only what tells that a device was reached counts.
            if status == 180 || status == 183 { decide(.rang(status), at: now) }
            if result != nil { cancel(round: index, at: now) }
        case 200..<300:
            confirm(arrival, round: index, at: now)
            decide(.answered(status), at: now)
        case 401, 407:
            if result == nil, accept(arrival, status) { beginRound(at: now) } else { decide(.failed(status), at: now) }
        default: decide(TestCallOutcome(final: status), at: now)
        }
    }

    /// Takes a challenge up, if it can be answered: one for each kind (a proxy's, and the telephone's behind it), and
    /// once more when only the nonce was too old (RFC 3261 § 22.3).
    private mutating func accept(_ arrival: SIPArrival, _ status: Int) -> Bool {
        let name = status == 401 ? SIPHeaderName.wwwAuthenticate : .proxyAuthenticate
        guard let credentials = origin.credentials,
            let challenge = DigestChallenge.choose(from: arrival.message.values(name)),
            credentials.realm == nil || credentials.realm == challenge.realm
        else { return false }
        guard let index = answered.firstIndex(where: { $0.status == status }) else {
            answered.append(Answered(status: status, challenge: challenge))
            return true
        }
        guard challenge.isStale, !wasStale else { return false }
        wasStale = true
        answered[index] = Answered(status: status, challenge: challenge)
        return true
    }

    /// Somebody has taken the call: ACK and BYE at once. The same 2xx again means that the ACK was lost (RFC 3261
    /// § 13.2.2.4).
    private mutating func confirm(_ arrival: SIPArrival, round index: Int, at now: Duration) {
        if let dialog = dialogs.first(where: { $0.tag == arrival.to.tag }) {
            steps.append(.send(dialog.ack))
            return
        }
        guard dialogs.count < Self.maximumDialogs else { return }
        let dialog = makeDialog(arrival, round: rounds[index])
        dialogs.append(dialog)
        steps.append(.send(dialog.ack))
        steps.append(.tell(.ackAndByeSent))
        startBye(dialog: dialogs.count - 1, at: now)
    }

    private mutating func receivedByeAnswer(
        _ arrival: SIPArrival, _ status: Int, dialog index: Int, at now: Duration
    ) {
        let actions = dialogs[index].byeTransaction.received(status, at: now)
        guard actions.contains(.deliver), status == 401 || status == 407, !dialogs[index].wasChallenged else { return }
        answered.removeAll { $0.status == status }
        guard accept(arrival, status) else { return }
        dialogs[index].wasChallenged = true
        startBye(dialog: index, at: now)
    }

    private mutating func startBye(dialog index: Int, at now: Duration) {
        lastNumber += 1
        dialogs[index].byeNumber = lastNumber
        dialogs[index].byeSequence += 1
        dialogs[index].bye = bye(dialogs[index])
        dialogs[index].byeTransaction = RequestTransaction(timers: origin.timers, isReliable: origin.isReliable)
        perform(dialogs[index].byeTransaction.start(at: now), dialog: index)
    }

    /// A request of the other side: BYE is granted, another one comes too late.
    mutating func receivedRequest(_ arrival: SIPArrival) {
        let method = arrival.sequence.method
        guard method != .ack else { return }
        let isOurs = arrival.callID == id && arrival.to.tag == names.tag
        guard isOurs, method == .bye, dialogs.contains(where: { $0.tag == arrival.from.tag }) else {
            steps.append(.reply(arrival.response(481, "Call Does Not Exist", tag: nil).bytes))
            return
        }
        steps.append(.reply(arrival.response(200, "OK", tag: nil).bytes))
        steps.append(.tell(.byeReceived))
    }
}
