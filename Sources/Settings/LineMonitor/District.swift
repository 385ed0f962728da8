import Telephony

/// The watched lines of one exchange: numbers that differ in the last four digits only (FAULT-11).
struct District: Sendable {
    /// By contract.
    var lines: Set<Int> = []
    /// Two for each line that begins to fail, one off for each call that reaches: calls lost by chance never make it high, however
    /// many lines there are, and a district that goes dark does at once.
    private var score = 0
    /// When its lines were last called out of turn, in milliseconds.
    private var calledAt: Int64?

    /// What all numbers of it have in common.
    static func key(of number: PhoneNumber) -> Substring { number.digits.dropLast(4) }

    /// In so large a district even one call in a hundred that is lost would now and then make three in a row.
    private static let large = 1000

    mutating func noteReached() { score = max(score - 1, 0) }

    /// A line has begun to fail. Returns whether its other lines are to be called now: once in so many milliseconds.
    mutating func noteFailing(at time: Int64, onceIn interval: Int64) -> Bool {
        score += 2
        guard score >= (lines.count < Self.large ? 6 : 8) else { return false }
        score = 0
        if let calledAt, time - calledAt < interval { return false }
        calledAt = time
        return true
    }
}
