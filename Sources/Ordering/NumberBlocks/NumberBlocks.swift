/// 番号台帳: which numbers the operator has, and who has which of them. They are allotted when an order is taken, so that two orders never
/// get the same one (VOICE-10).
package enum NumberBlocks {
    /// Which numbers are taken: the lowest run that is long enough, from its beginning; where none is, as few runs as possible, the largest
    /// first and the lowest among equals. Nil where there are too few.
    static func choose(_ count: Int, among free: [NumberRun]) -> [NumberRun]? {
        let enough = free.filter { $0.count >= count }
        if let lowest = enough.min(by: { $0.begins(before: $1) }) { return [lowest.prefix(count)] }
        var (chosen, missing): ([NumberRun], Int) = ([], count)
        for run in free.sorted(by: isPreferred) where missing > 0 {
            chosen.append(run.prefix(missing))
            missing -= chosen.last?.count ?? 0
        }
        return missing > 0 ? nil : chosen
    }

    private static func isPreferred(_ one: NumberRun, to other: NumberRun) -> Bool {
        one.count == other.count ? one.begins(before: other) : one.count > other.count
    }
}
