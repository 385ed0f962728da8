internal import Transport

/// Judges requests and writes their answers, keeping no transactions: all of a server but its sockets. On its loop only.
protocol RequestDesk: AnyObject, SendableMetatype {
    associatedtype Counts: RequestCounts

    var settings: RedirectSettings { get }
    /// How fast each source may go.
    var rates: RedirectRates { get set }
    var counts: Counts { get set }
    /// The room that every answer to a request of at most `settings.headBytes` fits in.
    var answerBytes: Int { get }

    /// Answers a request.
    /// - Parameters:
    ///   - length: of the whole request, where its end is known by that: in a datagram.
    ///   - isOverloaded: it came beyond the rate, on a way where silence would be waited for.
    /// - Returns: nil for no answer.
    func answer(
        _ bytes: Span<UInt8>, length: Int?, from peer: PeerAddress, isOverloaded: Bool, at now: UInt64,
        into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer?
}

/// What every such server counts.
protocol RequestCounts: Sendable {
    init()
    /// Requests that could not be answered, and what is no request.
    var unreadable: UInt64 { get set }
    /// From outside the networks.
    var strangers: UInt64 { get set }
    /// Beyond the rate.
    var tooMany: UInt64 { get set }
}

extension RequestDesk {
    /// Whether one from there is heard at all.
    func admits(_ peer: PeerAddress) -> Bool {
        if settings.networks.contains(where: { $0.contains(peer) }) { return true }
        counts.strangers += 1
        return false
    }

    /// Whether one more from there is answered now.
    func isInTime(_ peer: PeerAddress, at now: UInt64) -> Bool {
        if rates.take(peer.limitKey, at: now) { return true }
        counts.tooMany += 1
        return false
    }

    /// Reads what can be answered; nil for all else.
    func open(_ head: inout RedirectHead, _ bytes: Span<UInt8>, length: Int?) -> RedirectOpening? {
        switch head.open(bytes, length: length) {
        case .nothing: return nil
        case .unreadable:
            counts.unreadable += 1
            return nil
        case .request(let opening): return opening
        }
    }
}
