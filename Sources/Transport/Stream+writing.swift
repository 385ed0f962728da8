internal import CLinux
internal import COpenSSL
internal import Glibc

extension Stream {
    /// Sends bytes: at once as far as the kernel takes them, and a copy of the rest when it takes more.
    public func send(_ bytes: UnsafeRawBufferPointer) {
        loop.assertIsCurrent()
        guard phase == .open else { return }
        let sent = output.isEmpty ? write(bytes) : 0
        queue(copying: UnsafeRawBufferPointer(rebasing: bytes[sent...]))
    }

    /// Sends bytes; what the kernel does not take at once is kept by holding the array, not by copying it.
    public func send(_ bytes: [UInt8]) {
        loop.assertIsCurrent()
        guard phase == .open else { return }
        let sent = output.isEmpty ? bytes.withUnsafeBytes { write($0) } : 0
        queue(bytes, from: sent)
    }

    /// Sends a head and a body as if they were one: together in one write when they fit into one TLS record (16 KiB).
    /// Of a longer body only so much is put beside the head that the rest fills whole records from where it lies; it is
    /// held, not copied, where it has to wait.
    public func send(_ head: UnsafeRawBufferPointer, _ body: [UInt8]) {
        loop.assertIsCurrent()
        guard phase == .open else { return }
        guard head.count < loop.scratch.count else {
            send(head)
            return send(body)
        }
        let room = loop.scratch.count - head.count
        let records = max(0, body.count - room + loop.scratch.count - 1) / loop.scratch.count
        let start = max(0, body.count - records * loop.scratch.count)
        loop.scratch.copyMemory(from: head)
        body.withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: loop.scratch[head.count...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<start]))
        }
        send(UnsafeRawBufferPointer(rebasing: loop.scratch[..<(head.count + start)]))
        sendRest(of: body, from: start)
    }

    private func sendRest(of body: [UInt8], from start: Int) {
        guard start < body.count, phase == .open else { return }
        let sent = output.isEmpty ? body.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[start...])) } : 0
        queue(body, from: start + sent)
    }

    private func queue(copying bytes: UnsafeRawBufferPointer) {
        guard phase == .open, !bytes.isEmpty else { return }
        output.append(copying: bytes)
        watch(interest | neededInterest)
    }

    private func queue(_ bytes: [UInt8], from offset: Int) {
        guard phase == .open, offset < bytes.count else { return }
        output.append(bytes, from: offset)
        watch(interest | neededInterest)
    }

    /// Sends what is queued, as far as the kernel takes it.
    func flush() {
        loop.assertIsCurrent()
        guard !output.isEmpty else { return }
        while phase != .ended, let (sent, offered) = output.withFirst({ (write($0), $0.count) }) {
            if sent > 0 { output.removeFirst(sent) }
            if sent < offered { return watch(interest | neededInterest) }
        }
        guard phase != .ended else { return }
        watch(interest & ~Poller.writable | neededInterest)
        if phase == .closing {
            finishClosing()
        } else {
            handler?.drained(self)
        }
    }

    /// Offers bytes to the kernel. Returns how many it took; fewer than all when it is full or the stream broke.
    private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        writeWantsRead = false
        var sent = 0
        while sent < bytes.count {
            let count = writeOnce(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
            guard count > 0 else { break }
            sent += count
        }
        bytesSent &+= UInt64(sent)
        loop.bytesSinceTrim &+= sent
        return sent
    }

    /// One write, of one TLS record at most; 0 when refused.
    private func writeOnce(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let tls else { return writeClear(bytes) }
        ERR_clear_error()
        let count = SSL_write(tls, bytes.baseAddress, Int32(clamping: bytes.count))
        if count > 0 { return Int(count) }
        switch SSL_get_error(tls, count) {
        case SSL_ERROR_WANT_WRITE: break
        case SSL_ERROR_WANT_READ: writeWantsRead = true
        default: abort()
        }
        return 0
    }

    private func writeClear(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if count < 0, errno != EAGAIN, errno != EINTR { abort() }
        return max(0, count)
    }
}
