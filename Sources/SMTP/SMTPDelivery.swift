internal import Synchronization

/// One mail to be sent, and who waits for its fate.
struct SMTPDelivery: Sendable {
    let envelope: SMTPEnvelope
    /// Whether it may have a connection beyond the usual number.
    let isUrgent: Bool
    let wish: SMTPWish
    private let continuation: CheckedContinuation<SMTPOutcome, Never>

    init(
        _ envelope: SMTPEnvelope, isUrgent: Bool, _ wish: SMTPWish,
        _ continuation: CheckedContinuation<SMTPOutcome, Never>
    ) {
        self.envelope = envelope
        self.isUrgent = isUrgent
        self.wish = wish
        self.continuation = continuation
    }

    /// Tells the fate; to be called once.
    func finish(_ outcome: SMTPOutcome) {
        continuation.resume(returning: outcome)
    }
}

/// Whether somebody still wants a mail to be sent; by its identity, the mail.
final class SMTPWish: Sendable {
    private let isOver = Atomic<Bool>(false)

    /// Any thread: no longer wanted.
    func end() { isOver.store(true, ordering: .releasing) }

    var hasEnded: Bool { isOver.load(ordering: .acquiring) }
}
