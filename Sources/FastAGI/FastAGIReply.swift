/// The answer to a command: `200 result=…`.
public struct FastAGIReply: Sendable, Equatable {
    /// What stands behind `result=`: for most commands a key's ASCII code, or 0.
    public let result: Int
    /// How far a sound file was played, in samples; 0 for a file that Asterisk does not have. nil for other commands.
    public let endPosition: Int?

    /// A reply as if it had been read.
    public init(result: Int, endPosition: Int? = nil) {
        self.result = result
        self.endPosition = endPosition
    }

    /// The key that was pressed, if the command has one for its result.
    public var key: Character? {
        guard let code = UInt8(exactly: result) else { return nil }
        let key = Character(Unicode.Scalar(code))
        return FastAGICommand.allKeys.contains(key) ? key : nil
    }

    /// Reads what stands behind `200 `, such as `result=49 endpos=8000` or `result=0 (timeout)`; nil when it is none.
    init?(_ text: Substring) {
        let words = text.split(separator: " ")
        guard let first = words.first, first.hasPrefix("result="), let result = Self.number(first.dropFirst(7)) else {
            return nil
        }
        let end = words.dropFirst().first { $0.hasPrefix("endpos=") }
        if let end, Self.number(end.dropFirst(7)) == nil { return nil }
        self.init(result: result, endPosition: end.flatMap { Self.number($0.dropFirst(7)) })
    }

    /// Digits, with a minus sign before them or not. Nothing that a call server counts needs more than ten.
    private static func number(_ text: Substring) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text
        guard (1...10).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }
}

/// Why a call can be told nothing more.
public enum FastAGIEnd: Error, Sendable, Equatable {
    /// The caller, or Asterisk, has hung up.
    case hungUp
    /// Asterisk does not know a command, or not in this form; its own words for it.
    case refused(String)
    /// What came is not the protocol.
    case malformed
    /// An answer is long overdue.
    case overdue
}
