import Synchronization
package import Telephony

/// The site's clock for what must not live longer because somebody puts the clock back: it never goes back itself, and goes on
/// at its own pace where the other one does. After a restart it begins anew with the other.
package final class SteadyClock: Sendable {
    private let wall: @Sendable () -> Moment
    private let elapsed: @Sendable () -> Duration
    private let latest: Mutex<(moment: Moment, elapsed: Duration)?> = Mutex(nil)

    /// - Parameter elapsed: of a clock that nobody can put back.
    package init(now wall: @escaping @Sendable () -> Moment, elapsed: @escaping @Sendable () -> Duration) {
        self.wall = wall
        self.elapsed = elapsed
    }

    package var now: Moment {
        latest.withLock { latest in
            let (wall, elapsed) = (wall(), elapsed())
            let moment = latest.map { max(wall, $0.moment + (elapsed - $0.elapsed)) } ?? wall
            latest = (moment, elapsed)
            return moment
        }
    }
}
