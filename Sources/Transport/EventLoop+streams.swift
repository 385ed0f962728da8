extension EventLoop {
    /// Places a stream under the loop's watch; false when the system has no room for it.
    func add(_ stream: Stream, interest: UInt32) -> Bool {
        assertIsCurrent()
        let token = slots.insert(.stream(stream))
        guard poller.add(stream.descriptor, interest: interest, data: token.data) else {
            slots.remove(token)
            return false
        }
        stream.token = token
        return true
    }

    /// Who has said nothing whole for so long is no visitor on a slow line any more.
    private static let patienceWhenFull: UInt64 = 1_000_000_000

    /// Closes a stream in favour of somebody who comes now: who has left a handshake or a head unfinished for a second or more,
    /// else who has been idle longest, else the oldest who is still to finish one. So connections that say nothing, however many, keep
    /// nobody out.
    /// - Parameter limits: whose place is wanted; nil for any.
    /// - Returns: false when none can go.
    @discardableResult
    func makeRoom(in limits: ConnectionLimits? = nil) -> Bool {
        assertIsCurrent()
        let unfinished = [.handshake, .head].compactMap { first($0, in: limits) }
            .min { deadlines.since(slot: $0) < deadlines.since(slot: $1) }
        let isOverdue = unfinished.map { deadlines.since(slot: $0) + Self.patienceWhenFull <= now } ?? false
        guard let slot = isOverdue ? unfinished : first(.idle, in: limits) ?? unfinished,
            let stream = slots.stream(at: slot)
        else { return false }
        deadlines.clear(slot: slot)
        stream.close()
        return true
    }

    /// The oldest accepted stream that is waited for so. Those of ours to others are nobody's place.
    private func first(_ kind: DeadlineKind, in limits: ConnectionLimits?) -> Int? {
        deadlines.first(kind) { slot in
            guard let stream = slots.stream(at: slot), stream.route == nil else { return false }
            return limits == nil || stream.limits === limits
        }
    }

    /// No descriptors or memory for another connection: let one go and listen again after a moment, because a waiting
    /// connection would be reported again at once and for ever.
    func pauseListening() {
        assertIsCurrent()
        makeRoom()
        guard resumeListeningAt == nil else { return }
        resumeListeningAt = time(after: 0.1)
        for case .listener(let listener) in slots.all { listener.setAccepting(false) }
    }

    func resumeListening() {
        assertIsCurrent()
        resumeListeningAt = nil
        for case .listener(let listener) in slots.all { listener.setAccepting(true) }
    }

    func beginStopping(within seconds: Double) {
        assertIsCurrent()
        stopAt = min(stopAt ?? .max, time(after: seconds))
        for source in slots.all {
            switch source {
            case .listener(let listener): listener.closeOnLoop()
            case .stream(let stream): stream.beginStopping()
            case .datagrams(let socket): socket.closeOnLoop()
            case .wakeUp, .alarm: break
            }
        }
    }
}
