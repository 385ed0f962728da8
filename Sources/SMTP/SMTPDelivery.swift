/// One mail to be sent, and who waits for its fate.
struct SMTPDelivery: Sendable {
    let envelope: SMTPEnvelope
    private let continuation: CheckedContinuation<SMTPOutcome, Never>

    init(_ envelope: SMTPEnvelope, _ continuation: CheckedContinuation<SMTPOutcome, Never>) {
        self.envelope = envelope
        self.continuation = continuation
    }

    /// Tells the fate; to be called once.
    func finish(_ outcome: SMTPOutcome) {
        continuation.resume(returning: outcome)
    }
}
