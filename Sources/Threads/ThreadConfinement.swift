internal import Glibc
internal import Synchronization

/// The rule "only on this thread", said in code: a class that is `@unchecked Sendable` because one thread alone touches it
/// asserts so in each of its methods, and a debug build stops at the first caller that is elsewhere. In release builds
/// nothing is kept and nothing is asked.
public struct ThreadConfinement: ~Copyable, Sendable {
    #if DEBUG
        /// 0 while anybody may come.
        private let owner = Atomic<UInt>(0)
    #endif

    /// Confined to no thread yet.
    public init() {}

    /// From now on to the caller's thread.
    public func begin() {
        #if DEBUG
            owner.store(pthread_self(), ordering: .relaxed)
        #endif
    }

    /// To no thread any more.
    public func end() {
        #if DEBUG
            owner.store(0, ordering: .relaxed)
        #endif
    }

    /// Stops a debug build when the caller is on another thread.
    @inlinable
    public func assertHere(_ method: StaticString = #function) {
        #if DEBUG
            check(method)
        #endif
    }

    #if DEBUG
        @usableFromInline
        func check(_ method: StaticString) {
            let owner = owner.load(ordering: .relaxed)
            precondition(owner == 0 || owner == pthread_self(), "\(method) is called on a thread that it is not for")
        }
    #endif
}
