/// Who of those that wait is called now.
extension CallSchedule {
    /// Where places are scarce, each kind has half of them: neither the rounds starve nor what must be decided.
    mutating func placed() -> [Call] {
        var calls: [Call] = []
        let most = queues.round.isEmpty ? limit : max(limit / 2, 1)
        while allowance.hasOne, outCount < limit, outOfTurnCount < most, let call = nextOutOfTurn() {
            allowance.use()
            calls.append(call)
        }
        let isUrgent = !queues.confirming.isEmpty || !queues.district.isEmpty
        while outCount < limit, !isUrgent || outCount - outOfTurnCount < max(limit - limit / 2, 1),
            let call = next(.round)
        {
            calls.append(call)
        }
        return calls
    }

    private mutating func nextOutOfTurn() -> Call? {
        next(.confirming) ?? next(.district)
    }

    private mutating func next(_ queue: Queue) -> Call? {
        while let (contract, slot) = pop(queue) {
            guard var line = lines[contract], line.waits.contains(queue) else { continue }
            let isHurried = line.isHurried
            line.waits = []
            line.isHurried = false
            line.begin = time
            line.out += 1
            outCount += 1
            if queue != .round {
                line.outOfTurn += 1
                outOfTurnCount += 1
            }
            lines[contract] = line
            return Call(
                contract: contract, number: line.number, patience: isHurried ? shortPatience : roundPatience,
                isOutOfTurn: queue != .round, begin: time, lateness: max(time - slot * CallTimes.slotLength, 0))
        }
        return nil
    }

    private mutating func pop(_ queue: Queue) -> (contract: Int, slot: Int64)? {
        switch queue {
        case .round: queues.round.next()
        case .confirming: queues.confirming.next()
        case .district: queues.district.next()
        }
    }
}
