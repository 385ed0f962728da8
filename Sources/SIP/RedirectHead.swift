internal import Encodings

/// Where in a request that stands what a redirect server and a registrar need. Read in one pass over its bytes, without copying any; the
/// rest is passed over (RFC 3261 § 8.3 has a redirect server ignore what it does not understand).
///
/// A value is read again and again, so that its lists keep their memory.
struct RedirectHead {
    enum Method { case invite, ack, cancel, options, register, other }

    /// A field's value without the blanks around it.
    struct Part {
        var range: Range<Int> = 0..<0
        /// It goes over several lines: the breaks become spaces where it is copied.
        var isFolded = false

        var isMissing: Bool { range.isEmpty }
    }

    /// What keeps a request from being answered as what it is.
    enum Fault: Hashable {
        /// Not even a refusal can be sent: a hop, a party or the number of the request is missing, there twice or unreadable.
        case unanswerable
        case badRequest
        case version
    }

    private(set) var method = Method.other
    private(set) var target = 0..<0
    private(set) var vias: [Part] = []
    private(set) var from = Part()
    private(set) var to = Part()
    private(set) var callID = Part()
    private(set) var sequence = Part()
    private(set) var assertedIdentities: [Part] = []
    private(set) var privacies: [Part] = []
    private(set) var diversions: [Part] = []
    private(set) var histories: [Part] = []
    private(set) var contacts: [Part] = []
    private(set) var authorizations: [Part] = []
    private(set) var proxyAuthorizations: [Part] = []
    private(set) var requires: [Part] = []
    private(set) var expires = Part()
    private(set) var userAgent = Part()
    /// A field that only a registrar reads is there twice, or has a control character.
    private(set) var isBadRegistration = false
    /// Of the body, as the head tells.
    private(set) var contentLength: Int?
    /// Where the body begins.
    private(set) var end = 0

    private(set) var methodName = 0..<0
    private var fault: Fault?
    private var hasForwards = false

    /// Reads a head that ends within `bytes`.
    mutating func read(_ bytes: Span<UInt8>) -> Fault? {
        reset()
        var index = Self.skipLineEnds(bytes)
        guard readStart(bytes, &index) else { return .unanswerable }
        while true {
            guard index < bytes.count else { return .unanswerable }
            if bytes[index] == ASCII.lineFeed {
                index += 1
                break
            }
            if bytes[index] == ASCII.carriageReturn, index + 1 < bytes.count, bytes[index + 1] == ASCII.lineFeed {
                index += 2
                break
            }
            guard readField(bytes, &index) else { return .unanswerable }
        }
        end = index
        return judge(bytes)
    }

    /// The first place that is not part of an empty line.
    static func skipLineEnds(_ bytes: Span<UInt8>) -> Int {
        var index = 0
        while index < bytes.count, bytes[index] == ASCII.carriageReturn || bytes[index] == ASCII.lineFeed { index += 1 }
        return index
    }

    private mutating func reset() {
        (method, target, methodName) = (.other, 0..<0, 0..<0)
        (from, to, callID, sequence) = (Part(), Part(), Part(), Part())
        vias.removeAll(keepingCapacity: true)
        assertedIdentities.removeAll(keepingCapacity: true)
        privacies.removeAll(keepingCapacity: true)
        diversions.removeAll(keepingCapacity: true)
        histories.removeAll(keepingCapacity: true)
        contacts.removeAll(keepingCapacity: true)
        authorizations.removeAll(keepingCapacity: true)
        proxyAuthorizations.removeAll(keepingCapacity: true)
        requires.removeAll(keepingCapacity: true)
        (expires, userAgent, isBadRegistration) = (Part(), Part(), false)
        (contentLength, end, fault, hasForwards) = (nil, 0, nil, false)
    }

    /// Method SP Request-URI SP SIP/2.0. False when this is no request.
    private mutating func readStart(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        let start = index
        while index < bytes.count, SIPCharacter.token.contains(bytes[index]) { index += 1 }
        methodName = start..<index
        guard !methodName.isEmpty, index < bytes.count, bytes[index] == ASCII.space else { return false }
        index += 1
        let targetStart = index
        while index < bytes.count, bytes[index] > ASCII.space, bytes[index] < ASCII.delete { index += 1 }
        target = targetStart..<index
        let isSpaced = index < bytes.count && bytes[index] == ASCII.space
        if isSpaced { index += 1 }
        let versionStart = index
        while index < bytes.count, bytes[index] != ASCII.lineFeed { index += 1 }
        guard index < bytes.count else { return false }
        let versionEnd = index > versionStart && bytes[index - 1] == ASCII.carriageReturn ? index - 1 : index
        index += 1
        guard isSpaced, !target.isEmpty, bytes.isText(versionStart..<versionEnd, "sip/2.0") else {
            let isOther =
                isSpaced && !target.isEmpty && bytes.isText(versionStart..<min(versionEnd, versionStart + 4), "sip/")
            fault = isOther ? .version : .badRequest
            return true
        }
        method = Self.method(bytes, methodName)
        return true
    }

