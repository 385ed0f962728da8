/// How long is waited, in seconds. RFC 5321 § 4.5.3.2 asks for minutes, made for the networks of its time; these are
/// shorter where giving up early only means trying again, and long where it could mean sending twice.
public struct SMTPTimeouts: Sendable, Hashable {
    /// For the connection, name look-up and TLS included.
    public var connect = 15.0
    /// For the server's first words (RFC: 5 minutes). A server that is overloaded or stalled says nothing: other mails, codes with
    /// a short life among them, must not wait behind that.
    public var greeting = 15.0
    /// For the answer to the client's name, and for the first answer on a connection that was kept unused, which may be as good as
    /// cut.
    public var hello = 15.0
    /// For the answer to a command (RFC: 2 to 5 minutes).
    public var command = 60.0
    /// For the server's taking of the content sent (RFC: 3 minutes a block).
    public var dataBlock = 60.0
    /// For the answer to the whole content (RFC: 10 minutes); giving up earlier may send a mail twice.
    public var dataEnd = 300.0
    /// How long an unused connection is kept.
    public var idle = 20.0
    /// For a whole attempt, from the connection to the answer.
    public var attempt = 480.0

    /// The defaults; change what must differ.
    public init() {}
}
