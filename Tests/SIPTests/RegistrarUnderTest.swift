import Testing
import Transport

@testable import SIP

/// A registrar without sockets: bytes in, bytes out, on a clock that the test moves.
final class RegistrarUnderTest {
    private final class People {
        var passwords = [RegistrarUnderTest.user: "secret", RegistrarUnderTest.other: "other secret"]
    }

    static let user = "n123456789-22001"
    static let other = "n123456789-22002"
    static let realm = "orders.example.jp"

    let desk: RegistrarDesk
    private let people = People()
    /// Seconds.
    var now: UInt32 = 1_000

    /// - Parameter decide: what becomes of calls; nil where they are not taken.
    init(
        _ settings: RegistrarSettings = RegistrarSettings(realm: RegistrarUnderTest.realm),
        decide: ((RedirectQuestion, String) -> RedirectAnswer)? = nil
    ) {
        let people = people
        desk = RegistrarDesk(settings, key: Array(0..<32), password: { people.passwords[$0] }, decide: decide)
    }

    var passwords: [String: String] {
        get { people.passwords }
        set { people.passwords = newValue }
    }

    private var time: UInt64 { UInt64(now) * 1_000_000_000 }

    func reply(_ bytes: [UInt8], from address: String = "192.0.2.7", isStream: Bool = false) -> [UInt8]? {
        guard let peer = PeerAddress(numeric: address, port: 40_000) else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: desk.answerBytes, alignment: 16) { room in
            let reply = desk.answer(
                bytes.span, length: isStream ? nil : bytes.count, from: peer, isOverloaded: false, at: time, into: room)
            return reply.map { Array(UnsafeRawBufferPointer(rebasing: room[..<$0.count])) }
        }
    }

    func answer(_ bytes: [UInt8], from address: String = "192.0.2.7", isStream: Bool = false) -> SIPMessage? {
        reply(bytes, from: address, isStream: isStream).flatMap { try? SIPArrival(datagram: $0).message }
    }

    /// Where a user is reached, as whoever decides about calls sees it.
    func contacts(of user: String = RegistrarUnderTest.user) -> [String] {
        desk.contacts(of: user, at: time).map(\.uri)
    }

    /// What a device gets that asks, is challenged and answers.
    func register(
        _ device: inout RegisteringDevice, _ lines: String = "Contact: <sip:a@192.0.2.7:40000>",
        from address: String = "192.0.2.7", isStream: Bool = false
    ) -> SIPMessage? {
        device.forget()
        guard let challenge = answer(device.request(lines), from: address, isStream: isStream),
            challenge.status == 401
        else { return nil }
        device.hear(challenge)
        return answer(device.request(lines), from: address, isStream: isStream)
    }
}

/// A device that registers: it knows a name and a password, and counts.
struct RegisteringDevice {
    var user = RegistrarUnderTest.user
    var password = "secret"
    /// Whom it calls; nil: it registers.
    var called: String?
    /// What it calls itself in From; nil: as it signs in.
    var name: String?
    /// Whose address it registers for; nil: its own.
    var address: String?
    var callID = "1@device"
    var sequence = 0
    var via = "Via: SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK-1;rport"
    /// The only one it can do; nil: the first one that is offered.
    var hash: DigestHash?
    var use = 0
    private var challenge: DigestChallenge?

    init(_ user: String = RegistrarUnderTest.user, password: String = "secret") {
        (self.user, self.password) = (user, password)
    }

    /// Takes the challenge of a 401.
    mutating func hear(_ answer: SIPMessage) {
        let offers = (answer.values(.authenticate) + answer.values(.proxyAuthenticate)).compactMap {
            DigestChallenge($0)
        }
        challenge = hash.map { hash in offers.first { $0.algorithm == hash } } ?? offers.first
        use = 0
    }

    /// It has never been asked.
    mutating func forget() { challenge = nil }

    /// The next REGISTER, with an answer to what it has been asked last.
    mutating func request(_ lines: String) -> [UInt8] {
        sequence += 1
        use += 1
        return again(lines)
    }

    /// The same as before, or with other lines in its place.
    func again(_ lines: String) -> [UInt8] {
        let uri = called.map { "sip:\($0)@\(RegistrarUnderTest.realm)" } ?? "sip:\(RegistrarUnderTest.realm)"
        let method = called == nil ? "REGISTER" : "INVITE"
        var more = lines.isEmpty ? "Supported: path" : lines
        if let challenge, let credentials = SIPCredentials(user: user, password: password),
            let value = DigestAnswer.value(
                to: challenge, use: use, by: credentials, method: SIPToken(checked: method), uri: uri,
                clientNonce: "c\(use)")
        {
            more += called == nil ? "\nAuthorization: \(value)" : "\nProxy-Authorization: \(value)"
        }
        return written(
            "\(method) \(uri) SIP/2.0", via: via, from: "From: <sip:\(name ?? user)@\(RegistrarUnderTest.realm)>;tag=a",
            to: "To: <sip:\(called ?? address ?? user)@\(RegistrarUnderTest.realm)>", callID: "Call-ID: \(callID)",
            sequence: "CSeq: \(sequence) \(method)", more + "\nContent-Length: 0")
    }
}

extension SIPHeaderName {
    static let proxyAuthenticate = SIPHeaderName("Proxy-Authenticate") ?? .contact
    static let authenticate = SIPHeaderName("WWW-Authenticate") ?? .contact
    static let shortestExpiry = SIPHeaderName("Min-Expires") ?? .contact
    static let retryAfter = SIPHeaderName("Retry-After") ?? .contact
}
