internal import COpenSSL

extension Stream {
    /// What epoll has to say.
    func ready(_ bits: UInt32) {
        loop.assertIsCurrent()
        switch phase {
        case .connecting: connected()
        case .handshaking: shakeHands()
        case .open, .closing: transfer(bits)
        case .lingering: discard()
        case .ended: break
        }
    }

    private func transfer(_ bits: UInt32) {
        let isBroken = bits & Poller.broken != 0
        let canRead = isBroken || bits & Poller.readable != 0
        if bits & Poller.writable != 0 || canRead && writeWantsRead { flush() }
        if phase == .open, !isReadingPaused, canRead || readWantsWrite { return read() }
        // Broken is reported whatever we ask for: left alone it would be reported for ever.
        if isBroken { return abort() }
        if canRead, phase != .ended, phase != .lingering { watch(interest & ~Poller.readable | neededInterest) }
    }

    /// Takes the handshake as far as it goes. What OpenSSL cannot agree to it has already told the peer.
    func shakeHands() {
        loop.assertIsCurrent()
        guard let tls else { return open() }
        ERR_clear_error()
        let result = SSL_do_handshake(tls)
        guard result != 1 else { return open() }
        switch SSL_get_error(tls, result) {
        case SSL_ERROR_WANT_READ: watch(Poller.readable)
        case SSL_ERROR_WANT_WRITE: watch(Poller.writable)
        default:
            if clearTextReply != nil, ClearText.isMarked(tls) { return replyInClear() }
            if let route { error = TLSClientContext.error(of: tls, with: route.host) }
            abort()
        }
    }

    /// Whoever has typed http:// before our port is told what to type, instead of seeing a connection break.
    private func replyInClear() {
        guard let clearTextReply, let tls else { return abort() }
        SSL_free(tls)
        self.tls = nil
        phase = .open
        send(clearTextReply(loop))
        close(lingering: true)
    }

    private func open() {
        guard let opener else { return openOutgoing() }
        clearDeadline()
        phase = .open
        watch(Poller.readable)
        self.opener = nil
        clearTextReply = nil
        handler = opener(self)
        readEarly()
    }

    /// A connection of ours is ready for bytes, or ready again after TLS was started on it.
    private func openOutgoing() {
        guard let handler else { return abort() }
        clearDeadline()
        phase = .open
        watch(Poller.readable)
        if wasOpen { handler.secured(self) } else { handler.opened(self) }
        wasOpen = true
        readEarly()
    }

    private func readEarly() {
        // The first request often comes with the last message of the handshake.
        if let tls, SSL_has_pending(tls) == 1, phase == .open, !isReadingPaused { read() }
    }

    func deadlinePassed(_ kind: DeadlineKind) {
        loop.assertIsCurrent()
        switch phase {
        case .connecting: connectionOverdue()
        case .handshaking:
            if let route { error = TransportError("agree on TLS with \(route.host)", reason: "no answer in time") }
            abort()
        case .lingering: abort()
        case .open: handler?.deadlinePassed(kind, on: self)
        case .closing:
            let taken = bytesSent - sentAtLastLook
            if taken < Self.leastTaken { abort() } else { awaitTaking() }
        case .ended: break
        }
    }

    /// Seconds a closing stream's peer is given for so many bytes: 4 KiB a second.
    private static let takingSeconds = 10.0
    private static let leastTaken: UInt64 = 40 * 1024

    /// Closing with bytes left to send: the handler has done its part, the pace is ours to watch.
    func awaitTaking() {
        loop.assertIsCurrent()
        sentAtLastLook = bytesSent
        setDeadline(.write, after: Self.takingSeconds)
    }

    func beginStopping() {
        loop.assertIsCurrent()
        switch phase {
        case .connecting, .handshaking: abort()
        case .open: handler?.stopping(self)
        case .lingering: setDeadline(.linger, after: lingerSeconds)
        case .closing, .ended: break
        }
    }

    /// What must be watched for besides new bytes.
    var neededInterest: UInt32 {
        (output.isEmpty && !readWantsWrite ? 0 : Poller.writable) | (writeWantsRead ? Poller.readable : 0)
    }

    /// Tells epoll what to watch for, when that has changed.
    func watch(_ wanted: UInt32) {
        loop.assertIsCurrent()
        guard wanted != interest, phase != .ended else { return }
        interest = wanted
        loop.poller.change(descriptor, interest: wanted, data: token.data)
    }
}
