/// How much of a message is taken. What goes beyond is refused before it is kept.
enum SIPLimits {
    /// Bytes of a whole message: what a UDP datagram can hold.
    static let messageBytes = 65_535
    /// Bytes of the start line and all header fields.
    static let headBytes = 32 * 1024
    /// Bytes of a line, its continuations included.
    static let lineBytes = 8 * 1024
    /// Header fields, and values in a list such as Via's.
    static let fields = 128
    /// Parameters of a value or a URI.
    static let parameters = 32
}
