import Mustache
import Telephony

/// The last 24 hours of test calls: as bars for those who see them, and as a sentence for everybody.
struct FaultNotificationStripView: ViewModel {
    let strip: TestCallStrip
    let now: Moment

    /// So many periods are named.
    private static let mostNamed = 8

    static let fields: ViewFields<FaultNotificationStripView> = [
        "bars": { .list($0.bars) },
        "width": { _ in .integer(TestCallStrip.cellCount * Bar.width) },
        "summary": { .text($0.summary) },
        "from": { .text(($0.now - .hours(24)).timeText) },
        "middle": { .text(($0.now - .hours(12)).timeText) },
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

    var summary: String {
        let cells = strip.cells(until: now)
        guard cells.contains(where: { !$0.isEmpty }) else { return "過去24時間に試験呼はありません。" }
        let periods = missedPeriods(cells)
        guard !periods.isEmpty else { return "過去24時間の試験呼は、すべて着信できました。" }
        let more = periods.count - Self.mostNamed
        let named = periods.suffix(Self.mostNamed).joined(separator: "、")
        return "過去24時間に着信できなかった試験呼がある時間帯：\(more > 0 ? "（ほか\(more)回）" : "")\(named)"
    }

    private func missedPeriods(_ cells: [TestCallStrip.Cell]) -> [String] {
        let first = TestCallStrip.index(of: now) - cells.count + 1
        var periods: [String] = []
        var start: Int?
        for (index, cell) in (cells + [[]]).enumerated() {
            if cell.contains(.missed) {
                start = start ?? index
            } else if let begun = start {
                periods.append("\(time(first + begun))～\(time(first + index))")
                start = nil
            }
        }
        return periods
    }

    private func time(_ index: Int) -> String {
        let moment = Moment(milliseconds: Int64(index) * TestCallStrip.cellLength.milliseconds)
        return (moment.dayText == now.dayText ? "" : "前日") + moment.timeText
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

extension Moment {
    /// 「15:04」
    var timeText: String { String(machineText.dropFirst(11).prefix(5)) }
}
