/// How large the parts of a request may be, in bytes.
public struct RequestLimits: Sendable {
    /// The request line without its end; beyond it 414.
    public var requestLine = 8 * 1024
    /// One field line without its end; beyond it 431. So for trailers.
    public var field = 8 * 1024
    /// All field lines with their ends; beyond it 431.
    public var allFields = 32 * 1024
    /// Field lines, a number; beyond it 431.
    public var fieldCount = 100
    /// The size and extensions of one chunk; beyond it 400.
    public var chunkLine = 1024
    /// The extensions of all chunks of one body; beyond it 400.
    public var chunkExtensions = 16 * 1024

    public init() {}
}
