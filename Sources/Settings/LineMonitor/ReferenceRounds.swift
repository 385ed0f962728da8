/// What the reference lines have said, a round of calls at a time (FAULT-7): one that answers is enough.
struct ReferenceRounds: Sendable {
    /// Rounds in a row with an answer, and without.
    private(set) var answers = 0
    private(set) var silences = 0
    /// Whether any round was silent.
    private(set) var wereSilent = false
    private var firstSilent: Int64 = 0
    private var lastSilent: Int64 = 0
    private var begun: Int64?
    private var open = 0
    private var hasAnswered = false
    private var hasFailed = false

    /// From the first silent round's begin to the last one's end, in milliseconds.
    var silentFor: Int64 { lastSilent - firstSilent }

    /// Begins a round of so many calls, if it is time. One that never ends is given up.
    mutating func begin(_ count: Int, at time: Int64) -> Bool {
        if let begun, time - begun < MassFailureGuard.pace { return false }
        if silences == 0 { firstSilent = time }
        (begun, open, hasAnswered, hasFailed) = (time, count, false, false)
        return true
    }

    /// A call of the round has ended. What says nothing about the proxy counts neither way.
    mutating func note(_ outcome: LineCallOutcome, at time: Int64) {
        guard open > 0 else { return }
        open -= 1
        if outcome.provesProxy {
            if !hasAnswered { (answers, silences) = (answers + 1, 0) }
            hasAnswered = true
        } else if outcome.reached == false {
            hasFailed = true
        }
        guard open == 0, hasFailed, !hasAnswered else { return }
        (answers, silences, lastSilent, wereSilent) = (0, silences + 1, time, true)
    }
}

/// The calls of rounds that ended in the last ten seconds.
struct RecentCalls: Sendable {
    private static let length: Int64 = 1000
    private var buckets = [(number: Int64, total: Int, doubtful: Int)](repeating: (-100, 0, 0), count: 10)

    mutating func note(isInDoubt: Bool, at time: Int64) {
        let number = time / Self.length
        let place = Int(number % 10)
        if buckets[place].number != number { buckets[place] = (number, 0, 0) }
        buckets[place].total += 1
        if isInDoubt { buckets[place].doubtful += 1 }
    }

    func counts(at time: Int64) -> (total: Int, doubtful: Int) {
        let first = time / Self.length - 9
        return buckets.filter { $0.number >= first }.reduce((0, 0)) { ($0.0 + $1.total, $0.1 + $1.doubtful) }
    }
}
