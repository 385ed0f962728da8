import Telephony

/// The results of a line's test calls in the last day, some minutes a cell: two bits each, 72 bytes in all.
struct TestCallStrip: Sendable, Equatable {
    struct Cell: OptionSet, Sendable, Hashable {
        let rawValue: UInt8

        /// A call reached the device.
        static let reached = Cell(rawValue: 1)
        /// A call did not.
        static let missed = Cell(rawValue: 2)
    }

    static let hours = 24
    static let minutesPerCell = 5
    static let cellCount = hours * 60 / minutesPerCell
    static let cellLength: Duration = .minutes(minutesPerCell)

    /// The newest cell written, counted from 1970; the ring holds it and those before it.
    private(set) var end: Int
    private(set) var bytes: [UInt8]

    init() {
        end = 0
        bytes = [UInt8](repeating: 0, count: Self.cellCount / 4)
    }

    /// As it was stored; empty for what cannot have been.
    init(end: Int, bytes: [UInt8]) {
        self.init()
        guard bytes.count == Self.cellCount / 4 else { return }
        (self.end, self.bytes) = (end, bytes)
    }

    static func index(of moment: Moment) -> Int { Int(moment.milliseconds / cellLength.milliseconds) }

    static func start(of index: Int) -> Moment { Moment(milliseconds: Int64(index) * cellLength.milliseconds) }

    /// A clock that has been set back within the day goes on in the cells of then; by more, and the strip begins anew.
    mutating func note(reached: Bool, at moment: Moment) {
        let index = Self.index(of: moment)
        if index <= end - Self.cellCount || index >= end + Self.cellCount {
            self = TestCallStrip()
            end = index
        }
        while end < index {
            end += 1
            set([], at: end)
        }
        set(cell(at: index).union(reached ? .reached : .missed), at: index)
    }

    /// The hours that end at a moment, oldest first.
    func cells(until moment: Moment) -> [Cell] {
        let last = Self.index(of: moment)
        return (last - Self.cellCount + 1...last).map { index in
            index > end - Self.cellCount && index <= end ? cell(at: index) : []
        }
    }

    private func cell(at index: Int) -> Cell {
        let place = index % Self.cellCount
        return Cell(rawValue: bytes[place / 4] >> UInt8(place % 4 * 2) & 3)
    }

    private mutating func set(_ cell: Cell, at index: Int) {
        let place = index % Self.cellCount
        let shift = UInt8(place % 4 * 2)
        bytes[place / 4] = bytes[place / 4] & ~(3 << shift) | cell.rawValue << shift
    }
}
