internal import COpenSSL

extension Stream {
    /// Puts TLS on a connection of ours that is open in clear text, after the peer has agreed to it (STARTTLS).
    /// `StreamHandler.secured` follows, or `ended` with `Stream.error`.
    ///
    /// What came in clear after the peer's agreement must not be believed (an attacker's commands or replies, taken
    /// for the peer's). What the handler was given it must look at itself, and abort instead of calling this; what is
    /// still in the socket is read as TLS here, and breaks the handshake.
    /// - Parameter seconds: for the handshake.
    public func startTLS(_ context: TLSClientContext, within seconds: Double) {
        loop.assertIsCurrent()
        guard phase == .open, tls == nil, let route else { return }
        guard output.isEmpty else {
            return fail(TransportError("agree on TLS with \(route.host)", reason: "clear text is still being sent"))
        }
        phase = .handshaking
        isReadingPaused = false
        setDeadline(.handshake, after: seconds)
        beginHandshake(context, host: route.host)
    }

    /// The client speaks first.
    func beginHandshake(_ context: TLSClientContext, host: String) {
        loop.assertIsCurrent()
        tls = context.makeConnection(descriptor, host: host)
        guard tls != nil else { return fail(.openSSL("agree on TLS with \(host)")) }
        shakeHands()
    }
}
