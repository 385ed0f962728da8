/// A moment at which a loop calls back: for protocols whose time is not a stream's, such as retransmissions over UDP.
///
/// Only for its loop's thread, which is what `@unchecked` vouches for. One alarm serves many waits: keep them in order
/// oneself, and set it to the soonest.
public final class Alarm: @unchecked Sendable {
    /// The loop that calls.
    public let loop: EventLoop
    private var action: (@Sendable () -> Void)?
    private var token: SlotTable.Token?

    /// An alarm that is not set. On the loop, or before it starts.
    /// - Parameter action: called on the loop; the alarm is then no longer set. Held until `end`.
    public init(on loop: EventLoop, action: @escaping @Sendable () -> Void) {
        loop.assertIsCurrent()
        self.loop = loop
        self.action = action
        token = loop.slots.insert(.alarm(self))
    }

    /// Sets it, in place of what was set before.
    /// - Parameter time: nanoseconds of the loop's clock (`EventLoop.now`); one that has passed is as good as now.
    public func set(at time: UInt64) {
        loop.assertIsCurrent()
        guard let token else { return }
        loop.deadlines.set(.alarm, at: time, slot: token.slot)
    }

    /// It is set no longer.
    public func clear() {
        loop.assertIsCurrent()
        guard let token else { return }
        loop.deadlines.clear(slot: token.slot)
    }

    /// The end of it: it never calls again and lets go of its action.
    public func end() {
        loop.assertIsCurrent()
        guard let token else { return }
        loop.deadlines.clear(slot: token.slot)
        loop.slots.remove(token)
        self.token = nil
        action = nil
    }

    func ring() {
        loop.assertIsCurrent()
        action?()
    }
}
