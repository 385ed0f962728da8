import CLinux
import COpenSSL
import Glibc
import Testing
import Threads

@testable import Transport

/// What a connection of ours went through, for a test to wait for.
enum CallEvent: Equatable, Sendable {
    case opened(isSecure: Bool)
    case secured
    case received(String)
    case ended(String?)
}

/// A loop that calls others; stopped and waited for when the test lets go of it.
final class TestCaller {
    let loop: EventLoop
    let clock = ManualClock()
    let resolver: HostResolver
    let events = Mailbox<CallEvent>()

    init() throws {
        loop = try EventLoop(name: "caller", clock: clock.loopClock)
        resolver = try HostResolver()
        try loop.start()
    }

    deinit {
        loop.stop()
        loop.join()
        resolver.stop()
    }

    /// Calls, with a handler that reports all it hears and does what `onReceived` says.
    func call(
        _ host: String = "127.0.0.1", port: UInt16, tls: TLSClientContext? = nil, within seconds: Double = 10,
        greeting: String? = nil, onReceived: @escaping @Sendable (String, Stream) -> Void = { _, _ in }
    ) {
        let events = events
        Stream.connect(to: host, port: port, tls: tls, within: seconds, resolver: resolver, on: loop) { _ in
            CallHandler(events: events, greeting: greeting, onReceived: onReceived)
        }
    }

    /// Moves the clock, and returns when the loop has answered the deadlines.
    func advance(seconds: Double) {
        clock.advance(seconds: seconds)
        settle()
    }

    /// Returns when the loop has done what was posted so far, and a turn more.
    func settle() {
        let turns = Mailbox<Bool>()
        for _ in 0..<2 {
            loop.execute { turns.put(true) }
            _ = turns.next()
        }
    }
}

final class CallHandler: StreamHandler {
    let events: Mailbox<CallEvent>
    let greeting: String?
    let onReceived: @Sendable (String, Stream) -> Void

    init(
        events: Mailbox<CallEvent>, greeting: String?, onReceived: @escaping @Sendable (String, Stream) -> Void
    ) {
        self.events = events
        self.greeting = greeting
        self.onReceived = onReceived
    }

    func opened(_ stream: Stream) {
        events.put(.opened(isSecure: stream.isSecure))
        if let greeting { stream.send([UInt8](greeting.utf8)) }
    }

    func secured(_ stream: Stream) {
        events.put(.secured)
        if let greeting { stream.send([UInt8](greeting.utf8)) }
    }

    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream) {
        let text = String(decoding: bytes, as: UTF8.self)
        events.put(.received(text))
        onReceived(text, stream)
    }

    func ended(_ stream: Stream) {
        events.put(.ended(stream.error?.description))
    }
}

/// A server on a thread that serves one connection by a blocking script; waited for at the end.
final class ScriptedServer {
    let port: UInt16
    private let thread: NamedThread
    private let listener: Int32

    init(_ script: @escaping @Sendable (_ descriptor: Int32) -> Void) throws {
        let listener = try ListeningSocket.make(address: "127.0.0.1", port: 0, reusePort: false)
        _ = fcntl(listener, F_SETFL, 0)
        self.listener = listener
        port = ListeningSocket.port(of: listener)
        thread = try NamedThread(name: "script") {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { return }
            script(descriptor)
            close(descriptor)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        thread.join()
        close(listener)
    }

    static func read(_ descriptor: Int32) -> String {
        var room = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &room, room.count, 0)
        return String(decoding: room.prefix(max(0, count)), as: UTF8.self)
    }

    static func write(_ descriptor: Int32, _ text: String) {
        let bytes = [UInt8](text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
