import SQLite

/// What is free while the wishes of one order choose, one after the other; nothing is written.
struct FreeNumbers {
    /// The beginnings of stored runs of which something has been chosen.
    private var touched: Set<Int> = []
    /// What is left of those.
    private var rests: [String: [NumberRun]] = [:]

    /// - Parameter area: nil: there is none.
    mutating func choose(
        _ wish: Int, _ count: Int, in area: String?, _ database: Connection
    ) throws -> Result<NumberOffer, TooFewNumbers> {
        guard let area else { return .failure(TooFewNumbers(wish: wish, free: 0)) }
        var candidates = rests[area] ?? []
        if let lowest = try FreeRunStore.lowest(count, in: area, except: touched, database) {
            candidates.append(lowest)
        } else if !candidates.contains(where: { $0.count >= count }) {
            candidates += try FreeRunStore.largest(atMost: count, in: area, except: touched, database)
        }
        guard let chosen = NumberBlocks.choose(count, among: candidates) else {
            // There were fewer than were asked for: these are all.
            return .failure(TooFewNumbers(wish: wish, free: candidates.reduce(0) { $0 + $1.count }))
        }
        note(chosen, of: candidates, in: area)
        return .success(NumberOffer(chosen))
    }

    private mutating func note(_ chosen: [NumberRun], of candidates: [NumberRun], in area: String) {
        let sources = Dictionary(candidates.map { ($0.places.lowerBound, $0) }) { first, _ in first }
        let used = Set(chosen.map(\.places.lowerBound))
        var left = (rests[area] ?? []).filter { !used.contains($0.places.lowerBound) }
        for part in chosen {
            touched.insert(part.places.lowerBound)
            if let source = sources[part.places.lowerBound] { left += source.without(part) }
        }
        rests[area] = left
    }
}
