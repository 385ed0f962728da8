/// How many connections there may be, counted over all loops and listeners that share the value.
public final class ConnectionLimits: Sendable {
    enum Verdict {
        case admitted
        /// Too many in all: somebody has to go.
        case full
        /// Too many from this address (IPv6: from its network of 64 bits).
        case addressFull
    }

    private struct Counts {
        var total = 0
        var byAddress: [UInt64: Int] = [:]
    }

    /// Connections in all; beyond it one goes that has least to lose (`EventLoop.makeRoom`), and where there is none the new one is refused.
    public let total: Int
    /// Connections from one address; beyond it a new one is refused.
    public let perAddress: Int
    private let counts = Guarded(Counts())

    /// The defaults are the site's policy.
    public init(total: Int = 10_000, perAddress: Int = 100) {
        self.total = total
        self.perAddress = perAddress
    }

    /// Connections open now.
    public var count: Int { counts.withLock { $0.total } }

    /// Counts a connection in, unless too many; `full` is a verdict only where `isInsisting` is false.
    func admit(_ peer: PeerAddress, isInsisting: Bool = false) -> Verdict {
        counts.withLock { counts in
            let ofAddress = counts.byAddress[peer.limitKey, default: 0]
            guard ofAddress < perAddress else { return .addressFull }
            guard counts.total < total || isInsisting else { return .full }
            counts.total += 1
            counts.byAddress[peer.limitKey] = ofAddress + 1
            return .admitted
        }
    }

    /// Counts a connection out.
    func release(_ peer: PeerAddress) {
        counts.withLock { counts in
            counts.total -= 1
            let ofAddress = counts.byAddress[peer.limitKey, default: 1] - 1
            counts.byAddress[peer.limitKey] = ofAddress > 0 ? ofAddress : nil
        }
    }
}
