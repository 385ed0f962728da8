internal import CLinux
internal import COpenSSL
internal import Glibc

extension Stream {
    /// A loud peer is left after so many reads, for the others' sake; the rest comes next turn.
    private static let readsPerTurn = 16

    /// Stops calling `received`, until `resumeReading`. The peer is slowed down by its full window.
    ///
    /// Costs nothing: epoll is told only if bytes do come meanwhile.
    public func pauseReading() {
        loop.assertIsCurrent()
        isReadingPaused = true
    }

    /// Goes on calling `received`, from the next turn on at the earliest.
    public func resumeReading() {
        loop.assertIsCurrent()
        guard isReadingPaused, phase == .open else { return }
        isReadingPaused = false
        watch(Poller.readable | neededInterest)
        if let tls, SSL_has_pending(tls) == 1 { loop.readAgain.append(self) }
    }

    /// Bytes OpenSSL holds already have no event coming.
    func readBuffered() {
        loop.assertIsCurrent()
        if phase == .open, !isReadingPaused { read() }
    }

    func read() {
        loop.assertIsCurrent()
        readWantsWrite = false
        guard let tls else { return readClear() }
        for _ in 0..<Self.readsPerTurn {
            ERR_clear_error()
            let count = SSL_read(tls, loop.input.baseAddress, Int32(loop.input.count))
            guard count > 0 else { return readStopped(SSL_get_error(tls, count)) }
            deliver(Int(count))
            // Read-ahead may have taken more from the socket than this record.
            guard phase == .open, !isReadingPaused, SSL_has_pending(tls) == 1 else { return }
        }
        loop.readAgain.append(self)
    }

    private func readClear() {
        let count = recv(descriptor, loop.input.baseAddress, loop.input.count, 0)
        if count > 0 {
            deliver(count)
        } else if count == 0 {
            peerFinished()
        } else if errno != EAGAIN, errno != EINTR {
            abort()
        }
    }

    private func deliver(_ count: Int) {
        bytesReceived &+= UInt64(count)
        loop.bytesSinceTrim &+= count
        handler?.received(UnsafeRawBufferPointer(rebasing: loop.input[..<count]), on: self)
    }

    private func readStopped(_ reason: Int32) {
        switch reason {
        case SSL_ERROR_WANT_READ: break
        case SSL_ERROR_WANT_WRITE:
            readWantsWrite = true
            watch(Poller.readable | neededInterest)
        case SSL_ERROR_ZERO_RETURN: peerFinished()
        default: abort()
        }
    }

    /// The peer says no more; it may still listen, so what is queued is sent.
    private func peerFinished() {
        close()
        if phase == .closing { watch(neededInterest) }
    }

    /// Lingering: whatever comes is thrown away, encrypted as it is.
    func discard() {
        loop.assertIsCurrent()
        for _ in 0..<Self.readsPerTurn {
            let count = recv(descriptor, loop.input.baseAddress, loop.input.count, 0)
            if count > 0 { continue }
            if count == 0 || errno != EAGAIN && errno != EINTR { abort() }
            return
        }
    }
}
