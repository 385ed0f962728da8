/// Bytes a peer has not taken yet, in order. Empty, it owns no memory.
struct OutputQueue {
    private struct Piece {
        var bytes: [UInt8]
        var offset: Int
    }

    private var pieces: [Piece] = []
    private var firstPiece = 0

    /// Bytes waiting.
    private(set) var byteCount = 0

    var isEmpty: Bool { byteCount == 0 }

    /// Queues an array's bytes from an offset on, without a copy.
    mutating func append(_ bytes: [UInt8], from offset: Int) {
        guard offset < bytes.count else { return }
        byteCount += bytes.count - offset
        pieces.append(Piece(bytes: bytes, offset: offset))
    }

    /// Queues a copy. Small ones are put together, so that they leave in one record.
    mutating func append(copying bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        byteCount += bytes.count
        if let last = pieces.indices.last, pieces[last].bytes.count + bytes.count <= 16 * 1024 {
            pieces[last].bytes.append(contentsOf: bytes)
        } else {
            pieces.append(Piece(bytes: [UInt8](bytes), offset: 0))
        }
    }

    /// The bytes next to be sent, as far as they lie together. After a write that was refused they are the same again,
    /// and no fewer, as OpenSSL demands of a repetition.
    func withFirst<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard firstPiece < pieces.count else { return nil }
        let piece = pieces[firstPiece]
        return piece.bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[piece.offset...])) }
    }

    /// Forgets bytes at the front that were sent; all of them out of what `withFirst` gave.
    mutating func removeFirst(_ count: Int) {
        byteCount -= count
        pieces[firstPiece].offset += count
        guard pieces[firstPiece].offset == pieces[firstPiece].bytes.count else { return }
        pieces[firstPiece].bytes = []
        firstPiece += 1
        if isEmpty { self = OutputQueue() }
    }
}
