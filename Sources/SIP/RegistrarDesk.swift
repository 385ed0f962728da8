internal import Encodings
internal import Transport

/// Judges requests and writes their answers: all of a registrar but its sockets (RFC 3261 § 10.3). On its loop only.
///
/// It keeps contacts, and nothing of a request that has been answered.
final class RegistrarDesk: RequestDesk {
    var settings: RedirectSettings { registrar.requests }
    var rates: RedirectRates
    var counts = RegistrarCounts()
    var registrations: Registrations
    private let registrar: RegistrarSettings
    /// Makes tags ours.
    private let secret: UInt64
    private let password: (String) -> String?
    private let decide: ((RedirectQuestion, String) -> RedirectAnswer)?
    private let writer: RedirectAnswerWriter
    private var gate: RegistrarGate
    private var head = RedirectHead()

    /// - Parameters:
    ///   - key: random.
    ///   - password: of a user; nil for nobody.
    ///   - decide: what becomes of the call of a user; nil where calls are not taken here.
    init(
        _ settings: RegistrarSettings, key: [UInt8], password: @escaping (String) -> String?,
        decide: ((RedirectQuestion, String) -> RedirectAnswer)? = nil
    ) {
        registrar = settings
        self.password = password
        self.decide = decide
        writer = RedirectAnswerWriter(settings.requests)
        secret = key.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
        rates = RedirectRates(perSecond: settings.requests.requestsPerSecond)
        registrations = Registrations(settings.limits)
        gate = RegistrarGate(settings, key: key, password: password)
    }

    /// Beyond what answers repeat of requests: all contacts of a user with their parameters, or of all whom a call is for.
    var answerBytes: Int {
        settings.headBytes + 16 * 1024
    }

    /// The registrar's clock: seconds of the loop's.
    static func seconds(_ now: UInt64) -> UInt32 { UInt32(clamping: now / 1_000_000_000) }

    /// Nobody's once the user is nobody any more.
    func contacts(of user: String, at now: UInt64) -> [RegisteredContact] {
        let contacts = registrations.contacts(of: user, at: Self.seconds(now))
        guard !contacts.isEmpty, password(user) == nil else { return contacts }
        registrations.remove(user)
        return []
    }

    func answer(
        _ bytes: Span<UInt8>, length: Int?, from peer: PeerAddress, isOverloaded: Bool, at now: UInt64,
        into room: UnsafeMutableRawBufferPointer
    ) -> DatagramAnswer? {
        guard let opening = open(&head, bytes, length: length) else { return nil }
        let status =
            opening.fault.map(RegistrarStatus.init)
            ?? (isOverloaded
                ? .overloaded : self.status(opening, bytes, from: peer, isStream: length == nil, at: now))
        counts.add(status)
        counts.contacts = UInt64(registrations.count)
        var reply = RedirectReply(room)
        head.writeAnswer(status.line, to: opening, from: peer, secret: secret, bytes, &reply)
        writeFields(status, bytes, to: peer, at: now, &reply)
        return opening.answer(reply, to: peer)
    }

    private func status(
        _ opening: RedirectOpening, _ bytes: Span<UInt8>, from peer: PeerAddress, isStream: Bool, at now: UInt64
    ) -> RegistrarStatus {
        switch head.method {
        case .options: return .ok
        case .register: return register(opening, bytes, from: peer, isStream: isStream, at: now)
        case .invite: return call(opening, bytes, from: peer, at: now)
        // What it is for has had its answer.
        case .cancel where decide != nil: return opening.hasTag ? .unknownCall : .ok
        case .cancel, .ack, .other: return .notAllowed
        }
    }

    private func register(
        _ opening: RedirectOpening, _ bytes: Span<UInt8>, from peer: PeerAddress, isStream: Bool, at now: UInt64
    ) -> RegistrarStatus {
        guard !head.isBadRegistration, let to = opening.to else { return .badRequest }
        guard head.requires.isEmpty else { return .badExtension }
        return known(isForCall: false, bytes, from: peer, at: now) { user, isRepetition in
            guard bytes.isText(RedirectURI(bytes, to.uri).user, of: user) else { return .forbidden }
            guard let request = RegistrationRequest(head, bytes, from: peer, isStream: isStream) else {
                return .badRequest
            }
            let outcome = registrations.register(user, request, at: Self.seconds(now))
            // Its first answer was lost on the way.
            return RegistrarStatus(isRepetition && outcome == .outOfOrder ? .done : outcome, of: user)
        }
    }

