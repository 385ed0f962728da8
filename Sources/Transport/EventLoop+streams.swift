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

    /// Closes the stream that has been idle longest, in favour of somebody who has something to ask.
    /// - Returns: false when none is idle.
    @discardableResult
    func closeOldestIdle() -> Bool {
        assertIsCurrent()
        guard let slot = deadlines.first(.idle), let stream = slots.stream(at: slot) else { return false }
        deadlines.clear(slot: slot)
        stream.close()
        return true
    }

    /// No descriptors or memory for another connection: let one go and listen again after a moment, because a waiting
    /// connection would be reported again at once and for ever.
    func pauseListening() {
        assertIsCurrent()
        closeOldestIdle()
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
