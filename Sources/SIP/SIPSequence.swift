internal import Encodings

/// The value of CSeq: the request's number and method (RFC 3261 § 20.16).
public struct SIPSequence: Sendable, Hashable, CustomStringConvertible {
    /// Below 2^31 (RFC 3261 § 8.1.1.5).
    public let number: UInt32
    public let method: SIPMethod

    init(number: UInt32, method: SIPMethod) {
        self.number = number
        self.method = method
    }

    /// Reads the value; nil when it is malformed.
    public init?(_ text: String) {
        var scanner = SIPScanner(text)
        scanner.skipSpace()
        guard let number = scanner.number(upTo: 1 << 31 - 1) else { return nil }
        let isSpaced = scanner.next.map(ASCII.isBlank) ?? false
        scanner.skipSpace()
        guard isSpaced, let method = scanner.token(), let method = SIPMethod(method), scanner.isDone() else {
            return nil
        }
        self.number = UInt32(number)
        self.method = method
    }

    public var description: String { "\(number) \(method)" }
}
