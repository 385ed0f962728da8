internal import Encodings

extension RedirectHead {
    /// What the INVITE asks; nil when a field that tells of forwardings is malformed: how often is then unknown.
    func question(_ bytes: Span<UInt8>, _ called: RedirectCalled) -> RedirectQuestion? {
        let caller = caller(bytes)
        var name: String?
        // Whoever shows a number has no other name.
        if case .number = caller {} else { name = callerName(bytes) }
        guard !diversions.isEmpty || !histories.isEmpty else {
            return RedirectQuestion(called, caller: caller, callerName: name)
        }
        guard let diverted = forwardingsOfDiversion(bytes), let told = forwardingsOfHistory(bytes) else { return nil }
        let more =
            told.count > diverted.count || told.count == diverted.count && told.numbers.count > diverted.numbers.count
        let taken = more ? told : diverted
        return RedirectQuestion(
            called, caller: caller, callerName: name, forwardings: taken.count, passed: taken.numbers)
    }

    private typealias Forwardings = (count: Int, numbers: [SIPNumber])

    /// RFC 5806: the newest comes first, and one entry may stand for several (`counter`).
    private func forwardingsOfDiversion(_ bytes: Span<UInt8>) -> Forwardings? {
        var found: Forwardings = (0, [])
        for part in diversions {
            let isRead = Self.forEach(part, bytes) { address in
                var times = 1
                if let counter = address.parameter("counter", bytes) {
                    guard let number = bytes.number(counter, upTo: 9999) else { return false }
                    times = max(1, number)
                }
                found.count += times
                if let number = RedirectURI(bytes, address.uri).number(bytes) { found.numbers.append(number) }
                return true
            }
            guard isRead else { return nil }
        }
        found.numbers.reverse()
        return found
    }

    /// RFC 7044: an entry whose URI has a `cause` (RFC 4458), or that is mapped from another (`mp`), has been forwarded there by the
    /// entry before.
    private func forwardingsOfHistory(_ bytes: Span<UInt8>) -> Forwardings? {
        var found: Forwardings = (0, [])
        var before: SIPNumber?
        for part in histories {
            let isRead = Self.forEach(part, bytes) { address in
                let isForwarding =
                    address.parameterOfURI("cause", bytes) != nil || address.parameter("mp", bytes) != nil
                if isForwarding {
                    found.count += 1
                    if let before { found.numbers.append(before) }
                }
                before = RedirectURI(bytes, address.uri).number(bytes)
                return true
            }
            guard isRead else { return nil }
        }
        return found
    }

    /// Each address of a field that holds a list; false as soon as one is malformed, or not wanted.
    private static func forEach(
        _ part: Part, _ bytes: Span<UInt8>, _ body: (RedirectAddress) -> Bool
    ) -> Bool {
        var index = part.range.lowerBound
        let end = part.range.upperBound
        var count = 0
        while index < end {
            guard count < SIPLimits.fields, let address = RedirectAddress(bytes, &index, end: end), body(address) else {
                return false
            }
            count += 1
            // At a comma, or at the end.
            index += 1
        }
        return true
    }

    /// Who calls. From is shown to the called, P-Asserted-Identity is what the network vouches for.
    private func caller(_ bytes: Span<UInt8>) -> RedirectCaller {
        var index = from.range.lowerBound
        let sender = RedirectAddress(bytes, &index, end: from.range.upperBound)
        if let sender, let reason = Self.reason(sender, bytes) { return reason }
        if wantsPrivacy(bytes) { return .withheld }
        for part in assertedIdentities {
            var number: SIPNumber?
            _ = Self.forEach(part, bytes) { address in
                number = number ?? RedirectURI(bytes, address.uri).number(bytes)
                return true
            }
            if let number { return .number(number) }
        }
        return sender.flatMap { RedirectURI(bytes, $0.uri).number(bytes) }.map(RedirectCaller.number) ?? .address
    }

    private func callerName(_ bytes: Span<UInt8>) -> String? {
        for part in assertedIdentities + [from] {
            var name: String?
            _ = Self.forEach(part, bytes) { address in
                name = name ?? RedirectURI(bytes, address.uri).name(bytes)
                return true
            }
            if let name { return name }
        }
        return nil
    }

    /// Why a From names nobody (RFC 3323 § 4.1; the display names of Japan's networks); nil when it names somebody.
    private static func reason(_ sender: RedirectAddress, _ bytes: Span<UInt8>) -> RedirectCaller? {
        let name = sender.displayName
        switch name.count {
        case 18 where bytes.isText(name, "coin line/payphone"): return .payphone
        case 11 where bytes.isText(name, "unavailable"): return .unavailable
        case 30 where bytes.isText(name, "interaction with other service"): return .unavailable
        case 9 where bytes.isText(name, "anonymous"): return .withheld
        default: break
        }
        let uri = RedirectURI(bytes, sender.uri)
        let isAnonymous = bytes.isText(uri.user, "anonymous") || bytes.isText(uri.host, "anonymous.invalid")
        return isAnonymous ? .withheld : nil
    }

    /// RFC 3323 § 4.2, RFC 3325 § 9.3.
    private func wantsPrivacy(_ bytes: Span<UInt8>) -> Bool {
        for part in privacies {
            var index = part.range.lowerBound
            while index < part.range.upperBound {
                let start = index
                while index < part.range.upperBound, bytes[index] != ASCII.semicolon, bytes[index] != ASCII.comma {
                    index += 1
                }
                let word = ASCII.trimmed(bytes, start..<index)
                if bytes.isText(word, "id") || bytes.isText(word, "user") || bytes.isText(word, "header") {
                    return true
                }
                index += 1
            }
        }
        return false
    }
}
