/// Where a connection of ours goes, and how far it has come. Used on its stream's loop only.
final class OutgoingRoute {
    /// The host as it was named: TLS checks the certificate against it.
    let host: String
    let port: UInt16
    /// TLS from the first byte, where not nil.
    let tls: TLSClientContext?
    /// The loop's time by which the connection, TLS included, is open or has failed.
    let deadline: UInt64
    /// Addresses not tried yet.
    var addresses: ArraySlice<SocketAddress> = []

    init(host: String, port: UInt16, tls: TLSClientContext?, deadline: UInt64) {
        self.host = host
        self.port = port
        self.tls = tls
        self.deadline = deadline
    }

    /// For a failure's description.
    var attempt: String { "connect to \(host) port \(port)" }
}
