import Transport

/// Answers whatever comes with a 180 whose CSeq cannot be read.
final class GarblingTelephone: DatagramHandler {
    func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        guard lines.first?.hasPrefix("INVITE") == true else { return }
        let kept = lines.filter { line in ["Via:", "From:", "To:", "Call-ID:"].contains { line.hasPrefix($0) } }
        let answer = (["SIP/2.0 180 Ringing"] + kept + ["CSeq: first INVITE", "", ""]).joined(separator: "\r\n")
        socket.send(Array(answer.utf8), to: peer)
    }

    func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
    ) {}
    func closed(_ socket: DatagramSocket) {}
}
