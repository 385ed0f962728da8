internal import CLinux
internal import Glibc

/// Who answers the datagrams of a `DatagramServer`. All calls come on the thread of the server's loop.
public protocol DatagramResponder: AnyObject, Sendable {
    /// Datagrams are there: called before the first of those that one system call has brought.
    func datagramsArrived()

    /// Answers one, with at most one of its own.
    /// - Parameters:
    ///   - bytes: its beginning, as much as the server has room for; valid only during the call.
    ///   - length: how long it is.
    ///   - room: where the answer is written.
    /// - Returns: nil for no answer.
    func answer(
        _ bytes: UnsafeRawBufferPointer, length: Int, from peer: PeerAddress, into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer?

    /// All of them have been answered, and the answers are on their way.
    func datagramsAnswered()

    /// The socket is closed, by `close` or because its loop stops. The last call.
    func closed(_ server: DatagramServer)
}

/// An answer that stands in the room given for it.
public struct DatagramAnswer: Sendable, Hashable {
    /// Bytes of the room.
    public let count: Int
    /// The port it goes to, at the address that the question came from.
    public let port: UInt16

    public init(count: Int, port: UInt16) {
        self.count = count
        self.port = port
    }
}

/// A UDP socket on a loop that answers what comes in: many datagrams are taken with one system call, and their answers leave with
/// another.
///
/// Everything but `init` and `close` is for the loop's thread; that rule is what `@unchecked` vouches for.
public final class DatagramServer: DatagramPort, @unchecked Sendable {
    /// Datagrams taken in one turn at most, so that a storm of them leaves the loop's others their share.
    private static let datagramsPerTurn = 64

    /// The loop it lives on.
    public let loop: EventLoop
    /// The port bound, also when port 0 was asked for.
    public let port: UInt16
    /// Answers that could not leave; for counting.
    public private(set) var unsentCount: UInt64 = 0

    /// A turn of the loop costs ten times what answering one datagram does. Where they come so close to each other that each would have a
    /// turn of its own, the loop waits so long that the next turn finds several: half the load of all else, for a delay nobody notices.
    private static let closeTogether: UInt64 = 400_000
    private static let wait: UInt32 = 100
    /// So many in one turn, and the turn is worth its cost: more come without waiting.
    private static let company = 8

    private let door: DatagramDoor
    private let batch: DatagramBatch
    /// When datagrams were taken last, and how many.
    private var last: (at: UInt64, count: Int) = (0, 0)
    private var responder: (any DatagramResponder)?

    /// Binds at once, and answers as soon as the loop runs.
    /// - Parameters:
    ///   - address: numeric: "127.0.0.1", "0.0.0.0", "::" (IPv4 too).
    ///   - port: 0 lets the system choose.
    ///   - datagramBytes: how much of a datagram is taken.
    ///   - answerBytes: the room for an answer.
    ///   - responder: held until the socket is closed.
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(
        address: String, port: UInt16, datagramBytes: Int, answerBytes: Int, on loop: EventLoop,
        responder: any DatagramResponder
    ) throws {
        let bound = try BoundDatagrams(address: address, port: port, reportsUndelivered: false)
        door = DatagramDoor(bound.descriptor, on: loop)
        self.port = bound.port
        self.loop = loop
        self.responder = responder
        batch = DatagramBatch(
            count: Self.datagramsPerTurn, datagramBytes: max(1, datagramBytes), answerBytes: max(1, answerBytes))
        loop.execute { [self] in door.open(for: self) }
    }

    /// Any thread: answers no more.
    public func close() {
        loop.execute { [self] in closeOnLoop() }
    }

    func closeOnLoop() {
        guard door.close() else { return }
        let responder = self.responder
        self.responder = nil
        responder?.closed(self)
    }

    func ready(_ bits: UInt32) {
        loop.assertIsCurrent()
        if loop.now - last.at < Self.closeTogether, last.count < Self.company { usleep(Self.wait) }
        let count = batch.receive(door.descriptor)
        last = (loop.now, count)
        guard count > 0, let responder else { return }
        responder.datagramsArrived()
        for index in 0..<count {
            let (bytes, length) = batch.datagram(index)
            let answer = responder.answer(bytes, length: length, from: batch.peer(index), into: batch.room)
            if let answer { batch.add(answer, to: index) }
        }
        unsentCount += UInt64(batch.send(door.descriptor))
        responder.datagramsAnswered()
    }
}
