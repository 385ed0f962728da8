/// Who is due when: a binary heap, soonest first.
struct DueTimes<Who> {
    private var heap: [(time: Duration, who: Who)] = []

    var soonest: Duration? { heap.first?.time }

    mutating func add(_ who: Who, at time: Duration) {
        heap.append((time, who))
        var child = heap.count - 1
        while child > 0, heap[child].time < heap[(child - 1) / 2].time {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out who is due next, if that one's time has come.
    mutating func takeDue(at now: Duration) -> Who? {
        guard let first = heap.first, first.time <= now, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first.who }
        heap[0] = last
        sink()
        return first.who
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1].time < heap[child].time { child += 1 }
            guard heap[child].time < heap[parent].time else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}

extension DueTimes: Sendable where Who: Sendable {}
