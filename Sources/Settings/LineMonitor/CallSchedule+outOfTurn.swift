import Telephony

/// Calls out of turn: to lines that have failed, and to the others of a district that has gone dark (FAULT-11).
extension CallSchedule {
    /// Calls a line out of turn, as soon as its last call has waited as long as such a call waits: one that is refused at once is
    /// not repeated at once, and one that waits in vain holds up no other.
    mutating func call(_ contract: Int, _ queue: Queue) {
        guard var line = lines[contract], line.comesIn == nil, !line.isHurried else { return }
        line.isHurried = true
        let next = line.begin + shortPatience.milliseconds
        let isFree = next <= time || line.out == 0 && line.tally.failures == 0
        if !isFree { line.comesIn = (next + CallTimes.slotLength - 1) / CallTimes.slotLength }
        lines[contract] = line
        if let due = line.comesIn, due > slot {
            coming[due, default: []].append((contract, queue))
        } else {
            stand(contract, queue)
        }
    }

    mutating func come(_ contract: Int, _ queue: Queue) {
        guard lines[contract]?.comesIn == slot else { return }
        stand(contract, queue)
    }

    private mutating func stand(_ contract: Int, _ queue: Queue) {
        lines[contract]?.comesIn = nil
        lines[contract]?.waits.append(queue)
        if queue == .district {
            queues.district.append(contract, dueIn: slot)
        } else {
            queues.confirming.append(contract, dueIn: slot)
        }
    }

    /// One that has been reached meanwhile need not be called again before its round.
    mutating func callOff(_ contract: Int) {
        lines[contract]?.comesIn = nil
        lines[contract]?.isHurried = false
        lines[contract]?.waits.removeAll { $0 != .round }
    }

    // MARK: Ends

    /// A call is over, however it ended. Returns whether it counts: it does not when its line is watched no more, or by another
    /// number.
    @discardableResult
    mutating func end(_ call: Call, _ outcome: LineCallOutcome) -> Bool {
        guard let line = lines[call.contract], line.number == call.number, line.from <= call.begin, line.out > 0 else {
            return false
        }
        lines[call.contract]?.out -= 1
        outCount -= 1
        if call.isOutOfTurn {
            lines[call.contract]?.outOfTurn -= 1
            outOfTurnCount -= 1
        }
        switch outcome {
        case .reached: noteReached(call.contract, line)
        case .failed(_, let isInDoubt): noteFailed(call, line, isInDoubt)
        case .unreadable, .abandoned: break
        }
        return true
    }

    private mutating func noteReached(_ contract: Int, _ line: Line) {
        if line.tally.failures > 0 { change(contract) { $0.noteReached() } }
        callOff(contract)
        districts[line.district]?.noteReached()
    }

    /// FAULT-11. A line that is known to be faulty is called in its rounds only.
    private mutating func noteFailed(_ ended: Call, _ line: Line, _ isInDoubt: Bool) {
        change(ended.contract) { $0.noteFailed(begin: ended.begin, isInDoubt: isInDoubt) }
        guard let tally = lines[ended.contract]?.tally, tally.isUndecided else { return callOff(ended.contract) }
        call(ended.contract, .confirming)
        guard tally.failures == 1,
            districts[line.district]?.noteFailing(at: time, onceIn: times.interval) == true
        else { return }
        for contract in districts[line.district]?.lines.sorted() ?? [] {
            if let other = lines[contract]?.tally, !other.isFaulty, other.failures == 0 { call(contract, .district) }
        }
    }

    /// All lines that fail without being known as faulty are called again at once.
    /// - Parameter forgetting: their failures were not theirs.
    mutating func callSuspects(forgetting: Bool) {
        let suspects = lines.filter { !$0.value.tally.isFaulty && $0.value.tally.failures > 0 }.keys.sorted()
        for contract in suspects {
            if forgetting { change(contract) { $0.forget() } }
            call(contract, .confirming)
        }
    }
}
