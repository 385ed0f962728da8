/// Who a stream's bytes are for: a protocol's connection (HTTP's server, SMTP's client).
///
/// All calls come on the thread of the stream's loop. A handler may send, pause, close or abort in any of them.
public protocol StreamHandler: AnyObject {
    /// A connection of ours has come about, under TLS where that was asked for; set its first deadline here. Not called
    /// for connections that were accepted: their handler is made when they are ready.
    func opened(_ stream: Stream)

    /// What `startTLS` began has succeeded: from here on all bytes are under TLS.
    func secured(_ stream: Stream)

    /// Bytes came in, at least one. They are the loop's: valid only during the call; copy what must stay.
    func received(_ bytes: UnsafeRawBufferPointer, on stream: Stream)

    /// What `send` had to queue is now with the kernel; not called for a `send` that queued nothing.
    func drained(_ stream: Stream)

    /// The deadline set last has passed, and is no longer set. Without an own answer the stream is aborted.
    func deadlinePassed(_ kind: DeadlineKind, on stream: Stream)

    /// The loop is to stop: finish what is under way, then `close`. Without an own answer the stream is closed.
    func stopping(_ stream: Stream)

    /// The stream is over, whoever ended it; `Stream.error` says why one of ours did not come about. Called exactly
    /// once, at the end of a turn, and last of all calls.
    func ended(_ stream: Stream)
}

extension StreamHandler {
    /// Nothing to do: the peer speaks first, or nobody is waited for.
    public func opened(_ stream: Stream) {}

    /// Nothing to do: TLS was not asked for.
    public func secured(_ stream: Stream) {}

    /// Nothing to do: all was said in `send`.
    public func drained(_ stream: Stream) {}

    /// Nobody waits for a peer longer than it was given.
    public func deadlinePassed(_ kind: DeadlineKind, on stream: Stream) {
        stream.abort()
    }

    /// What is queued is still sent.
    public func stopping(_ stream: Stream) {
        stream.close()
    }
}
