/// How many pieces of work came of late, a second.
struct RecentArrivals {
    /// What lies further back says little of what will come.
    private static let window = 20

    private struct Second {
        var all = [Int](repeating: 0, count: WorkTurn.Rank.allCases.count)
        var inPresentRound = [Int](repeating: 0, count: WorkTurn.Rank.allCases.count)
    }

    private var seconds: [Int: Second] = [:]
    private var beganAt: Duration = .zero

    /// Nothing waits any more: what comes from now on is something new.
    mutating func begin(at now: Duration) {
        seconds.removeAll(keepingCapacity: true)
        beganAt = now
    }

    /// - Parameter inPresentRound: whether it goes before all that its rank has in later rounds.
    mutating func note(_ rank: WorkTurn.Rank, inPresentRound: Bool, at now: Duration) {
        let second = Int(now.components.seconds)
        if seconds[second] == nil { seconds = seconds.filter { $0.key > second - Self.window } }
        seconds[second, default: Second()].all[rank.rawValue] += 1
        if inPresentRound { seconds[second, default: Second()].inPresentRound[rank.rawValue] += 1 }
    }

    func perSecond(_ rank: Int, at now: Duration) -> Double { rate(at: now) { $0.all[rank] } }

    func perSecondInPresentRound(_ rank: Int, at now: Duration) -> Double { rate(at: now) { $0.inPresentRound[rank] } }

    private func rate(at now: Duration, _ count: (Second) -> Int) -> Double {
        let second = Int(now.components.seconds)
        let recent = seconds.filter { $0.key > second - Self.window }
        // The present second is not over.
        let passed = min(now - beganAt, .seconds(Self.window - 1) + (now - .seconds(second)))
        return Double(recent.values.reduce(0) { $0 + count($1) }) / max(3, passed / .seconds(1))
    }
}
