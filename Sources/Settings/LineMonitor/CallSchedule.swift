import Telephony

/// When which line is called: each once an interval, all of them spread evenly over it (FAULT-1); and again at once where one has
/// failed, until that is decided (FAULT-11). Pure: told the time and what calls came to, it tells the calls to place.
///
/// Its time is the one of the machine's uptime, which nobody can set, and passes no faster than `longestStep` from one question
/// to the next: a program that was held up does not call everybody at once afterwards, it goes on where it was.
struct CallSchedule: Sendable {
    /// Further than this time does not pass between two questions, in milliseconds.
    static let longestStep: Int64 = 1000

    enum Queue: Sendable { case round, confirming, district }

    struct Line: Sendable {
        let number: PhoneNumber
        let district: Substring
        /// When it began to be watched by this number, in milliseconds.
        let from: Int64
        var round: Int64
        var slot: Int64
        /// Calls under way: two only where a district has gone dark while a call of the round was waiting in vain.
        var out = 0
        var outOfTurn = 0
        /// The queues it stands in: the first that comes to it serves for all.
        var waits: [Queue] = []
        /// The slot of a call out of turn that is to come.
        var comesIn: Int64?
        /// When its last call began; long ago, before there was one.
        var begin = Int64.min / 2
        /// Whether its next call has the shorter patience.
        var isHurried = false
        var tally = LineTally()
    }

    let times: CallTimes
    /// Calls at a time.
    let limit: Int
    let roundPatience: Duration
    let shortPatience: Duration
    private(set) var time: Int64 = 0
    private var asked: Duration?
    var slot: Int64 = -1
    var lines: [Int: Line] = [:]
    var districts: [Substring: District] = [:]
    private var slots: [Int64: [Int]] = [:]
    /// Calls out of turn that are to come.
    var coming: [Int64: [(contract: Int, queue: Queue)]] = [:]
    var queues: (round: CallQueue, confirming: CallQueue, district: CallQueue) = (.init(), .init(), .init())
    var allowance: CallAllowance
    var outOfTurnCount = 0
    var outCount = 0
    /// Rounds that lines were passed over in, because their last call was not over.
    private(set) var missedCount = 0
    /// What the guard goes by (FAULT-7).
    private(set) var counts = LineCounts()

    init(_ policy: LineMonitorPolicy) {
        times = CallTimes(interval: policy.interval)
        limit = policy.callsAtATime
        (roundPatience, shortPatience) = (policy.roundPatience, policy.shortPatience)
        allowance = CallAllowance(perSecond: policy.confirmingCallsASecond)
    }

    var count: Int { lines.count }

    // MARK: Lines

    /// Watches a line, or goes on with another number. Its first call is due within an interval, where the line's place in it is;
    /// of one that has failed already, at once.
    mutating func set(_ number: PhoneNumber, for contract: Int, _ state: LineState = LineState()) {
        if let present = lines[contract], present.number == number { return }
        remove(contract)
        var round = times.round(of: contract, before: time)
        while times.due(contract, round) <= slot { round += 1 }
        let district = District.key(of: number)
        var line = Line(
            number: number, district: district, from: time, round: round, slot: times.due(contract, round))
        line.tally = LineTally(state, at: time)
        lines[contract] = line
        districts[district, default: District()].lines.insert(contract)
        slots[line.slot, default: []].append(contract)
        counts.add(line.tally, 1)
        if line.tally.isUndecided { call(contract, .confirming) }
    }

    mutating func remove(_ contract: Int) {
        guard let line = lines.removeValue(forKey: contract) else { return }
        outCount -= line.out
        outOfTurnCount -= line.outOfTurn
        counts.add(line.tally, -1)
        districts[line.district]?.lines.remove(contract)
        if districts[line.district]?.lines.isEmpty == true { districts[line.district] = nil }
    }

    /// Changes what is known of a line, and the counts with it.
    mutating func change(_ contract: Int, _ change: (inout LineTally) -> Void) {
        guard var line = lines[contract] else { return }
        counts.add(line.tally, -1)
        change(&line.tally)
        counts.add(line.tally, 1)
        lines[contract] = line
    }

    // MARK: Time

    struct Call: Sendable, Equatable {
        let contract: Int
        let number: PhoneNumber
        let patience: Duration
        /// Whether it is out of turn, and not one of a round.
        let isOutOfTurn: Bool
        /// When it begins, in milliseconds.
        let begin: Int64
        /// How long after its time it is placed, in milliseconds.
        let lateness: Int64
    }

    /// The calls to place now.
    mutating func take(at uptime: Duration) -> [Call] {
        if let asked {
            let step = min(max((uptime - asked).milliseconds, 0), Self.longestStep)
            time += step
            allowance.pass(step)
        }
        asked = uptime
        while slot < time / CallTimes.slotLength {
            slot += 1
            for (contract, queue) in coming.removeValue(forKey: slot) ?? [] { come(contract, queue) }
            for contract in slots.removeValue(forKey: slot) ?? [] { fallDue(contract) }
        }
        return placed()
    }

    private mutating func fallDue(_ contract: Int) {
        guard var line = lines[contract], line.slot == slot else { return }
        if line.comesIn == nil, line.out == 0, !line.waits.contains(.round) {
            line.waits.append(.round)
            queues.round.append(contract, dueIn: slot)
        } else if line.comesIn == nil, !line.tally.isUndecided {
            missedCount += 1
        }
        repeat { line.round += 1 } while times.due(contract, line.round) <= slot
        line.slot = times.due(contract, line.round)
        lines[contract] = line
        slots[line.slot, default: []].append(contract)
    }
}
