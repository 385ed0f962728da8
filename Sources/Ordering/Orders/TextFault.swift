package import Telephony

/// What is wrong with one line that somebody wrote about themselves: a name, a department, a reason.
package enum TextFault: Sendable, Equatable {
    case missing, controlCharacter
    case tooLong(limit: Int, is: Int)
}

extension PlainName {
    /// - Parameter limit: in characters; nil: as long as anybody likes.
    package func faults(limit: Int?, isRequired: Bool) -> [TextFault] {
        var faults: [TextFault] = []
        if text.isEmpty, isRequired { faults.append(.missing) }
        if hasControlCharacters { faults.append(.controlCharacter) }
        if let limit, count > limit { faults.append(.tooLong(limit: limit, is: count)) }
        return faults
    }
}
