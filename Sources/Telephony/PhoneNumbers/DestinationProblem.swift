/// Why a text cannot be a destination. A wrong form and a refused kind of number are two different things to say (NUM-6).
package enum DestinationProblem: Error, Sendable, Hashable {
    case empty, notDigits, noLeadingZero, noAreaCode, tenNeeded
    case wrongLength(Int)
    case elevenNeeded(prefix: String)
    case notInUse(prefix: String)
    /// The number that it would be with the 0 that a spreadsheet has dropped; repaired only on the person's word (FWD-5).
    case lostLeadingZero(PhoneNumber)
    case refused(RefusedKind)
}

/// The kinds of numbers to which no call is forwarded (NUM-4).
package enum RefusedKind: String, Sendable, Hashable, CaseIterable {
    case carrier = "00"
    case international = "010"
    case radio = "020"
    case electronicCall = "0600"
    case mobile060 = "060"
    case special091 = "091"
    case freeCall0120 = "0120"
    case freeCall0800 = "0800"
    case voiceMail = "0170"
    case televote = "0180"
    case navigation = "0570"
    case informationFee = "0990"
    case foreign = "+"
    case short = "1"
    case threeDigits = "3"
    case callerNumberPrefix = "184"
    case hash = "#"
    case star = "*"

    /// The kind that the digits' beginning tells, for a number that begins with 0.
    static func of(_ keys: some Collection<UInt8>, _ policy: Destination.Policy) -> RefusedKind? {
        let start = NumberStart(keys)
        if start.three == 60 {
            guard keys.count == 11 else { return nil }
            if start.four == 600 { return .electronicCall }
            return policy.allowsMobile060 ? nil : .mobile060
        }
        return byTwoOrThree(start) ?? byFour(start) ?? (keys.count == 3 ? .threeDigits : nil)
    }

    private static func byTwoOrThree(_ start: NumberStart) -> RefusedKind? {
        if start.two == 0 { return .carrier }
        switch start.three {
        case 10: return .international
        case 20: return .radio
        case 91: return .special091
        default: return nil
        }
    }

    private static func byFour(_ start: NumberStart) -> RefusedKind? {
        switch start.four {
        case 120: .freeCall0120
        case 800: .freeCall0800
        case 170: .voiceMail
        case 180: .televote
        case 570: .navigation
        case 990: .informationFee
        default: nil
        }
    }
}
