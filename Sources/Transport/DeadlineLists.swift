/// The deadlines of a loop's streams: one list per kind, soonest first, linked by the streams' places.
///
/// Setting and clearing take constant time as long as streams of a kind are given about the same time, as they are:
/// a new one goes to the end, or a little before it.
struct DeadlineLists {
    private struct Node {
        var time: UInt64 = 0
        var since: UInt64 = 0
        var previous = -1
        var next = -1
        var kind: DeadlineKind?
    }

    private struct List {
        var first = -1
        var last = -1
    }

    private var nodes: [Node] = []
    private var lists = [List](repeating: List(), count: DeadlineKind.allCases.count)

    /// Sets the one deadline of a stream, in the loop's nanoseconds.
    /// - Parameter since: when the waiting begins.
    mutating func set(_ kind: DeadlineKind, at time: UInt64, since: UInt64 = 0, slot: Int) {
        while nodes.count <= slot { nodes.append(Node()) }
        clear(slot: slot)
        var before = lists[Int(kind.rawValue)].last
        while before >= 0, nodes[before].time > time { before = nodes[before].previous }
        insert(Node(time: time, since: since, previous: before, kind: kind), at: slot)
    }

    private mutating func insert(_ node: Node, at slot: Int) {
        guard let kind = node.kind else { return }
        let list = Int(kind.rawValue)
        let next = node.previous >= 0 ? nodes[node.previous].next : lists[list].first
        nodes[slot] = node
        nodes[slot].next = next
        if node.previous >= 0 { nodes[node.previous].next = slot } else { lists[list].first = slot }
        if next >= 0 { nodes[next].previous = slot } else { lists[list].last = slot }
    }

    /// Forgets the deadline of a stream, if it has one.
    mutating func clear(slot: Int) {
        guard slot < nodes.count, let kind = nodes[slot].kind else { return }
        let list = Int(kind.rawValue)
        let (previous, next) = (nodes[slot].previous, nodes[slot].next)
        if previous >= 0 { nodes[previous].next = next } else { lists[list].first = next }
        if next >= 0 { nodes[next].previous = previous } else { lists[list].last = previous }
        nodes[slot].kind = nil
    }

    /// The kind a stream is waited for, nil for none.
    func kind(slot: Int) -> DeadlineKind? {
        slot < nodes.count ? nodes[slot].kind : nil
    }

    /// The place whose deadline of a kind comes first.
    func first(_ kind: DeadlineKind) -> Int? { first(kind) { _ in true } }

    /// The first one of a kind that will do.
    func first(_ kind: DeadlineKind, where condition: (Int) -> Bool) -> Int? {
        var slot = lists[Int(kind.rawValue)].first
        while slot >= 0, !condition(slot) { slot = nodes[slot].next }
        return slot >= 0 ? slot : nil
    }

    /// Since when a place is waited for.
    func since(slot: Int) -> UInt64 { nodes[slot].since }

    /// The soonest of all deadlines.
    var soonest: UInt64? {
        var soonest: UInt64?
        for list in lists where list.first >= 0 {
            soonest = min(soonest ?? .max, nodes[list.first].time)
        }
        return soonest
    }

    /// Takes out the next deadline of a kind that has passed.
    mutating func takePassed(_ kind: DeadlineKind, now: UInt64) -> Int? {
        guard let slot = first(kind), nodes[slot].time <= now else { return nil }
        clear(slot: slot)
        return slot
    }
}
