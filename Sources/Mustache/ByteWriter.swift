/// Bytes being written: a page grows in it.
///
/// The only type of this module that handles memory itself. What always holds:
/// - `start` is an allocation of exactly `capacity` bytes, owned by this value alone and freed once in `deinit`; or it is the
///   memory that an array has lent to `array(capacity:_:)`, which outlives the writer and is the array's to free;
/// - the first `count` bytes are written, and `0 <= count <= capacity`;
/// - every write first makes room (`reserve`) for all it may write, then writes, then moves `count`;
/// - no pointer into the allocation outlives the call it was made in.
/// It cannot be copied, so two writers never share memory.
public struct ByteWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes are written.
    public private(set) var count = 0
    private var isLent = false

    /// An empty writer with room for `capacity` bytes before it grows.
    public init(capacity: Int = 32 * 1024) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    private init(lent buffer: UnsafeMutableBufferPointer<UInt8>, at start: UnsafeMutablePointer<UInt8>) {
        self.start = start
        capacity = buffer.count
        isLent = true
    }

    deinit {
        if !isLent { start.deallocate() }
    }

    /// The bytes that `body` writes. They are written where they stay as long as there are at most `capacity` of them; the
    /// array keeps room for that many.
    static func array<Failure: Error>(
        capacity: Int, _ body: (inout ByteWriter) throws(Failure) -> Void
    ) throws(Failure) -> [UInt8] {
        var failure: Failure?
        var larger: [UInt8]?
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            var writer = ByteWriter(lent: buffer, at: start)
            do throws(Failure) { try body(&writer) } catch { failure = error }
            if writer.isLent { count = writer.count } else { larger = writer.bytes }
        }
        if let failure { throw failure }
        return larger ?? bytes
    }

    /// What is written so far, in one copy.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let target = buffer.baseAddress { target.initialize(from: start, count: count) }
            initialized = count
        }
    }

    /// Forgets the last `removed` bytes.
    mutating func removeLast(_ removed: Int) {
        precondition(removed >= 0 && removed <= count)
        count -= removed
    }

    /// Makes sure that `extra` more bytes fit.
    @inline(__always) private mutating func reserve(_ extra: Int) {
        if extra > capacity - count { grow(extra) }
    }

    @inline(never) private mutating func grow(_ extra: Int) {
        let larger = max(capacity * 2, count + extra)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.moveInitialize(from: start, count: count)
        if !isLent { start.deallocate() }
        isLent = false
        start = moved
        capacity = larger
    }

    /// Appends one byte.
    @inline(__always) public mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count += 1
    }

    /// Appends the bytes of `source` in `range`; the range must lie inside `source`.
    @inline(__always) public mutating func append(_ source: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
        source.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            append(base + range.lowerBound, count: range.count)
        }
    }

    /// Appends text as it is.
    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { buffer in
            if let base = buffer.baseAddress { append(base, count: buffer.count) }
        }
    }

    /// Appends a number in decimal.
    public mutating func append(_ number: Int) {
        reserve(20)
        if number < 0 {
            start[count] = UInt8(ascii: "-")
            count += 1
        }
        var rest = number.magnitude
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        rest = number.magnitude
        var place = count + digits
        count = place
        repeat {
            place -= 1
            start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
    }

    /// Appends text with `& < > " '` as HTML character references.
    public mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0) }
    }

    /// Runs of ordinary bytes are copied whole; room is made for each run and the reference behind it.
    private mutating func appendEscaped(_ buffer: UnsafeBufferPointer<UInt8>) {
        guard let source = buffer.baseAddress else { return }
        let end = buffer.count
        var (runStart, index) = (0, Self.plainPrefix(source, end))
        while index < end {
            if Self.isSpecial(source[index]) {
                append(source + runStart, count: index - runStart)
                append(reference: Self.reference(for: source[index]))
                runStart = index + 1
                index = runStart + Self.plainPrefix(source + runStart, end - runStart)
            } else {
                index += 1
            }
        }
        append(source + runStart, count: end - runStart)
    }

    /// `count` bytes from memory that is not this writer's.
    @inline(__always) private mutating func append(_ source: UnsafePointer<UInt8>, count added: Int) {
        reserve(added)
        (start + count).initialize(from: source, count: added)
        count += added
    }

    private mutating func append(reference: StaticString) {
        append(reference.utf8Start, count: reference.utf8CodeUnitCount)
    }

    /// One bit for each of the five bytes; they all lie below 64.
    @inline(__always) private static func isSpecial(_ byte: UInt8) -> Bool {
        let bits: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E
        return byte < 64 && (bits &>> UInt64(byte)) & 1 == 1
    }

    /// The same for eight bytes at once: `&` and `'` differ in bit 0 alone, `<` and `>` in bit 1 alone, and a word has
    /// a zero byte where subtracting one from each byte borrows into a top bit that was clear.
    @inline(__always) private static func hasSpecial(eightAt source: UnsafePointer<UInt8>) -> Bool {
        let word = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
        let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
        let quotes = word ^ 0x22 &* ones
        let ampersands = (word & ~ones) ^ 0x26 &* ones
        let angles = (word & ~(2 &* ones)) ^ 0x3C &* ones
        let zeros =
            (quotes &- ones) & ~quotes | (ampersands &- ones) & ~ampersands | (angles &- ones) & ~angles
        return zeros & tops != 0
    }

    /// How many bytes at the start are ordinary, counted eight at a time; the last eight may overlap those before.
    @inline(__always) private static func plainPrefix(_ source: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var index = 0
        while index + 8 <= count {
            if hasSpecial(eightAt: source + index) { return index }
            index += 8
        }
        return count >= 8 && !hasSpecial(eightAt: source + (count - 8)) ? count : index
    }

    private static func reference(for byte: UInt8) -> StaticString {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: "&#39;"
        }
    }
}
