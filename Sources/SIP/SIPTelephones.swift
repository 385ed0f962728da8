internal import Crypto
internal import Encodings
internal import Synchronization
public import Transport

/// Telephones of our own, many on one UDP socket, for a demonstration or a test without any others: each rings, takes the
/// call or is busy, and can be unplugged.
///
/// Any thread may call it. What it keeps belongs to its loop's thread, which is what `@unchecked` vouches for.
public final class SIPTelephones: @unchecked Sendable {
    /// What a telephone does when it is called.
    public enum Conduct: Sendable, Hashable {
        /// It rings until the caller gives up, or three minutes.
        case rings
        /// It rings, and is taken after a time.
        case answers(after: Duration)
        /// 486.
        case busy
    }

    /// The port they are reached at.
    public private(set) var port: UInt16 = 0
    private let loop: EventLoop
    private let unplugged = Mutex<Set<SIPNumber>>([])
    private var lines: TelephoneLines?
    private var socket: DatagramSocket?
    private var alarm: Alarm?

    /// Telephones that are plugged in and can be called as soon as the loop runs. They are until `close`, or the loop's
    /// end.
    /// - Parameters:
    ///   - address: a numeric one of this machine. Others than loopback invite strangers.
    ///   - port: 0 lets the system choose.
    ///   - random: gives so many random bytes.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(
        _ conducts: [SIPNumber: Conduct], address: String = "127.0.0.1", port: UInt16 = 0, on loop: EventLoop,
        timers: SIPTimers = SIPTimers(), random: @escaping @Sendable (Int) -> [UInt8]
    ) throws {
        self.loop = loop
        let socket = try DatagramSocket(address: address, port: port, on: loop, handler: self)
        self.port = socket.port
        // A numeric address, which this one is now known to be, is a host.
        let lines = SIPHost(address).map { host in
            TelephoneLines(conducts, host: host, port: socket.port, timers: timers) {
                SIPToken(checked: Hex.encode(random(8)))
            }
        }
        // The loop may be running: a caller that is faster than this says it again.
        loop.execute { [self] in
            self.socket = socket
            self.lines = lines
        }
    }

    /// Whether a telephone's plug is in; it is unless it was pulled.
    public func isPlugged(_ number: SIPNumber) -> Bool { !unplugged.withLock { $0.contains(number) } }

    /// Puts a telephone's plug in, or pulls it: from then on it is silent, whatever it was doing.
    public func plug(_ number: SIPNumber, _ isPlugged: Bool) {
        unplugged.withLock { unplugged in
            if isPlugged { unplugged.remove(number) } else { unplugged.insert(number) }
        }
        // What is true when the loop comes to it counts, so that two who pull and plug at once do not part the two.
        loop.execute { [weak self] in
            guard let self else { return }
            lines?.plug(number, self.isPlugged(number))
        }
    }

    /// Unplugs all for good and gives the port back.
    public func close() {
        loop.execute { [self] in
            socket?.close()
        }
    }

    private var now: Duration { .nanoseconds(Int64(clamping: loop.now)) }

    private func send(_ datagrams: [TelephoneLines.Datagram]) {
        loop.assertIsCurrent()
        for datagram in datagrams { socket?.send(datagram.bytes, to: datagram.to) }
        guard socket != nil else { return }
        let alarm = self.alarm ?? Alarm(on: loop) { [weak self] in self?.ring() }
        self.alarm = alarm
        guard let next = lines?.nextDeadline else { return alarm.clear() }
        alarm.set(at: next.nanoseconds)
    }

    private func ring() {
        loop.assertIsCurrent()
        send(lines?.timePassed(at: now) ?? [])
    }
}

extension SIPTelephones: DatagramHandler {
    public func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
        loop.assertIsCurrent()
        guard var arrival = try? SIPArrival(datagram: [UInt8](bytes)) else { return }
        arrival.source = peer
        send(lines?.received(arrival, at: now) ?? [])
    }

    /// A caller that is gone; its calls end by their timers.
    public func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
    ) {}

    public func closed(_ socket: DatagramSocket) {
        loop.assertIsCurrent()
        self.socket = nil
        lines = nil
        alarm?.end()
        alarm = nil
    }
}
