internal import Encodings
public import Transport

/// Where somebody who has registered is reached (RFC 3261 § 10).
public struct RegisteredContact: Sendable, Hashable {
    /// The URI and the Call-ID behind each other: 100,000 of these are kept.
    private let text: [UInt8]
    /// Where the registration has come from: behind a NAT the only place where the device is heard.
    public let source: PeerAddress
    private let uriCount: UInt16
    /// Seconds on the registrar's clock.
    public let until: UInt32
    /// Of the request that has brought it.
    public let sequence: UInt32
    /// q in thousandths; nil where the device has said nothing, which is as good as 1,000.
    public let preference: UInt16?
    /// It has come over a connection.
    public let isStream: Bool
    /// Until when it is known where it is kept: less than `until` after it has been refreshed a little.
    private(set) var keptUntil: UInt32
    /// Of `+sip.instance` (RFC 5626 § 4.1) and `reg-id`; 0: none.
    public let device: UInt64

    /// As it comes back from where it was kept; nil for one that no registration could have brought.
    public init?(
        uri: String, callID: String, source: PeerAddress, isStream: Bool, until: UInt32, sequence: UInt32,
        preference: UInt16? = nil, device: UInt64 = 0
    ) {
        guard (1...Self.longestURI).contains(uri.utf8.count), (1...Self.longestCallID).contains(callID.utf8.count)
        else { return nil }
        self.init(
            uri: Array(uri.utf8), callID: Array(callID.utf8), source: source, isStream: isStream, until: until,
            sequence: sequence, preference: preference, device: device)
    }

    init(
        uri: [UInt8], callID: [UInt8], source: PeerAddress, isStream: Bool, until: UInt32, sequence: UInt32,
        preference: UInt16?, device: UInt64
    ) {
        text = uri + callID
        uriCount = UInt16(clamping: uri.count)
        (self.source, self.isStream, self.until, self.sequence) = (source, isStream, until, sequence)
        (self.preference, self.device) = (preference, device)
        keptUntil = until
    }

    /// Bytes.
    static let longestURI = 512
    static let longestCallID = 256

    var uriBytes: ArraySlice<UInt8> { text[..<Int(uriCount)] }
    var callIDBytes: ArraySlice<UInt8> { text[Int(uriCount)...] }

    /// As the device has written it, without brackets.
    public var uri: String { String(decoding: uriBytes, as: UTF8.self) }

    public var callID: String { String(decoding: callIDBytes, as: UTF8.self) }

    /// Takes the place of another, of which all is kept that is worth it.
    /// - Returns: whether there is anything to keep of this one.
    mutating func replaces(_ other: RegisteredContact, within seconds: UInt32) -> Bool {
        guard other.text == text, other.uriCount == uriCount, other.source == source, other.isStream == isStream,
            other.preference == preference, other.device == device, until >= other.keptUntil,
            until - other.keptUntil < seconds
        else { return true }
        keptUntil = other.keptUntil
        return false
    }

    /// Where others reach it: a device that names an address that is not the one it has come from is behind a NAT, and what it names means
    /// nothing outside (RFC 3581 § 1). Over a connection there is no such place: nobody else can come in through that.
    public var reachableURI: String {
        let bytes = Array(uriBytes)
        let host = RedirectURI(bytes.span, 0..<bytes.count).host
        guard !isStream, !host.isEmpty else { return uri }
        let place = source.isIPv4 ? "\(source.text):\(source.port)" : "[\(source.text)]:\(source.port)"
        guard !isNamed(bytes[host]) else { return uri }
        return String(decoding: bytes[..<host.lowerBound], as: UTF8.self) + place
            + String(decoding: bytes[host.upperBound...], as: UTF8.self)
    }

    /// Whether the host of its URI is where it has come from, whatever the port.
    private func isNamed(_ host: ArraySlice<UInt8>) -> Bool {
        var name = String(decoding: host, as: UTF8.self)
        if name.hasPrefix("[") {
            name = String(name.dropFirst().prefix { $0 != "]" })
        } else if let colon = name.lastIndex(of: ":") {
            name = String(name[..<colon])
        }
        guard let address = PeerAddress(numeric: name, port: source.port) else { return false }
        return address.bytes == source.bytes
    }
}
