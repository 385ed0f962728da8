internal import CLinux
internal import Glibc

/// Where a loop takes its time from. Read once a turn; tests pass their own and move it as they like.
public struct LoopClock: Sendable {
    /// Nanoseconds from some fixed moment; never goes back.
    let monotonic: @Sendable () -> UInt64
    /// Whole seconds since 1970 UTC.
    let wallSeconds: @Sendable () -> Int64

    /// A clock made of two readings.
    public init(monotonic: @escaping @Sendable () -> UInt64, wallSeconds: @escaping @Sendable () -> Int64) {
        self.monotonic = monotonic
        self.wallSeconds = wallSeconds
    }

    /// The system's coarse clocks: exact to some milliseconds, and read without a system call.
    public static let system = LoopClock(
        monotonic: {
            let time = read(CLOCK_MONOTONIC_COARSE)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        },
        wallSeconds: { Int64(read(CLOCK_REALTIME_COARSE).tv_sec) })

    private static func read(_ clock: Int32) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
