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
        let answers: Mutex<[String: RedirectAnswer]>

        init(_ answers: [String: RedirectAnswer]) { self.answers = Mutex(answers) }
    }

    init(_ answers: [String: RedirectAnswer]) throws {
        loop = try EventLoop(name: "redirect")
        let asked = Shared(answers)
        self.asked = asked
        server = try RedirectServer(
            address: "127.0.0.1", port: 0, settings: RedirectUnderTest.settings, secret: 1, on: loop
        ) { question in
            asked.questions.withLock { $0.append(question) }
            return asked.answers.withLock { $0[question.called.text] } ?? .ring
        }
        try loop.start()
    }

    deinit { end() }

    func end() {
        loop.stop()
        loop.join()
    }

    /// By the number or name that is called; whoever is not among them rings.
    var answers: [String: RedirectAnswer] {
        get { asked.answers.withLock { $0 } }
        set { asked.answers.withLock { $0 = newValue } }
    }

    var questions: [RedirectQuestion] { asked.questions.withLock { $0 } }
}
