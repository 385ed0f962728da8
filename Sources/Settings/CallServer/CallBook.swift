import Telephony

/// What is in force for the calls to every number, in memory: some thirty bytes a number, so that a million of them are no burden.
/// A value without a clock, a database or a thread; `CallBookKeeper` keeps it true.
///
/// A number's place never changes while it is there. The numbers of a contract are a chain through their places; `index` finds a
/// place by the number (open addressing, at most half full).
struct CallBook {
    /// Of one contract, found by its id: ids are given one after another.
    private struct Line {
        var first = CallBook.none
        var channels: Int32 = 0
        var forwardedNow: Int32 = 0
        var isThere = false
        var isForwarding = false
    }

    private static let none = UInt32.max
    /// Ids beyond are refused: the lines lie side by side.
    static let mostContracts = 1 << (64 - PhoneNumber.codeBits)

    /// The number's code, and above it the contract's id; 0 for a place that is free.
    private var places: [UInt64] = []
    /// The destination's code; 0 for none.
    private var destinations: [UInt64] = []
    /// The next place of the contract; of a free place the next free one.
    private var next: [UInt32] = []
    private var free = none
    private var index: [UInt32] = []
    private var lines: [Line] = []
    private var warps: [PhoneNumber: CallSettings.WarpOrder] = [:]
    private(set) var count = 0

    init() { index = Array(repeating: Self.none, count: 16) }

    /// Makes room for so many numbers at once.
    mutating func reserve(_ numbers: Int) {
        places.reserveCapacity(numbers)
        destinations.reserveCapacity(numbers)
        next.reserveCapacity(numbers)
        if numbers * 2 > index.count { rebuild(forNumbers: numbers) }
    }

    // MARK: Asking

    /// Nil for a number that is none of ours.
    func settings(of number: PhoneNumber) -> CallSettings? {
        guard let place = place(of: number) else { return nil }
        let line = lines[contract(at: place)]
        let destination = destinations[place]
        return CallSettings(
            bulkForwarding: line.isForwarding ? .on(destination == 0 ? nil : PhoneNumber(code: destination)) : .off,
            voiceWarp: warps.isEmpty ? nil : warps[number], channels: Int(line.channels),
            forwardedNow: Int(line.forwardedNow))
    }

    /// The contract that a number belongs to.
    func contract(of number: PhoneNumber) -> Int? { place(of: number).map(contract(at:)) }

    func numbers(of contract: Int) -> [PhoneNumber] {
        guard lines.indices.contains(contract) else { return [] }
        var numbers: [PhoneNumber] = []
        var place = lines[contract].first
        while place != Self.none {
            numbers.append(PhoneNumber(code: places[Int(place)] & Self.codeMask))
            place = next[Int(place)]
        }
        return numbers
    }

    // MARK: Changing

    /// A contract as it is now; its numbers stay.
    mutating func set(_ contract: Int, channels: Int, isForwarding: Bool) {
        guard (0..<Self.mostContracts).contains(contract) else { return }
        if contract >= lines.count {
            lines.append(contentsOf: repeatElement(Line(), count: contract + 1 - lines.count))
        }
        lines[contract].channels = Int32(clamping: channels)
        lines[contract].isForwarding = isForwarding
        lines[contract].isThere = true
    }

    mutating func set(forwardedNow count: Int, of contract: Int) {
        guard lines.indices.contains(contract) else { return }
        lines[contract].forwardedNow = Int32(clamping: max(0, count))
    }

    /// A number of a contract that has been set, as it is now.
    mutating func set(
        _ number: PhoneNumber, of contract: Int, destination: PhoneNumber?, warp: CallSettings.WarpOrder? = nil
    ) {
        guard lines.indices.contains(contract) else { return }
        if self.contract(of: number).map({ $0 != contract }) == true { remove(number) }
        let place = place(of: number) ?? add(number, to: contract)
        destinations[place] = destination?.code ?? 0
        if warp != nil || !warps.isEmpty { warps[number] = warp }
    }

    /// A number that is there, and nothing of it but this.
    mutating func set(_ warp: CallSettings.WarpOrder, of number: PhoneNumber) {
        if place(of: number) != nil { warps[number] = warp }
    }

    mutating func remove(_ number: PhoneNumber) {
        guard let place = place(of: number) else { return }
        unlink(place, from: contract(at: place))
        removeFromIndex(number, at: place)
        warps[number] = nil
        places[place] = 0
        next[place] = free
        free = UInt32(place)
        count -= 1
    }

    /// A contract with all its numbers.
    mutating func remove(contract: Int) {
        for number in numbers(of: contract) { remove(number) }
        if lines.indices.contains(contract) { lines[contract] = Line() }
    }

    private mutating func add(_ number: PhoneNumber, to contract: Int) -> Int {
        if (count + 1) * 2 > index.count { rebuild(forNumbers: (count + 1) * 2) }
        let place: Int
        if free == Self.none {
            place = places.count
            places.append(0)
            destinations.append(0)
            next.append(Self.none)
        } else {
            place = Int(free)
            free = next[place]
        }
        places[place] = number.code | UInt64(contract) << UInt64(PhoneNumber.codeBits)
        next[place] = lines[contract].first
        lines[contract].first = UInt32(place)
        index[slot(of: number.code)] = UInt32(place)
        count += 1
        return place
    }

    private mutating func unlink(_ place: Int, from contract: Int) {
        var before = Self.none
        var one = lines[contract].first
        while one != Self.none, Int(one) != place { (before, one) = (one, next[Int(one)]) }
        if before == Self.none {
            lines[contract].first = next[place]
        } else {
            next[Int(before)] = next[place]
        }
    }

    // MARK: Finding

    private static let codeMask = (UInt64(1) << UInt64(PhoneNumber.codeBits)) - 1

    private func contract(at place: Int) -> Int { Int(places[place] >> UInt64(PhoneNumber.codeBits)) }

    private func place(of number: PhoneNumber) -> Int? {
        let found = index[slot(of: number.code)]
        return found == Self.none ? nil : Int(found)
    }

    private func home(_ code: UInt64) -> Int {
        Int(truncatingIfNeeded: (code &* 0x9E37_79B9_7F4A_7C15) >> 32) & (index.count - 1)
    }

    /// Where a number is entered, or would be.
    private func slot(of code: UInt64) -> Int {
        var slot = home(code)
        while index[slot] != Self.none, places[Int(index[slot])] & Self.codeMask != code {
            slot = (slot + 1) & (index.count - 1)
        }
        return slot
    }

    /// What stands behind moves up, so that no search ends too early.
    private mutating func removeFromIndex(_ number: PhoneNumber, at place: Int) {
        let mask = index.count - 1
        var hole = slot(of: number.code)
        var slot = hole
        while true {
            slot = (slot + 1) & mask
            guard index[slot] != Self.none else { break }
            let home = home(places[Int(index[slot])] & Self.codeMask)
            if (slot &- home) & mask >= (slot &- hole) & mask {
                index[hole] = index[slot]
                hole = slot
            }
        }
        index[hole] = Self.none
    }

    private mutating func rebuild(forNumbers numbers: Int) {
        var size = 16
        while size < numbers * 2 { size *= 2 }
        index = Array(repeating: Self.none, count: size)
        for place in places.indices where places[place] != 0 {
            index[slot(of: places[place] & Self.codeMask)] = UInt32(place)
        }
    }
}
