import Glibc

/// A POSIX semaphore: one thread waits, others wake it.
///
/// Invariant: the `sem_t` has an address of its own from `init` to `deinit`, since the system keeps it by address.
final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// A semaphore at 0: the first `wait` blocks.
    init() {
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Lets one `wait` through, now or later.
    func signal() {
        sem_post(semaphore)
    }

    /// Blocks the thread until a `signal`.
    func wait() {
        while sem_wait(semaphore) != 0 && errno == EINTR {}
    }
}
