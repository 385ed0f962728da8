internal import Encodings
internal import Transport

/// One TCP connection of somebody who asks. On its loop only, which is what `@unchecked` vouches for.
///
/// It keeps the head of a request that has not come whole, and nothing else: bodies are passed over as they come.
final class RedirectConnection: StreamHandler, @unchecked Sendable {
    /// Bytes of answers that may wait for the other side: whoever takes none is not asked for more.
    private static let mostWaiting = 256 * 1024

    private weak var server: (any RequestAnswerer)?
    private let settings: RedirectSettings
    private var bytes: [UInt8] = []
    /// Up to here no end of a head was found.
    private var searched = 0
    /// Bytes of a body that are still to be passed over.
    private var bodyLeft = 0

    init(_ server: any RequestAnswerer, _ settings: RedirectSettings) {
        self.server = server
        self.settings = settings
    }

    func received(_ more: UnsafeRawBufferPointer, on stream: Stream) {
        stream.loop.assertIsCurrent()
        server?.requestsArrived()
        var more = more
        // In pieces, so that what is kept never goes beyond a head and a piece.
        while !more.isEmpty, stream.isOpen {
            let passed = min(bodyLeft, more.count)
            bodyLeft -= passed
            more = UnsafeRawBufferPointer(rebasing: more[passed...])
            let piece = more.prefix(settings.headBytes)
            bytes.append(contentsOf: piece)
            more = UnsafeRawBufferPointer(rebasing: more[piece.count...])
            answerWhole(stream)
        }
        guard stream.isOpen else { return }
        if bytes.isEmpty, bodyLeft == 0 {
            stream.setDeadline(.idle, after: settings.idleSeconds)
        } else if !isAwaitingRest {
            stream.setDeadline(.head, after: settings.headSeconds)
        }
        isAwaitingRest = !bytes.isEmpty || bodyLeft > 0
    }

    /// A deadline runs for what has begun: whoever sends a byte now and then does not prolong it.
    private var isAwaitingRest = false

    func drained(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        stream.resumeReading()
    }

    func ended(_ stream: Stream) {
        stream.loop.assertIsCurrent()
        bytes = []
    }

    /// Answers every request whose head has come.
    private func answerWhole(_ stream: Stream) {
        while stream.isOpen {
            passLineEnds(stream)
            guard let end = headEnd() else {
                if bytes.count > settings.headBytes { giveUp(stream) }
                return
            }
            guard end <= settings.headBytes else { return giveUp(stream) }
            isAwaitingRest = false
            answer(end, stream)
        }
    }

    private func answer(_ end: Int, _ stream: Stream) {
        var head = RedirectHead()
        let fault = head.read(bytes.span.extracting(0..<end))
        // Where the next one begins cannot be known otherwise (RFC 3261 § 18.3).
        guard fault != .unanswerable, let length = head.contentLength, end + length <= settings.messageBytes else {
            return giveUp(stream)
        }
        withUnsafeTemporaryAllocation(byteCount: server?.answerBytes ?? 0, alignment: 16) { room in
            let count = bytes.withUnsafeBytes { bytes in
                server?.answer(UnsafeRawBufferPointer(rebasing: bytes[..<end]), from: stream.peer, into: room)
            }
            if let count { stream.send(UnsafeRawBufferPointer(rebasing: room[..<count])) }
        }
        let passed = min(length, bytes.count - end)
        bodyLeft = length - passed
        discard(end + passed)
        if stream.pendingOutput > Self.mostWaiting {
            stream.abort()
        } else if stream.pendingOutput > 0 {
            stream.pauseReading()
        }
    }

    /// What is no request, or has no end: the connection is of no use any more.
    private func giveUp(_ stream: Stream) {
        server?.unreadable()
        stream.abort()
    }

    /// Two line ends ask whether somebody is there; one says so (RFC 5626 § 3.5.1).
    private func passLineEnds(_ stream: Stream) {
        var index = 0
        while index + 1 < bytes.count, bytes[index] == ASCII.carriageReturn, bytes[index + 1] == ASCII.lineFeed {
            index += 2
        }
        guard index > 0 else { return }
        if index == 4, bytes.count == 4 { stream.send([ASCII.carriageReturn, ASCII.lineFeed]) }
        discard(index)
    }

    private func discard(_ count: Int) {
        bytes.removeFirst(count)
        searched = 0
    }

    /// The place behind the empty line.
    private func headEnd() -> Int? {
        var index = searched
        while index < bytes.count {
            if bytes[index] == ASCII.lineFeed, isEmptyLine(before: index) { return index + 1 }
            index += 1
        }
        searched = bytes.count
        return nil
    }

    /// Whether the line that ends at this line feed is empty.
    private func isEmptyLine(before end: Int) -> Bool {
        let last = end > 0 && bytes[end - 1] == ASCII.carriageReturn ? end - 2 : end - 1
        return last >= 0 && bytes[last] == ASCII.lineFeed
    }
}
