import CLinux
import Glibc
import Testing
import Threads

@testable import Transport

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
    private let nanoseconds = Guarded<UInt64>(1_000_000_000)

    var loopClock: LoopClock {
        LoopClock(monotonic: { self.nanoseconds.withLock { $0 } }, wallSeconds: { 0 })
    }

    func advance(seconds: Double) {
        nanoseconds.withLock { $0 += UInt64(seconds * 1e9) }
    }
}

/// Things that happened on a loop, for a test to wait for.
final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Guarded<[Message]>([])
    private let arrived = Semaphore()

    func put(_ message: Message) {
        messages.withLock { $0.append(message) }
        arrived.signal()
    }

    /// The next message, waited for.
    func next() -> Message {
        arrived.wait()
        return messages.withLock { $0.removeFirst() }
    }

    var isEmpty: Bool { messages.withLock { $0.isEmpty } }
}

/// A handler made of closures. Used on its loop only.
final class TestHandler: StreamHandler {
    var onReceived: (UnsafeRawBufferPointer, Stream) -> Void = { _, _ in }
    var onDrained: (Stream) -> Void = { _ in }
    var onDeadline: (DeadlineKind, Stream) -> Void = { _, stream in stream.abort() }
    var onStopping: (Stream) -> Void = { $0.close() }
    var onEnded: (Stream) -> Void = { _ in }

    init() {}

    /// Sends everything back.
    static func echo() -> TestHandler {
        let handler = TestHandler()
        handler.onReceived = { bytes, stream in stream.send(bytes) }
        return handler
    }

    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) { onReceived(bytes, stream) }
    func drained(_ stream: Stream) { onDrained(stream) }
    func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) { onDeadline(kind, stream) }
    func stopping(_ stream: Stream) { onStopping(stream) }
    func ended(_ stream: Stream) { onEnded(stream) }
}

/// A directory for a test's files, gone with it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/transport-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TransportError.system("mkdtemp") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in ["certificate.pem", "key.pem"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// A fresh certificate in it.
    func makeIdentity() throws -> TLSIdentity {
        let identity = TLSIdentity(certificateFile: "\(path)/certificate.pem", keyFile: "\(path)/key.pem")
        try SelfSignedCertificate.write(certificate: identity.certificateFile, key: identity.keyFile)
        return identity
    }
}

/// A listener on a loop of its own; stopped and waited for when the test lets go of it.
final class TestServer {
    let loop: EventLoop
    let clock: ManualClock
    let port: UInt16
    let listener: Listener
    let directory: TemporaryDirectory
    let tls: TLSContext?

    init(
        secure: Bool = true, limits: ConnectionLimits? = nil, clock: ManualClock = ManualClock(),
        handler: @escaping @Sendable (Stream) -> any StreamHandler = { _ in TestHandler.echo() },
        clearTextReply: (@Sendable (EventLoop) -> [UInt8])? = nil
    ) throws {
        self.clock = clock
        directory = try TemporaryDirectory()
        let identity = try directory.makeIdentity()
        tls = secure ? try TLSContext(identity, tickets: TicketKeys(clock: clock.loopClock)) : nil
        loop = try EventLoop(name: "test", clock: clock.loopClock)
        listener = try Listener(
            address: "127.0.0.1", port: 0, tls: tls, limits: limits, on: loop,
            clearTextReply: clearTextReply, handler: handler)
        port = listener.port
        try loop.start()
    }

    deinit {
        loop.stop()
        loop.join()
    }

    func connect(_ wish: TestClient.Wish = .init(), receiveBuffer: Int32? = nil) throws -> TestClient {
        tls == nil
            ? try TestClient(port: port, receiveBuffer: receiveBuffer)
            : try TestClient(port: port, wish: wish, receiveBuffer: receiveBuffer)
    }

    /// Moves the clock, and returns when the loop has answered all deadlines that passed by that.
    func advance(seconds: Double) {
        clock.advance(seconds: seconds)
        for _ in 0..<2 { onLoop {} }
    }

    /// Streams on the loop, by its own count.
    var streamCount: Int {
        let loop = loop
        return onLoop { loop.streamCount }
    }

    /// Runs something on the loop and waits for its answer.
    @discardableResult
    func onLoop<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) -> Answer {
        let answers = Mailbox<Answer>()
        loop.execute { answers.put(body()) }
        return answers.next()
    }
}
