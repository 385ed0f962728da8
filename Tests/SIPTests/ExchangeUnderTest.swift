import Synchronization
import Transport

@testable import SIP

/// A redirect server that knows where some numbers go, and what it was asked.
final class ExchangeUnderTest: Sendable {
    let server: RedirectServer
    private let loop: EventLoop
    private let asked: Shared

    private final class Shared: Sendable {
        let questions = Mutex<[RedirectQuestion]>([])
    }

    init(_ answers: [String: RedirectAnswer]) throws {
        loop = try EventLoop(name: "redirect")
        let asked = Shared()
        self.asked = asked
        server = try RedirectServer(
            address: "127.0.0.1", port: 0, settings: RedirectUnderTest.settings, secret: 1, on: loop
        ) { question in
            asked.questions.withLock { $0.append(question) }
            return answers[question.called.number?.text ?? ""] ?? .ring
        }
        try loop.start()
    }

    deinit { end() }

    func end() {
        loop.stop()
        loop.join()
    }

    var questions: [RedirectQuestion] { asked.questions.withLock { $0 } }
}
