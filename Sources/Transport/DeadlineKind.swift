/// What a stream is being waited for. A stream waits for one thing at a time.
public enum DeadlineKind: UInt8, CaseIterable, Sendable {
    /// The TLS handshake; set and answered by the transport itself.
    case handshake
    /// The head of a request, in full.
    case head
    /// The body of a request, in full.
    case body
    /// The next request. A stream with this deadline counts as idle: the oldest of them goes when room is needed.
    case idle
    /// The peer's taking of what was sent.
    case write
    /// The peer's last bytes after a refusal (`Stream.close(lingering:)`); set and answered by the transport itself.
    case linger
    /// What an `Alarm` is set to; no stream's.
    case alarm
}
