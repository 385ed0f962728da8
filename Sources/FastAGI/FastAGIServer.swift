public import Transport

/// Takes calls that Asterisk hands over: give `open` to a listener, whose limits are those of the calls.
public final class FastAGIServer: Sendable {
    private let peers: Set<String>
    private let admits: @Sendable (FastAGIVariables) -> Bool
    private let answer: @Sendable (FastAGICall) async -> Void
    private let failed: @Sendable (FastAGIEnd) -> Void
    private let refused: @Sendable (String) -> Void

    /// - Parameters:
    ///   - peers: the addresses of the Asterisk servers, as `PeerAddress.text` writes them; empty: any.
    ///   - admits: whether a call's variables show what they must, such as a secret in the script's address; the protocol knows
    ///     no proof of its own of who calls.
    ///   - failed: told of calls that ended otherwise than by hanging up, on a loop's thread.
    ///   - refused: told of a connection from elsewhere, or that is not admitted, with its address.
    ///   - answer: has the call; when it returns the connection is closed. Runs on the connection's loop.
    public init(
        peers: Set<String> = [], admits: @escaping @Sendable (FastAGIVariables) -> Bool = { _ in true },
        failed: @escaping @Sendable (FastAGIEnd) -> Void = { _ in },
        refused: @escaping @Sendable (String) -> Void = { _ in },
        answer: @escaping @Sendable (FastAGICall) async -> Void
    ) {
        self.peers = peers
        self.admits = admits
        self.failed = failed
        self.refused = refused
        self.answer = answer
    }

    /// Takes a connection that has just been made; on its loop.
    public func open(_ stream: Stream) -> any StreamHandler {
        let call = FastAGICall(stream, admits: admits, refused: refused, begin: answer, failed: failed)
        if !peers.isEmpty, !peers.contains(stream.peer.text) {
            refused(stream.peer.text)
            stream.abort()
        }
        return call
    }
}
