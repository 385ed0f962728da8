internal import CLinux
internal import Glibc

/// A value behind a lock. The lock is the system's because ThreadSanitizer knows it; the standard library's `Mutex`
/// sleeps in a way that the sanitizer does not see, and is then reported as a race.
///
/// Invariant of the unsafe part: both pointers are allocated and initialised for the whole life of this value, and
/// `value` is touched by whoever holds `mutex` only, which is what `@unchecked` vouches for.
struct Guarded<Value>: ~Copyable, @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    init(_ initial: sending Value) {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        value.initialize(to: initial)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        value.deinitialize(count: 1)
        value.deallocate()
    }

    /// The value, to oneself during the call; not to be nested.
    borrowing func withLock<Result, Failure>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result
    {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value.pointee)
    }
}
