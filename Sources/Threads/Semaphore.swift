internal import CLinux
internal import Glibc

/// A counting semaphore between threads.
///
/// Invariant of the unsafe part: the system's semaphore has one address for the object's whole life.
public final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// A semaphore at 0: the first `wait` blocks.
    public init() {
        semaphore.initialize(to: sem_t())
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Lets one `wait` through, now or later.
    public func signal() {
        sem_post(semaphore)
    }

    /// Blocks the thread until a `signal`.
    public func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }
}
