internal import Transport

/// How messages go to the proxy and come from it. On its loop only.
protocol SIPTransport: AnyObject, Sendable {
    /// Sends a message to the proxy.
    /// - Returns: nil, or why it could not leave.
    func send(_ bytes: [UInt8]) -> String?

    /// Answers a request that came in.
    func reply(_ bytes: [UInt8], to arrival: SIPArrival)

    /// Sends and hears nothing from now on; `SIPTransportListener` hears nothing of it.
    func close()
}

/// Who hears what comes in. All calls on the loop.
protocol SIPTransportListener: AnyObject, Sendable {
    /// A message came in.
    func received(_ arrival: SIPArrival)

    /// A message came in that had to be dropped.
    func unreadable(_ message: SIPUnreadable)

    /// An answer came in from somebody who is not believed.
    func strange(_ message: SIPUnreadable)

    /// The network says that a message with this branch has not arrived.
    func undelivered(branch: String, reason: String)

    /// The connection to the proxy did not come about, or is over; the next `send` opens another.
    /// - Parameter unreadable: what came over it, if that is why.
    func lost(reason: String, unreadable: SIPSyntaxError?)

    /// The loop stops: nothing can be sent any more.
    func stopped()
}
