/// What an event can be for.
enum EventSource {
    case wakeUp
    case stream(Stream)
    case listener(Listener)
    case datagrams(any DatagramPort)
    /// No socket, only a deadline.
    case alarm(Alarm)
}

/// The places of a loop's event sources. An event carries place and generation, so that one meant for a source that
/// has left its place never reaches the next one there.
struct SlotTable {
    /// A place, as events carry it.
    struct Token {
        let slot: Int
        let generation: UInt32

        /// The 64 bits that travel through epoll.
        var data: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
    }

    private struct Slot {
        var generation: UInt32 = 0
        var source: EventSource?
    }

    private var slots: [Slot] = []
    private var free: [Int] = []

    /// How many streams there are.
    private(set) var streamCount = 0

    mutating func insert(_ source: EventSource) -> Token {
        let slot = free.popLast() ?? slots.count
        if slot == slots.count { slots.append(Slot()) }
        slots[slot].source = source
        if case .stream = source { streamCount += 1 }
        return Token(slot: slot, generation: slots[slot].generation)
    }

    mutating func remove(_ token: Token) {
        if case .stream = slots[token.slot].source { streamCount -= 1 }
        slots[token.slot].source = nil
        slots[token.slot].generation &+= 1
        free.append(token.slot)
    }

    /// The source an event is for, nil when it has gone.
    func source(data: UInt64) -> EventSource? {
        let slot = Int(UInt32(truncatingIfNeeded: data))
        guard slot < slots.count, slots[slot].generation == UInt32(data >> 32) else { return nil }
        return slots[slot].source
    }

    /// The stream at a place in use.
    func stream(at slot: Int) -> Stream? {
        guard case .stream(let stream) = slots[slot].source else { return nil }
        return stream
    }

    /// The alarm at a place in use.
    func alarm(at slot: Int) -> Alarm? {
        guard case .alarm(let alarm) = slots[slot].source else { return nil }
        return alarm
    }

    /// All sources; for the end of a loop.
    var all: [EventSource] { slots.compactMap(\.source) }
}
