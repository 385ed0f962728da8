/// When a message is sent again, and when its transaction gives up or forgets: timers A and B of an INVITE, E and F of another request,
/// G and H of an answer, and the one that follows them (RFC 3261 § 17). Pure: the time comes in.
struct SIPRepetition: Sendable {
    private var nextSending: Duration?
    /// Between the last sending and the next.
    private var interval: Duration
    private var end: Duration?

    /// Nothing is due before `begin`.
    /// - Parameter t1: after which the second sending is.
    init(t1: Duration) { interval = t1 }

    /// When something is due; nil for never.
    var nextDeadline: Duration? {
        guard let nextSending, let end else { return nextSending ?? end }
        return min(nextSending, end)
    }

    /// Whether it has begun, and is not stopped.
    var isRunning: Bool { end != nil }

    /// The message was sent for the first time.
    /// - Parameter repeats: over TCP nothing is sent twice.
    mutating func begin(at now: Duration, until end: Duration, repeats: Bool) {
        self.end = end
        nextSending = repeats ? now + interval : nil
    }

    /// It is not sent again, and something else ends at that time; nil: nothing does.
    mutating func wait(until end: Duration?) { (nextSending, self.end) = (nil, end) }

    /// It is not sent again; the end stays.
    mutating func stopSending() { nextSending = nil }

    func isOver(at now: Duration) -> Bool { end.map { $0 <= now } ?? false }

    /// Whether the message is to be sent again now.
    /// - Parameter grow: the interval after this sending, of the one before it.
    mutating func isDue(at now: Duration, _ grow: (Duration) -> Duration) -> Bool {
        guard let due = nextSending, due <= now else { return false }
        interval = grow(interval)
        nextSending = Self.next(after: due, interval, at: now)
        return true
    }

    /// Counted from when this one was due, so that small delays do not add up and cost the last one, but never a time that has passed
    /// already: after a stop of the machine nothing comes in a burst.
    private static func next(after due: Duration, _ interval: Duration, at now: Duration) -> Duration {
        due + interval > now ? due + interval : now + interval
    }
}
