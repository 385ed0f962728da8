/// Lines that are due and wait for a place, first come, first served; with the slot that each was due in.
struct CallQueue: Sendable {
    private var entries: [(contract: Int, slot: Int64)] = []
    private var head = 0

    /// Entries of lines that are not waiting any more among them.
    var isEmpty: Bool { head == entries.count }

    mutating func append(_ contract: Int, dueIn slot: Int64) { entries.append((contract, slot)) }

    mutating func next() -> (contract: Int, slot: Int64)? {
        guard head < entries.count else { return nil }
        defer {
            head += 1
            if head == entries.count || head > 10_000 {
                entries.removeFirst(head)
                head = 0
            }
        }
        return entries[head]
    }
}

/// So many calls a second at most, evenly: what is not used is kept for a fifth of a second, no longer.
struct CallAllowance: Sendable {
    /// In thousandths of a call: with milliseconds, whole numbers suffice.
    private var saved: Int64
    private let perSecond: Int64

    init(perSecond: Int) {
        self.perSecond = Int64(perSecond)
        saved = max(Int64(perSecond) * 200, 1000)
    }

    mutating func pass(_ milliseconds: Int64) {
        saved = min(saved + milliseconds * perSecond, max(perSecond * max(milliseconds, 200), 1000))
    }

    var hasOne: Bool { saved >= 1000 }

    mutating func use() { saved -= 1000 }
}
