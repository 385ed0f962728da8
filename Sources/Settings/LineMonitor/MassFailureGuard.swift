/// FAULT-7: when very many lines fail at once, the fault is ours. While the guard is on, no line is declared faulty.
///
/// Lines that are known to be faulty are left out on both sides: a district that lies dead for days must not hide from the
/// others that their own lines fail.
struct MassFailureGuard: Sendable, Equatable {
    struct Policy: Sendable, Equatable {
        /// Per cent of the lines, more than which must fail.
        var share = 30
        /// Fewer lines than these never turn it on.
        var least = 10
    }

    enum Turn: Sendable, Equatable { case on, off }

    var isOn = false

    /// It goes off at half of what turned it on: while the calls come back line by line it must not flutter.
    mutating func weigh(_ counts: LineCounts, _ policy: Policy) -> Turn? {
        let (suspects, lines) = (counts.suspects, counts.lines)
        let isTooMany = suspects >= policy.least && suspects * 100 > policy.share * lines
        let isFew = suspects * 2 < policy.least || suspects * 200 <= policy.share * lines
        if !isOn, isTooMany {
            isOn = true
            return .on
        }
        if isOn, isFew {
            isOn = false
            return .off
        }
        return nil
    }
}
