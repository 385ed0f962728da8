internal import Transport

/// Telephones that share one socket, with the calls at them. Pure: requests, plugs and the time in, datagrams out.
struct TelephoneLines: Sendable {
    /// A message and whom it goes to.
    struct Datagram: Sendable, Hashable {
        let bytes: [UInt8]
        let to: PeerAddress
    }

    private struct Entry: Sendable {
        var call: TelephoneCall
        /// The soonest of its times among those in `due`.
        var scheduled: Duration?
    }

    /// Calls at a time; who comes beyond hears that the telephone is busy.
    private static let maximumCalls = 100_000
    private static let allowed = SIPField(.allow, checked: "INVITE, ACK, CANCEL, BYE, OPTIONS")

    private let conducts: [SIPNumber: SIPTelephones.Conduct]
    private let host: SIPHost
    private let port: UInt16
    private let timers: SIPTimers
    private let makeTag: @Sendable () -> SIPToken
    private var unplugged: Set<SIPNumber> = []
    private var calls: [SIPTransactionKey: Entry] = [:]
    /// The call that has a tag of ours.
    private var keys: [String: SIPTransactionKey] = [:]
    private var due = DueTimes<SIPTransactionKey>()

    /// - Parameters:
    ///   - host: with `port`, where the telephones are reached.
    ///   - makeTag: gives a tag that nobody can guess and no other call has.
    init(
        _ conducts: [SIPNumber: SIPTelephones.Conduct], host: SIPHost, port: UInt16, timers: SIPTimers,
        makeTag: @escaping @Sendable () -> SIPToken
    ) {
        self.conducts = conducts
        self.host = host
        self.port = port
        self.timers = timers
        self.makeTag = makeTag
    }

    /// When `timePassed` is to be called; nil for never.
    var nextDeadline: Duration? { due.soonest }

    var callCount: Int { calls.count }

    /// Puts a telephone's plug in, or pulls it: then its calls are gone without a word, as they would be.
    mutating func plug(_ number: SIPNumber, _ isPlugged: Bool) {
        guard !isPlugged else {
            unplugged.remove(number)
            return
        }
        unplugged.insert(number)
        for (key, entry) in calls where entry.call.number == number { forget(key, entry.call) }
    }

    /// A request has come in; responses are not for telephones that never call.
    mutating func received(_ request: SIPArrival, at now: Duration) -> [Datagram] {
        guard case .request(let method, let uri) = request.message.start else { return [] }
        if let number = uri.number, unplugged.contains(number) { return [] }
        if method != .ack, method != .cancel, let refusal = refuseExtensions(request) { return refusal }
        switch method {
        case .invite: return invited(request, uri, at: now)
        case .ack:
            if let key = dialog(of: request) { touch(key) { $0.acknowledged(request, at: now) } }
            return []
        case .cancel:
            let key = SIPTransactionKey(request)
            guard let tag = calls[key]?.call.tag else { return gone(request) }
            return say(request, 200, "OK", tag: tag) + run(key) { $0.cancelled(at: now) }
        case .bye:
            guard let key = dialog(of: request) else { return gone(request) }
            return say(request, 200, "OK") + run(key) { $0.hungUp(at: now) }
        case .options: return say(request, 200, "OK", [Self.allowed])
        default: return say(request, 405, "Method Not Allowed", [Self.allowed])
        }
    }

    /// Does what is due.
    mutating func timePassed(at now: Duration) -> [Datagram] {
        var sent: [Datagram] = []
        while let key = due.takeDue(at: now) {
            calls[key]?.scheduled = nil
            sent += run(key) { $0.timePassed(at: now) }
        }
        return sent
    }

    private mutating func invited(_ request: SIPArrival, _ uri: SIPURI, at now: Duration) -> [Datagram] {
        let key = SIPTransactionKey(request)
        if calls[key] != nil { return run(key) { $0.receivedAgain() } }
        guard request.to.tag == nil else {
            // What was agreed on stays as it is (RFC 3261 § 14.2).
            return dialog(of: request) == nil ? gone(request) : say(request, 488, "Not Acceptable Here")
        }
        guard let number = uri.number, let conduct = conducts[number] else { return say(request, 404, "Not Found") }
        guard callCount < Self.maximumCalls else { return say(request, 486, "Busy Here") }
        let contact = SIPURI(number: number, host: host, port: port)
        let call = TelephoneCall(
            request, to: number, conduct: conduct, contact: contact, tag: makeTag(), timers: timers)
        calls[key] = Entry(call: call)
        keys[call.tag.text] = key
        return run(key) { $0.begin(at: now) }
    }

    /// The call a request belongs to by its tags.
    private func dialog(of request: SIPArrival) -> SIPTransactionKey? {
        guard let key = request.to.tag.flatMap({ keys[$0] }), calls[key]?.call.holds(request) == true else {
            return nil
        }
        return key
    }

    /// Lets a call act, and sends what it says to its caller.
    private mutating func run(_ key: SIPTransactionKey, _ act: (inout TelephoneCall) -> [[UInt8]]) -> [Datagram] {
        var said: [[UInt8]] = []
        let address = calls[key]?.call.returnAddress
        touch(key) { said = act(&$0) }
        return address.map { address in said.map { Datagram(bytes: $0, to: address) } } ?? []
    }

    private mutating func touch(_ key: SIPTransactionKey, _ act: (inout TelephoneCall) -> Void) {
        guard calls[key] != nil else { return }
        if var call = calls[key]?.call {
            act(&call)
            calls[key]?.call = call
        }
        schedule(key)
    }

    private mutating func schedule(_ key: SIPTransactionKey) {
        guard let entry = calls[key] else { return }
        guard !entry.call.isOver, let next = entry.call.nextDeadline else { return forget(key, entry.call) }
        if let scheduled = entry.scheduled, scheduled <= next { return }
        calls[key]?.scheduled = next
        due.add(key, at: next)
    }

    private mutating func forget(_ key: SIPTransactionKey, _ call: TelephoneCall) {
        calls[key] = nil
        keys[call.tag.text] = nil
    }

    /// RFC 3261 § 8.2.2.3: none is known here.
    private func refuseExtensions(_ request: SIPArrival) -> [Datagram]? {
        let required = request.message.values(.require)
        guard !required.isEmpty else { return nil }
        return say(request, 420, "Bad Extension", required.map { SIPField(.unsupported, checked: $0) })
    }

    private func gone(_ request: SIPArrival) -> [Datagram] { say(request, 481, "Call Does Not Exist") }

    private func say(
        _ request: SIPArrival, _ status: Int, _ words: StaticString, tag: SIPToken? = nil, _ more: [SIPField] = []
    ) -> [Datagram] {
        guard let address = request.returnAddress else { return [] }
        var message = request.response(status, words, tag: tag ?? makeTag())
        message.fields += more
        return [Datagram(bytes: message.bytes, to: address)]
    }
}