    private func call(
        _ opening: RedirectOpening, _ bytes: Span<UInt8>, from peer: PeerAddress, at now: UInt64
    ) -> RegistrarStatus {
        guard let decide else { return .notAllowed }
        // No call goes on here, so that a tag is nobody's.
        guard !opening.hasTag else { return .unknownCall }
        guard !head.isBadRegistration else { return .badRequest }
        return known(isForCall: true, bytes, from: peer, at: now) { user, _ in
            var index = head.from.range.lowerBound
            // Nobody calls under another's name; under none whoever likes (RFC 3323 § 4.1).
            guard let sender = RedirectAddress(bytes, &index, end: head.from.range.upperBound) else {
                return .badRequest
            }
            let name = RedirectURI(bytes, sender.uri).user
            guard bytes.isText(name, of: user) || bytes.isText(name, "anonymous") else { return .forbidden }
            return .call(head.statusOfCall(bytes) { decide($0, user) })
        }
    }

    /// What is for people who are known; others are asked who they are.
    private func known(
        isForCall: Bool, _ bytes: Span<UInt8>, from peer: PeerAddress, at now: UInt64,
        _ body: (_ user: String, _ isRepetition: Bool) -> RegistrarStatus
    ) -> RegistrarStatus {
        let parts = isForCall ? head.proxyAuthorizations : head.authorizations
        switch gate.judge(parts, of: head, bytes, from: peer, at: now) {
        case .asked(let isStale): return .asked(isForCall: isForCall, isStale: isStale)
        case .wrong:
            counts.wrong += 1
            return .asked(isForCall: isForCall, isStale: false)
        case .malformed: return .badRequest
        case .overloaded:
            counts.tooMany += 1
            return .overloaded
        case .passed(let user, let isRepetition): return body(user, isRepetition)
        }
    }

    /// What an answer has beyond what every answer has.
    private func writeFields(
        _ status: RegistrarStatus, _ bytes: Span<UInt8>, to peer: PeerAddress, at now: UInt64,
        _ reply: inout RedirectReply
    ) {
        switch status {
        case .registered(let user): writeContacts(of: user, at: Self.seconds(now), &reply)
        case .asked(isForCall: false, let isStale):
            gate.writeChallenges(
                "\r\nWWW-Authenticate:", isStale: isStale, to: head, bytes, from: peer, at: now, &reply)
        case .asked(isForCall: true, let isStale):
            gate.writeChallenges(
                "\r\nProxy-Authenticate:", isStale: isStale, to: head, bytes, from: peer, at: now, &reply)
        case .badExtension:
            for part in head.requires {
                reply.append("\r\nUnsupported: ")
                reply.append(bytes, part)
            }
        case .tooBrief:
            reply.append("\r\nMin-Expires: ")
            reply.append(registrar.limits.shortest)
        case .notAllowed, .ok:
            reply.append("\r\nAllow: REGISTER, OPTIONS")
            if decide != nil { reply.append(", INVITE, ACK, CANCEL") }
        case .call(.answer(let answer)): writer.write(answer, to: head, bytes, &reply)
        case .overloaded: reply.append("\r\nRetry-After: 1")
        default: break
        }
        reply.append("\r\nContent-Length: 0\r\n\r\n")
    }

    /// All of them, with the time that they have left (RFC 3261 § 10.3 step 8).
    private func writeContacts(of user: String, at now: UInt32, _ reply: inout RedirectReply) {
        for contact in registrations.contacts(of: user, at: now) {
            reply.append("\r\nContact: <")
            reply.append(contact.uriBytes)
            reply.append(">;expires=")
            reply.append(Int(contact.until - now))
            guard let preference = contact.preference else { continue }
            reply.append(preference < 1000 ? ";q=0." : ";q=1.")
            for worth in [100, 10, 1] { reply.append(ASCII.zero + UInt8(Int(preference) % 1000 / worth % 10)) }
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether a part is that text to the letter.
    fileprivate func isText(_ range: Range<Int>, of text: String) -> Bool {
        extracting(range).withUnsafeBufferPointer { $0.elementsEqual(text.utf8) }
    }
}
