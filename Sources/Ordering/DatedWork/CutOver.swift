package import CivilCalendar
package import Telephony

/// A part of the day in which numbers of other carriers are cut over.
package struct CutOverWindow: Sendable, Equatable {
    package let from: WorkTime
    package let until: WorkTime

    package init?(_ from: WorkTime, _ until: WorkTime) {
        guard from < until else { return nil }
        (self.from, self.until) = (from, until)
    }

    /// `11:30-12:00`
    package init?(typed text: some StringProtocol) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map { WorkTime(typed: String($0)) }
        guard times.count == 2, let from = times[0], let until = times[1] else { return nil }
        self.init(from, until)
    }

    fileprivate init(hours from: Int, _ fromMinute: Int, _ until: Int, _ untilMinute: Int) {
        (self.from, self.until) = (WorkTime(from, fromMinute), WorkTime(until, untilMinute))
    }

    package var length: Duration { .minutes(until.minutes - from.minutes) }
}

/// The windows of a day (PORT-4), earliest first.
package struct CutOverWindows: Sendable, Equatable {
    package static let most = 8

    package let all: [CutOverWindow]

    /// Nil: none, too many, or not one after the other.
    package init?(_ windows: [CutOverWindow]) {
        guard (1...Self.most).contains(windows.count),
            zip(windows, windows.dropFirst()).allSatisfy({ !($1.from < $0.until) })
        else { return nil }
        all = windows
    }

    /// `11:30-12:00, 15:30-16:00`
    package init?(typed text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let windows = parts.compactMap { CutOverWindow(typed: $0) }
        guard windows.count == parts.count else { return nil }
        self.init(windows)
    }

    private init(usual windows: [CutOverWindow]) { all = windows }

    package static let usual = CutOverWindows(usual: [.init(hours: 11, 30, 12, 0), .init(hours: 15, 30, 16, 0)])
    /// Of numbers that go back to the carrier that has issued them.
    package static let returning = CutOverWindows(usual: [.init(hours: 9, 0, 12, 0), .init(hours: 13, 0, 16, 0)])

    package var first: CutOverWindow { all[0] }
}

/// What an operator may set about it.
package struct CutOverPolicy: Sendable, Equatable {
    package var windows = CutOverWindows.usual
    package var returning = CutOverWindows.returning

    package init() {}

    /// - Parameter areReturning: all numbers of the order; beside one that comes from elsewhere they wait for its window.
    package func windows(areReturning: Bool) -> CutOverWindows { areReturning ? returning : windows }
}

/// When the work of an order begins on its day.
package enum WorkHour: Sendable, Equatable {
    /// Nothing is ported: when people begin.
    case usual
    case window(CutOverWindow)
    /// Outside of the windows: agreed with each applicant, with a test call (PORT-4).
    case agreed(WorkTime)

    /// - Parameter windows: nil: nothing is ported.
    package init(_ time: WorkTime?, _ windows: CutOverWindows?) {
        guard let windows else {
            self = .usual
            return
        }
        guard let time else {
            self = .window(windows.first)
            return
        }
        self = windows.all.first { $0.from == time }.map(WorkHour.window) ?? .agreed(time)
    }

    package var begins: WorkTime {
        switch self {
        case .usual: .usualBegin
        case .window(let window): window.from
        case .agreed(let time): time
        }
    }

    package func begin(on day: CivilDate) -> Moment { Moment(startOf: day) + .minutes(begins.minutes) }
}
