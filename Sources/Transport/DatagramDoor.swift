internal import Glibc

/// A bound UDP socket on its loop, from opening to closing. On the loop's thread only.
final class DatagramDoor {
    let descriptor: Int32
    private(set) var isClosed = false
    private let loop: EventLoop
    private var token: SlotTable.Token?

    init(_ descriptor: Int32, on loop: EventLoop) {
        self.descriptor = descriptor
        self.loop = loop
    }

    /// From here on `port` is told when datagrams wait; or closed at once, where the loop is stopping or takes no more.
    func open(for port: any DatagramPort) {
        guard !isClosed else { return }
        guard loop.stopAt == nil else { return port.closeOnLoop() }
        let token = loop.slots.insert(.datagrams(port))
        self.token = token
        guard loop.poller.add(descriptor, interest: Poller.readable, data: token.data) else {
            return port.closeOnLoop()
        }
    }

    /// - Returns: false where it was closed before.
    func close() -> Bool {
        loop.assertIsCurrent()
        guard !isClosed else { return false }
        isClosed = true
        Glibc.close(descriptor)
        if let token { loop.slots.remove(token) }
        token = nil
        return true
    }
}
