public import Transport

/// What tells one INVITE from another at a server: its repetitions, its CANCEL and the ACK of its refusal have the same
/// (RFC 3261 § 17.2.3, § 9.2).
///
/// Call-ID and number are part of it, so that it holds for senders of the old RFC 2543 too, whose branches are not
/// unique.
public struct SIPTransactionKey: Sendable, Hashable {
    private let branch: String?
    private let host: SIPHost
    private let port: UInt16?
    private let callID: String
    private let number: UInt32

    /// - Parameter request: an INVITE, or the ACK or CANCEL of one.
    public init(_ request: SIPArrival) {
        branch = request.via.branch
        host = request.via.host
        port = request.via.port
        callID = request.callID
        number = request.sequence.number
    }
}

extension SIPArrival {
    /// Where the answer to a request that came in a datagram goes (RFC 3261 § 18.2.2): to the address it came from, at
    /// the port it came from if its sender asks for that (RFC 3581 § 4), else at the port it names. Nil without a source.
    ///
    /// maddr is left aside: whoever forges one must not be able to point us at others.
    public var returnAddress: PeerAddress? {
        guard let source else { return nil }
        guard !via.parameters.has("rport") else { return source }
        return PeerAddress(bytes: source.bytes, port: via.port ?? 5060)
    }
}
