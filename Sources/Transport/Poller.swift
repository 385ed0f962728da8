internal import CLinux
internal import Glibc

/// An epoll instance and the eventfd that wakes it. Closed by `close`, once.
///
/// Invariant of the unsafe part: `events` is owned by this value's loop, allocated until `close`, and only its first
/// `wait()` elements are ever read.
struct Poller: @unchecked Sendable {
    /// The events of interest, as bits of epoll.
    static let readable = UInt32(EPOLLIN.rawValue)
    static let writable = UInt32(EPOLLOUT.rawValue)
    static let broken = UInt32(EPOLLERR.rawValue) | UInt32(EPOLLHUP.rawValue)

    private static let capacity = 512
    private let poll: Int32
    private let wakeUp: Int32
    private let events: UnsafeMutablePointer<epoll_event>

    /// - Parameter wakeData: what events of the eventfd carry.
    init(wakeData: UInt64) throws {
        poll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard poll >= 0 else { throw TransportError.system("epoll_create1") }
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard wakeUp >= 0, linux_epoll_control(poll, EPOLL_CTL_ADD, wakeUp, Self.readable, wakeData) == 0 else {
            let error = TransportError.system("eventfd")
            Glibc.close(poll)
            throw error
        }
        events = .allocate(capacity: Self.capacity)
    }

    func close() {
        Glibc.close(poll)
        Glibc.close(wakeUp)
        events.deallocate()
    }

    /// Waits for events; a negative time is for ever. Returns how many there are, 0 also when a signal interrupted.
    func wait(milliseconds: Int32) -> Int {
        Int(max(0, epoll_wait(poll, events, Int32(Self.capacity), milliseconds)))
    }

    /// The event at an index below what `wait` returned: its bits and its data.
    func event(_ index: Int) -> (bits: UInt32, data: UInt64) {
        (events[index].events, linux_epoll_data(events + index))
    }

    func add(_ descriptor: Int32, interest: UInt32, data: UInt64) -> Bool {
        linux_epoll_control(poll, EPOLL_CTL_ADD, descriptor, interest, data) == 0
    }

    func change(_ descriptor: Int32, interest: UInt32, data: UInt64) {
        _ = linux_epoll_control(poll, EPOLL_CTL_MOD, descriptor, interest, data)
    }

    /// Ends a `wait` from any thread.
    func wake() {
        var one: UInt64 = 1
        _ = write(wakeUp, &one, MemoryLayout<UInt64>.size)
    }

    /// Takes the wake-ups back, so that the next `wait` sleeps.
    func acknowledgeWake() {
        var count: UInt64 = 0
        _ = read(wakeUp, &count, MemoryLayout<UInt64>.size)
    }
}
