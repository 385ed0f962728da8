internal import Crypto
internal import Encodings
internal import Transport

/// Asks who somebody is, and judges the answer (RFC 3261 § 22, RFC 7616, RFC 8760): SHA-256 before MD5, qop=auth always.
///
/// An unknown user and a wrong digest are told the same, and cost the same work. Whoever is wrong too often is not looked at for a while.
struct RegistrarGate {
    enum Verdict: Hashable {
        /// A repetition has passed before, to the byte.
        case passed(user: String, isRepetition: Bool)
        case asked(isStale: Bool)
        /// He is asked again, for his answer is not right.
        case wrong
        case malformed
        /// Too many wrong answers have come from there.
        case overloaded
    }

    /// Programs that give up where anything but MD5 is offered, although it is offered too: those made with libre before 2.1.
    private static let knowMD5Alone: [StaticString] = ["baresip v0.", "baresip v1.0."]

    /// Bytes of a user's name; nobody has a longer one.
    private static let longestUser = 128

    private let realm: [UInt8]
    private let password: (String) -> String?
    private let hashes: [DigestHash]
    private let asksForSHA256: Bool
    private let secret: UInt64
    private var nonces: RegistrarNonces
    private var failures: RedirectRates

    /// - Parameters:
    ///   - password: nil for nobody.
    ///   - key: random.
    init(
        _ settings: RegistrarSettings, key: [UInt8], password: @escaping (String) -> String?
    ) {
        realm = Array(settings.realm.utf8)
        asksForSHA256 = settings.asksForSHA256
        self.password = password
        // A system may have no MD5.
        hashes = [.sha256, .md5].filter { $0.hex([]) != nil }
        secret = key.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        nonces = RegistrarNonces(key: key, life: settings.nonceSeconds)
        failures = RedirectRates(perSecond: settings.failuresPerSecond)
    }

    /// Who has sent a request.
    /// - Parameters:
    ///   - parts: its Authorization or Proxy-Authorization fields.
    ///   - now: nanoseconds.
    mutating func judge(
        _ parts: [RedirectHead.Part], of head: borrowing RedirectHead, _ bytes: Span<UInt8>, from peer: PeerAddress,
        at now: UInt64
    ) -> Verdict {
        guard let credentials = credentials(parts, bytes), let hash = credentials.hash, hashes.contains(hash),
            bytes.isText(credentials.quality, "auth")
        else { return .asked(isStale: false) }
        guard let count = credentials.use(bytes), !credentials.clientNonce.isEmpty,
            credentials.response.count == hash.digits, bytes.isSame(credentials.uri, head.target)
        else { return .malformed }
        let nonce = nonces.identity(
            of: bytes.extracting(credentials.nonce), from: peer.limitKey, at: RegistrarDesk.seconds(now))
        guard let nonce else { return .asked(isStale: true) }
        guard failures.take(peer.limitKey, at: now, cost: 0) else { return .overloaded }
        guard let user = user(credentials, hash, of: head, bytes) else {
            _ = failures.take(peer.limitKey, at: now)
            return .wrong
        }
        switch nonces.use(nonce, count: count, print: print(of: head, bytes)) {
        case .first: return .passed(user: user, isRepetition: false)
        case .repetition: return .passed(user: user, isRepetition: true)
        case .spent: return .asked(isStale: true)
        }
    }

    /// Those for our realm: another's may stand beside them.
    private func credentials(_ parts: [RedirectHead.Part], _ bytes: Span<UInt8>) -> RegistrarCredentials? {
        for part in parts {
            guard let credentials = RegistrarCredentials(bytes, part.range),
                bytes.extracting(credentials.realm).elementsEqual(realm)
            else { continue }
            return credentials
        }
        return nil
    }

    /// Who has answered rightly.
    private func user(
        _ credentials: RegistrarCredentials, _ hash: DigestHash, of head: borrowing RedirectHead, _ bytes: Span<UInt8>
    ) -> String? {
        guard credentials.user.count <= Self.longestUser else { return nil }
        let name = bytes.array(credentials.user)
        let user = String(decoding: name, as: UTF8.self)
        let password = password(user)
        let colon = [ASCII.colon]
        let middle =
            bytes.array(credentials.nonce) + colon + bytes.array(credentials.count) + colon
            + bytes.array(credentials.clientNonce) + colon + bytes.array(credentials.quality)
        let right = hash.response(
            // Nobody's password is as much work as somebody's.
            secret: name + colon + realm + colon + Array((password ?? "nobody's password").utf8), middle: middle,
            request: bytes.array(head.methodName) + colon + bytes.array(credentials.uri))
        let given = bytes.array(credentials.response).map(ASCII.lowercase)
        guard let right, constantTimeEqual(right, given), password != nil else { return nil }
        return user
    }

    /// The same for the same bytes only.
    private func print(of head: borrowing RedirectHead, _ bytes: Span<UInt8>) -> UInt64 {
        var hash = RedirectHash(secret)
        hash.add(bytes, 0..<head.end)
        return hash.value
    }

    /// What is asked: a challenge for each hash, the better one first (RFC 8760 § 2.3).
    /// - Parameter field: its name with the line end before it and the colon.
    mutating func writeChallenges(
        _ field: StaticString, isStale: Bool, to head: borrowing RedirectHead, _ bytes: Span<UInt8>,
        from peer: PeerAddress, at now: UInt64, _ reply: inout RedirectReply
    ) {
        let nonce = nonces.make(for: peer.limitKey, at: RegistrarDesk.seconds(now))
        let isMD5Alone = !asksForSHA256 || Self.knowMD5Alone.contains { bytes.begins(head.userAgent.range, $0) }
        for hash in hashes where hash == .md5 || !isMD5Alone || !hashes.contains(.md5) {
            reply.append(field)
            reply.append(" Digest realm=\"")
            reply.append(realm)
            reply.append("\", nonce=\"")
            reply.append(nonce)
            reply.append("\", algorithm=")
            reply.append(hash.rawValue)
            reply.append(", qop=\"auth\"")
            if isStale { reply.append(", stale=true") }
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether a part begins with that text, which is in lower case, in any case.
    fileprivate func begins(_ range: Range<Int>, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        return range.count >= count && isText(range.lowerBound..<(range.lowerBound + count), text)
    }

    fileprivate func elementsEqual(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }
}
