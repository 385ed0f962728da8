import Telephony

/// When which line is called (FAULT-1): each once an interval, all of them spread evenly over it. Pure: told the time, it tells
/// the calls to place.
///
/// Its time is the one of the machine's uptime, which nobody can set, and passes no faster than `longestStep` from one question
/// to the next: a program that was held up does not call everybody at once afterwards, it goes on where it was.
struct CallSchedule: Sendable {
    /// The tenth of a second: calls are due in slots of it.
    private static let slotLength: Int64 = 100
    /// Further than this time does not pass between two questions, in milliseconds.
    static let longestStep: Int64 = 1000

    private struct Line: Sendable {
        var number: PhoneNumber
        var round: Int64
        var slot: Int64
        var isOut = false
        var isWaiting = false
    }

    /// In milliseconds.
    private let interval: Int64
    /// Calls at a time.
    let limit: Int
    private var time: Int64 = 0
    private var asked: Duration?
    private var slot: Int64 = -1
    private var lines: [Int: Line] = [:]
    private var slots: [Int64: [Int]] = [:]
    /// Lines that are due and wait for a place, with the slot they were due in.
    private var queue: [(contract: Int, slot: Int64)] = []
    private var head = 0
    private(set) var outCount = 0
    /// Rounds that lines were passed over in, because their last call was not over.
    private(set) var missedCount = 0

    init(interval: Duration, limit: Int) {
        self.interval = max(interval.milliseconds, Self.slotLength)
        self.limit = limit
    }

    var count: Int { lines.count }

    // MARK: Lines

    /// Watches a line, or goes on with another number. Its first call is due within an interval, where the line's place in it is.
    mutating func set(_ number: PhoneNumber, for contract: Int) {
        guard lines[contract] == nil else {
            lines[contract]?.number = number
            return
        }
        var round = (time - phase(of: contract)) / interval - 1
        while due(contract, round) <= slot { round += 1 }
        lines[contract] = Line(number: number, round: round, slot: due(contract, round))
        slots[due(contract, round), default: []].append(contract)
    }

    mutating func remove(_ contract: Int) {
        guard let line = lines.removeValue(forKey: contract) else { return }
        if line.isOut { outCount -= 1 }
    }

    /// A call is over, however it ended.
    mutating func end(_ contract: Int) {
        guard let line = lines[contract], line.isOut else { return }
        lines[contract]?.isOut = false
        outCount -= 1
    }

    // MARK: Time

    struct Call: Sendable, Equatable {
        let contract: Int
        let number: PhoneNumber
        /// How long after its time it is placed, in milliseconds.
        let lateness: Int64
    }

    /// The calls to place now.
    mutating func take(at uptime: Duration) -> [Call] {
        if let asked { time += min(max((uptime - asked).milliseconds, 0), Self.longestStep) }
        asked = uptime
        while slot < time / Self.slotLength {
            slot += 1
            for contract in slots.removeValue(forKey: slot) ?? [] { fallDue(contract) }
        }
        return placed()
    }

    private mutating func fallDue(_ contract: Int) {
        guard var line = lines[contract], line.slot == slot else { return }
        if line.isOut || line.isWaiting {
            missedCount += 1
        } else {
            line.isWaiting = true
            queue.append((contract, slot))
        }
        repeat { line.round += 1 } while due(contract, line.round) <= slot
        line.slot = due(contract, line.round)
        lines[contract] = line
        slots[line.slot, default: []].append(contract)
    }

    private mutating func placed() -> [Call] {
        var calls: [Call] = []
        while head < queue.count, outCount < limit {
            let (contract, slot) = queue[head]
            head += 1
            guard let line = lines[contract], line.isWaiting else { continue }
            lines[contract]?.isWaiting = false
            lines[contract]?.isOut = true
            outCount += 1
            calls.append(
                Call(contract: contract, number: line.number, lateness: max(time - slot * Self.slotLength, 0)))
        }
        dropPlaced()
        return calls
    }

    private mutating func dropPlaced() {
        guard head == queue.count || head > 10_000 else { return }
        queue.removeFirst(head)
        head = 0
    }

    // MARK: Places in the interval

    /// Multiples of the golden ratio lie evenly over the interval, however many contracts there are and whichever go.
    private func phase(of contract: Int) -> Int64 {
        Self.part(of: interval, UInt64(truncatingIfNeeded: contract) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// Each round a little off its place, by a twentieth of the interval at most to either side, so that no line is always
    /// called at the same second as something else that happens regularly.
    private func due(_ contract: Int, _ round: Int64) -> Int64 {
        var mix = UInt64(truncatingIfNeeded: contract) &* 0xBF58_476D_1CE4_E5B9 ^ UInt64(truncatingIfNeeded: round)
        mix = (mix ^ mix >> 30) &* 0xBF58_476D_1CE4_E5B9
        mix = (mix ^ mix >> 27) &* 0x94D0_49BB_1331_11EB
        let jitter = Self.part(of: interval / 10, mix ^ mix >> 31) - interval / 20
        return (phase(of: contract) + round * interval + jitter) / Self.slotLength
    }

    private static func part(of length: Int64, _ fraction: UInt64) -> Int64 {
        Int64(truncatingIfNeeded: UInt64(length).multipliedFullWidth(by: fraction).high)
    }
}
