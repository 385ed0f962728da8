internal import CLinux
internal import Glibc

/// Finds the addresses of host names, on threads of its own because the system's resolver blocks: one for a program.
public final class HostResolver: Sendable {
    private let queue: WorkQueue

    /// Starts the threads.
    /// - Parameters:
    ///   - threads: how many names are looked up at a time; a dead name server holds one for half a minute.
    ///   - capacity: how many names may wait; more are refused at once.
    public init(threads: Int = 1, capacity: Int = 64) throws {
        queue = try WorkQueue(name: "resolver", threads: threads, capacity: capacity)
    }

    /// Looks up no more, and returns when the threads have ended.
    public func stop() {
        queue.stop()
    }

    /// All addresses of a host with a port, in the order in which they should be tried (RFC 6724), on the resolver's
    /// thread. An address in figures is answered at once, on the caller's.
    func resolve(
        _ host: String, port: UInt16, then: @escaping @Sendable (Result<[SocketAddress], TransportError>) -> Void
    ) {
        if let address = SocketAddress(numeric: host, port: port) { return then(.success([address])) }
        do {
            try queue.add { then(Self.lookUp(host, port: port)) }
        } catch {
            then(.failure(TransportError("look up \(host)", reason: "too many names are being looked up")))
        }
    }

    /// All IPv4 and IPv6 addresses of a host with a port, in the order in which they should be tried (RFC 6724).
    /// - Throws: `TransportError` when it has none, or when none could be found out.
    public func addresses(of host: String, port: UInt16) async throws -> [PeerAddress] {
        try await withCheckedThrowingContinuation { continuation in
            resolve(host, port: port) { result in
                continuation.resume(with: result.map { $0.map(\.peer) })
            }
        }
    }

    private static func lookUp(_ host: String, port: UInt16) -> Result<[SocketAddress], TransportError> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &first)
        guard code == 0 else {
            return .failure(TransportError("look up \(host)", reason: String(cString: gai_strerror(code))))
        }
        defer { freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var next = first
        while let found = next?.pointee {
            if let address = SocketAddress(found) { addresses.append(address) }
            next = found.ai_next
        }
        guard !addresses.isEmpty else {
            return .failure(TransportError("look up \(host)", reason: "it has no internet address"))
        }
        return .success(addresses)
    }
}
