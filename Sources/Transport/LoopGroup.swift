internal import CLinux

/// The loops of a program, commonly one for each processor it may use.
public final class LoopGroup: Sendable {
    /// The loops, at least one.
    public let loops: [EventLoop]

    /// Processors in the affinity mask: what a container or `taskset` leaves the program.
    public static var availableProcessors: Int { Int(linux_available_processors()) }

    /// Loops that do not run yet.
    public init(count: Int = LoopGroup.availableProcessors, clock: LoopClock = .system) throws {
        loops = try (0..<max(1, count)).map { try EventLoop(name: "loop \($0)", clock: clock) }
    }

    /// Starts all threads.
    public func start() throws {
        for loop in loops { try loop.start() }
    }

    /// Listens on all loops, on one port; see `Listener.init`. A port at which another program listens is taken, although the
    /// system would let programs of one user share it as our loops do: each would be handed some of the other's visitors.
    @discardableResult
    public func listen(
        address: String, port: UInt16, tls: TLSContext? = nil, limits: ConnectionLimits? = nil,
        clearTextReply: (@Sendable (EventLoop) -> [UInt8])? = nil,
        handler: @escaping @Sendable (Stream) -> any StreamHandler
    ) throws -> [Listener] {
        var listeners: [Listener] = []
        if loops.count > 1, port != 0, ListeningSocket.path(in: address) == nil {
            ListeningSocket.close(try ListeningSocket.make(address: address, port: port, reusePort: false))
        }
        do {
            // A place in the file system is nothing that several sockets can share.
            for loop in ListeningSocket.path(in: address) == nil ? loops[...] : loops.prefix(1) {
                listeners.append(
                    try Listener(
                        address: address, port: listeners.first?.port ?? port, reusePort: loops.count > 1, tls: tls,
                        limits: limits, on: loop, clearTextReply: clearTextReply, handler: handler))
            }
        } catch {
            for listener in listeners { listener.close() }
            throw error
        }
        return listeners
    }

    /// Any thread: see `EventLoop.stop(within:)`.
    public func stop(within seconds: Double = 0) {
        for loop in loops { loop.stop(within: seconds) }
    }

    /// Waits until all loops have ended.
    public func join() {
        for loop in loops { loop.join() }
    }
}
