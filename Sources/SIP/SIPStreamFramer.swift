/// Cuts a TCP connection's bytes into messages: on a stream Content-Length is required (RFC 3261 § 18.3).
///
/// A message whose end cannot be told ends the framing: where the next one begins cannot be known. Never keeps more than one
/// message and what one `append` brought.
public struct SIPStreamFramer: Sendable {
    private var bytes: [UInt8] = []
    /// Up to here no end of a head was found.
    private var searched = 0
    /// Bytes of the message that is being awaited, once its head has told.
    private var awaited: Int?
    private var syntaxError: SIPSyntaxError?

    public init() {}

    /// Takes what came in.
    public mutating func append(_ more: some Collection<UInt8>) {
        guard syntaxError == nil else { return }
        bytes.append(contentsOf: more)
    }

    /// The next message, or one that is to be dropped; nil when more must come in first.
    /// - Throws: why the end of a message cannot be told; from then on always.
    public mutating func next() throws(SIPSyntaxError) -> Result<SIPArrival, SIPUnreadable>? {
        if let syntaxError { throw syntaxError }
        do {
            return try cut()
        } catch {
            syntaxError = error
            bytes = []
            throw error
        }
    }

    private mutating func cut() throws(SIPSyntaxError) -> Result<SIPArrival, SIPUnreadable>? {
        if awaited == nil {
            let start = SIPHead.skipLineEnds(bytes, from: 0)
            if start > 0 { discard(start) }
            guard let end = headEnd() else {
                guard bytes.count <= SIPLimits.headBytes else { throw .tooLong }
                return nil
            }
            guard end <= SIPLimits.headBytes else { throw .tooLong }
            let head = try SIPHead([UInt8](bytes[..<end]))
            guard let length = try head.contentLength() else { throw .missing(.contentLength) }
            guard head.end + length <= SIPLimits.messageBytes else { throw .tooLong }
            awaited = head.end + length
        }
        guard let awaited, bytes.count >= awaited else { return nil }
        let message = [UInt8](bytes[..<awaited])
        discard(awaited)
        self.awaited = nil
        do {
            return .success(try SIPArrival(datagram: message))
        } catch {
            return .failure(SIPUnreadable(error, in: message))
        }
    }

    private mutating func discard(_ count: Int) {
        bytes.removeFirst(count)
        searched = 0
    }

    /// The place behind the empty line.
    private mutating func headEnd() -> Int? {
        var index = searched
        while index + 3 < bytes.count {
            if bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13, bytes[index + 3] == 10 {
                return index + 4
            }
            index += 1
        }
        searched = max(0, bytes.count - 3)
        return nil
    }
}
