import SQLite
@testable import Shell
import Synchronization
@testable import Telephony
import TestSite
import Testing

/// A mail as tests write one.
struct TestMail: Sendable {
    let subject: String
    var body: String
    var worth: Duration?

    init(_ subject: String, body: String = "本文", worthFor worth: Duration? = nil) {
        self.subject = subject
        self.body = body
        self.worth = worth
    }

    func mail(at now: Moment) throws -> Mail {
        Mail(
            kind: "test", to: try #require(MailAddress("hikari@example.jp")), subject: subject, body: body,
            worthlessAfter: worth.map { now + $0 })
    }
}

extension TestSite {
    func write(_ mails: TestMail...) throws { try write(mails) }

    func write(count: Int) throws { try write((1...count).map { TestMail("mail \($0)") }) }

    private func write(_ mails: [TestMail]) throws {
        let now = clock.now
        let mails = try mails.map { try $0.mail(at: now) }
        try services.database.writeAndWait { database in
            for mail in mails { try OutboxStore.add(mail, of: nil, at: now, database) }
        }
    }

    /// Runs the outbox's duties once.
    func deliver() async throws {
        for duty in Outbox.duties { try await duty.run(services) }
    }

    func isDelayed() throws -> Bool { try services.database.read { try Outbox.isDelayed($0, clock.now) } }
}

/// A next house with an answer for each mail, which may let some wait.
final class PickyCarrier: MailCarrier {
    private struct State {
        var answer: @Sendable (Mail) -> MailDelivery
        var doors: [String: Door] = [:]
        var dropped: [String] = []
        var attempts: [(subject: String, reference: String)] = []
        var accepted: [String] = []
    }

    private let state: Mutex<State>

    init(_ answer: @escaping @Sendable (Mail) -> MailDelivery) { state = Mutex(State(answer: answer)) }

    /// The subjects of what was accepted, in order.
    var accepted: [String] { state.withLock { $0.accepted } }
    var attempts: Int { state.withLock { $0.attempts.count } }

    func references(of subject: String) -> [String] {
        state.withLock { $0.attempts.filter { $0.subject == subject }.map(\.reference) }
    }

    func answers(_ answer: @escaping @Sendable (Mail) -> MailDelivery) { state.withLock { $0.answer = answer } }

    func holds(_ subject: String, until door: Door?) { state.withLock { $0.doors[subject] = door } }

    /// The subjects of those attempts that were cut short.
    var dropped: [String] { state.withLock { $0.dropped } }

    func carry(_ mail: Mail, reference: String, writtenAt: Moment) async throws(CancellationError) -> MailDelivery {
        let door = state.withLock { state in
            state.attempts.append((mail.subject, reference))
            return state.doors[mail.subject]
        }
        if let door, await !door.wait() {
            state.withLock { $0.dropped.append(mail.subject) }
            throw CancellationError()
        }
        return state.withLock { state in
            let answer = state.answer(mail)
            if case .accepted = answer { state.accepted.append(mail.subject) }
            return answer
        }
    }
}

/// Shut until it is opened.
final class Door: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// Whether who waits may leave when it is told to.
    private let lets: Bool

    init(lettingGo lets: Bool = true) { self.lets = lets }

    /// False for who left because nobody wants the task any more.
    func wait() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    let goesOn = state.isOpen || lets && Task.isCancelled
                    if !goesOn { state.waiting.append(continuation) }
                    return goesOn
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            if lets { release(isOpen: false) }
        }
        return state.withLock { $0.isOpen }
    }

    func open() { release(isOpen: true) }

    private func release(isOpen: Bool) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            if isOpen { state.isOpen = true }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// Lets other tasks run until something has come about.
func eventually(_ condition: () throws -> Bool) async throws {
    for _ in 0..<200_000 {
        if try condition() { return }
        await Task.yield()
    }
    Issue.record("it did not come about")
}
