internal import Encodings
internal import Transport

/// What a REGISTER asks for (RFC 3261 § 10.3).
struct RegistrationRequest {
    /// One of the contacts it names.
    struct Contact {
        let uri: [UInt8]
        /// How long it is to be kept; nil: as long as the registrar likes.
        let seconds: Int?
        let preference: UInt16?
        let device: UInt64
    }

    enum Change {
        /// What there is, is told.
        case nothing
        /// `*`
        case removeAll
        case set([Contact])
    }

    let callID: [UInt8]
    let sequence: UInt32
    let source: PeerAddress
    let isStream: Bool
    let change: Change

    init(callID: [UInt8], sequence: UInt32, source: PeerAddress, isStream: Bool, _ change: Change) {
        (self.callID, self.sequence, self.source, self.isStream) = (callID, sequence, source, isStream)
        self.change = change
    }
}

extension RegistrationRequest {
    /// Nil where something is malformed.
    init?(_ head: borrowing RedirectHead, _ bytes: Span<UInt8>, from source: PeerAddress, isStream: Bool) {
        let callID = bytes.array(head.callID.range)
        guard callID.count <= RegisteredContact.longestCallID, let sequence = Self.sequence(head.sequence, bytes),
            let change = Self.change(head, bytes)
        else { return nil }
        self.init(callID: callID, sequence: sequence, source: source, isStream: isStream, change)
    }

    private static func sequence(_ part: RedirectHead.Part, _ bytes: Span<UInt8>) -> UInt32? {
        var end = part.range.lowerBound
        while end < part.range.upperBound, ASCII.isDigit(bytes[end]) { end += 1 }
        return bytes.number(part.range.lowerBound..<end, upTo: 1 << 31 - 1).map { UInt32($0) }
    }

    private static func change(_ head: borrowing RedirectHead, _ bytes: Span<UInt8>) -> Change? {
        let usual = head.expires.isMissing ? nil : seconds(head.expires.range, bytes)
        if let only = head.contacts.first, bytes.isExactly(only.range, "*") {
            guard head.contacts.count == 1, usual == 0 else { return nil }
            return .removeAll
        }
        var contacts: [Contact] = []
        for part in head.contacts {
            var index = part.range.lowerBound
            while index < part.range.upperBound {
                guard contacts.count < SIPLimits.fields,
                    let address = RedirectAddress(bytes, &index, end: part.range.upperBound),
                    let contact = contact(address, usual, bytes)
                else { return nil }
                contacts.append(contact)
                guard index < part.range.upperBound else { break }
                // At a comma, behind which another one must come.
                index += 1
                guard index < part.range.upperBound else { return nil }
            }
        }
        return contacts.isEmpty ? .nothing : .set(contacts)
    }

    /// Nil for a URI at which nobody can be called by SIP.
    private static func contact(_ address: RedirectAddress, _ usual: Int?, _ bytes: Span<UInt8>) -> Contact? {
        let uri = RedirectURI(bytes, address.uri)
        guard !uri.host.isEmpty, address.uri.count <= RegisteredContact.longestURI else { return nil }
        for index in address.uri where !SIPCharacter.uri.contains(bytes[index]) { return nil }
        return Contact(
            uri: bytes.array(address.uri),
            seconds: address.parameter("expires", bytes).map { seconds($0, bytes) } ?? usual,
            preference: address.parameter("q", bytes).flatMap { preference($0, bytes) },
            device: device(address, bytes))
    }

    /// What is no number of seconds is as good as nothing said (RFC 3261 § 10.2.1.1); what is too large is the most there is.
    private static func seconds(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        guard !range.isEmpty else { return nil }
        for index in range where !ASCII.isDigit(bytes[index]) { return nil }
        return bytes.number(range, upTo: Int(Int32.max)) ?? Int(Int32.max)
    }

    /// 0 to 1 with at most three places (RFC 3261 § 25.1), in thousandths.
    private static func preference(_ range: Range<Int>, _ bytes: Span<UInt8>) -> UInt16? {
        guard let first = range.first, bytes[first] == ASCII.zero || bytes[first] == ASCII.zero + 1,
            range.count <= 5, range.count == 1 || bytes[first + 1] == ASCII.dot
        else { return nil }
        var value = UInt16(bytes[first] - ASCII.zero) * 1000
        var worth: UInt16 = 100
        for index in range.dropFirst(2) {
            guard ASCII.isDigit(bytes[index]) else { return nil }
            value += UInt16(bytes[index] - ASCII.zero) * worth
            worth /= 10
        }
        return value <= 1000 ? value : nil
    }

    private static func device(_ address: RedirectAddress, _ bytes: Span<UInt8>) -> UInt64 {
        guard let instance = address.parameter("+sip.instance", bytes), !instance.isEmpty else { return 0 }
        let flow = address.parameter("reg-id", bytes) ?? 0..<0
        return max(1, FNV1a.hash(bytes.array(instance) + [ASCII.semicolon] + bytes.array(flow)))
    }
}

extension Span where Element == UInt8 {
    /// A copy of a part.
    func array(_ range: Range<Int>) -> [UInt8] { extracting(range).withUnsafeBufferPointer { Array($0) } }
}
