import Synchronization
package import Telephony

/// The time by which orders are taken and carried out: hours, days, windows. It is the true one, but where a demonstration has put
/// it elsewhere; sign-in, sessions, codes and mails never go by it.
package struct OrderingClock: Sendable {
    package let now: @Sendable () -> Moment

    package init(_ now: @escaping @Sendable () -> Moment) { self.now = now }
}

/// A clock that a demonstration sets and moves on.
package final class MovableClock: Sendable {
    private let real: @Sendable () -> Moment
    private let ahead: Mutex<Duration>

    package init(ahead: Duration = .zero, of real: @escaping @Sendable () -> Moment) {
        self.real = real
        self.ahead = Mutex(ahead)
    }

    package var now: Moment { real() + ahead.withLock { $0 } }

    /// What it shows from now on; returns how far that is ahead of the true time.
    @discardableResult
    package func set(to moment: Moment) -> Duration {
        let distance = moment - real()
        ahead.withLock { $0 = distance }
        return distance
    }

    package var clock: OrderingClock { OrderingClock { self.now } }
}