    /// Case counts (RFC 3261 § 7.1).
    private static func method(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Method {
        switch name.count {
        case 6 where bytes.isExactly(name, "INVITE"): .invite
        case 3 where bytes.isExactly(name, "ACK"): .ack
        case 6 where bytes.isExactly(name, "CANCEL"): .cancel
        case 7 where bytes.isExactly(name, "OPTIONS"): .options
        case 8 where bytes.isExactly(name, "REGISTER"): .register
        default: .other
        }
    }

    /// One field with the lines that continue it. False when the head ends in the middle of it, or has a control character where an
    /// answer would have to repeat it.
    private mutating func readField(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        let start = index
        while index < bytes.count, bytes[index] != ASCII.colon, bytes[index] != ASCII.lineFeed { index += 1 }
        guard index < bytes.count else { return false }
        let hasName = bytes[index] == ASCII.colon
        let name = ASCII.trimmed(bytes, start..<index)
        if hasName { index += 1 }
        let valueStart = index
        var part = Part()
        var isClean = true
        while true {
            guard index < bytes.count else { return false }
            let byte = bytes[index]
            index += 1
            if byte >= ASCII.space, byte != ASCII.delete { continue }
            if byte == ASCII.lineFeed {
                guard hasName, index < bytes.count, ASCII.isBlank(bytes[index]) else { break }
                part.isFolded = true
            } else if byte == ASCII.carriageReturn {
                if index >= bytes.count || bytes[index] != ASCII.lineFeed { isClean = false }
            } else if byte != ASCII.tab {
                isClean = false
            }
        }
        guard hasName else { return true }
        part.range = Self.trimmed(bytes, valueStart..<index)
        return take(part, named: name, isClean: isClean, bytes)
    }

    /// Without blanks and line ends around it.
    private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= ASCII.space { start += 1 }
        while start < end, bytes[end - 1] <= ASCII.space { end -= 1 }
        return start..<end
    }

    /// False when the request cannot be answered for it.
    private mutating func take(_ part: Part, named name: Range<Int>, isClean: Bool, _ bytes: Span<UInt8>) -> Bool {
        switch RedirectField(bytes, name) {
        case .via:
            guard vias.count < SIPLimits.fields else { return false }
            vias.append(part)
            return isClean && !part.isMissing
        case .from: return Self.takeOnce(part, &from) && isClean
        case .to: return Self.takeOnce(part, &to) && isClean
        case .callID: return Self.takeOnce(part, &callID) && isClean
        case .sequence: return Self.takeOnce(part, &sequence) && isClean
        case .maxForwards:
            if hasForwards || bytes.number(part.range, upTo: 255) == nil { fault = fault ?? .badRequest }
            hasForwards = true
        case .contentLength:
            let length = bytes.number(part.range, upTo: SIPLimits.messageBytes)
            if contentLength != nil || length == nil { fault = fault ?? .badRequest }
            contentLength = length ?? 0
        case .assertedIdentity: if !Self.add(part, to: &assertedIdentities, isClean) { fault = fault ?? .badRequest }
        case .privacy: if !Self.add(part, to: &privacies, isClean) { fault = fault ?? .badRequest }
        case .diversion: if !Self.add(part, to: &diversions, isClean) { fault = fault ?? .badRequest }
        case .historyInfo: if !Self.add(part, to: &histories, isClean) { fault = fault ?? .badRequest }
        case .contact: if !Self.add(part, to: &contacts, isClean) { isBadRegistration = true }
        case .authorization: if !Self.add(part, to: &authorizations, isClean) { isBadRegistration = true }
        case .proxyAuthorization: if !Self.add(part, to: &proxyAuthorizations, isClean) { isBadRegistration = true }
        case .require: if !Self.add(part, to: &requires, isClean) { isBadRegistration = true }
        case .expires: if !Self.takeOnce(part, &expires) { isBadRegistration = true }
        case .userAgent: userAgent = part
        case nil: break
        }
        return true
    }

    private static func takeOnce(_ part: Part, _ place: inout Part) -> Bool {
        guard place.isMissing, !part.isMissing else { return false }
        place = part
        return true
    }

    /// False for one that cannot be read, and for one too many.
    private static func add(_ part: Part, to list: inout [Part], _ isClean: Bool) -> Bool {
        guard isClean, list.count < SIPLimits.fields else { return false }
        list.append(part)
        return true
    }

    /// What must be there, and CSeq (RFC 3261 § 8.1.1, § 20.16).
    private mutating func judge(_ bytes: Span<UInt8>) -> Fault? {
        guard !vias.isEmpty, !from.isMissing, !to.isMissing, !callID.isMissing, !sequence.isMissing else {
            return .unanswerable
        }
        var index = sequence.range.lowerBound
        let end = sequence.range.upperBound
        while index < end, ASCII.isDigit(bytes[index]) { index += 1 }
        let number = bytes.number(sequence.range.lowerBound..<index, upTo: 1 << 31 - 1)
        let digitsEnd = index
        while index < end, bytes[index] <= ASCII.space { index += 1 }
        if number == nil || index == digitsEnd || !bytes.isSame(index..<end, methodName) {
            // An ACK is never answered, and this may be one.
            if end - index >= 3, bytes.isExactly((end - 3)..<end, "ACK") { return .unanswerable }
            fault = fault ?? .badRequest
        }
        return fault
    }
}
