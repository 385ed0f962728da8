import Mustache
import Telephony

/// The last day of test calls: as bars for those who see them, and as a sentence for everybody.
struct FaultNotificationStripView: ViewModel {
    let strip: TestCallStrip
    let now: Moment
    let language: Language

    static let fields: ViewFields<FaultNotificationStripView> = [
        "bars": { .list($0.bars) },
        "width": { _ in .integer(TestCallStrip.cellCount * Bar.width) },
        "summary": { .text($0.misses.sentence(at: $0.now, in: $0.language)) },
        "from": { .text(($0.now - .hours(TestCallStrip.hours)).timeText) },
        "middle": { .text(($0.now - .minutes(TestCallStrip.hours * 30)).timeText) },
    ]

    /// Equal cells side by side are one bar.
    private var bars: [Bar] {
        var bars: [Bar] = []
        for (index, cell) in strip.cells(until: now).enumerated() {
            if let last = bars.last, last.cell == cell {
                bars[bars.count - 1].count += 1
            } else {
                bars.append(Bar(cell: cell, start: index, count: 1))
            }
        }
        return bars.filter { !$0.cell.isEmpty }
    }

    var misses: FaultNotificationMisses {
        let cells = strip.cells(until: now)
        guard cells.contains(where: { !$0.isEmpty }) else { return .noCalls }
        let first = TestCallStrip.index(of: now) - cells.count + 1
        var periods: [Range<Moment>] = []
        var start: Int?
        for (index, cell) in (cells + [[]]).enumerated() {
            if cell.contains(.missed) {
                start = start ?? index
            } else if let begun = start {
                periods.append(TestCallStrip.start(of: first + begun)..<TestCallStrip.start(of: first + index))
                start = nil
            }
        }
        return .periods(periods)
    }

    private struct Bar: ViewModel {
        static let width = 3

        let cell: TestCallStrip.Cell
        let start: Int
        var count: Int

        static let fields: ViewFields<Bar> = [
            "x": { .integer($0.start * Bar.width) },
            "width": { .integer($0.count * Bar.width) },
            "look": {
                .text($0.cell == .reached ? "reached" : $0.cell == .missed ? "missed" : "mixed")
            },
            "top": { .integer($0.cell == .reached ? 24 : 0) },
            "height": { .integer($0.cell == .reached ? 24 : 48) },
        ]
    }
}

/// When the test calls of the last day have not reached the device.
enum FaultNotificationMisses {
    case noCalls
    /// The oldest first; none when all calls have reached it.
    case periods([Range<Moment>])

    /// So many of them are named.
    static let mostNamed = 8
}

extension Moment {
    /// 「15:04」
    var timeText: String { String(machineText.dropFirst(11).prefix(5)) }
}
