internal import CLinux
internal import COpenSSL
internal import Glibc

/// What the system or OpenSSL refused while something was set up: a port in use, an unreadable certificate.
///
/// Connections do not throw: a peer that misbehaves only ends its stream.
public struct TransportError: Error, CustomStringConvertible, Sendable {
    /// What was attempted, for the operator: "bind 127.0.0.1 port 443".
    public let attempt: String
    /// The system's or OpenSSL's words for the reason.
    public let reason: String

    init(_ attempt: String, reason: String) {
        self.attempt = attempt
        self.reason = reason
    }

    /// The system call that just failed on this thread.
    static func system(_ attempt: String, code: Int32 = errno) -> TransportError {
        TransportError(attempt, reason: strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }

    /// The OpenSSL call that just failed on this thread: its oldest error; the queue is emptied.
    static func openSSL(_ attempt: String) -> TransportError {
        let code = ERR_get_error()
        ERR_clear_error()
        // OpenSSL hands on the system's errors by number (ERR_SYSTEM_FLAG), and has no words for them.
        if code & 0x8000_0000 != 0 { return system(attempt, code: Int32(truncatingIfNeeded: code & 0x7FFF_FFFF)) }
        return TransportError(
            attempt, reason: ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)")
    }

    public var description: String { "\(attempt): \(reason)" }
}
