/// What the monitor did in the last minute, for the operator's log.
struct LineMonitorTally: Sendable {
    struct Report: Sendable {
        var lines = 0
        var reached = 0
        var failed = 0
        var unreadable = 0
        var abandoned = 0
        var underWay = 0
        var missed = 0
        /// 99 of 100 calls were placed no later than so many milliseconds after their time.
        var lateness: Int64 = 0
    }

    private static let period: Duration = .seconds(60)
    private static let stepLength: Int64 = 50

    private var report = Report()
    /// Calls by how late they were, in steps.
    private var latenesses = [Int](repeating: 0, count: 200)
    private var missedBefore = 0
    private var reportsAt: Duration?

    mutating func note(_ calls: [LineWatch.Call], _ schedule: CallSchedule) {
        for case .line(let call) in calls {
            latenesses[min(Int(call.lateness / Self.stepLength), latenesses.count - 1)] += 1
        }
        (report.lines, report.underWay) = (schedule.count, schedule.outCount)
        report.missed = schedule.missedCount - missedBefore
    }

    mutating func note(_ outcome: LineCallOutcome) {
        switch outcome {
        case .reached: report.reached += 1
        case .failed: report.failed += 1
        case .unreadable: report.unreadable += 1
        case .abandoned: report.abandoned += 1
        }
    }

    /// Once a minute, if there is anything to say.
    mutating func report(at uptime: Duration) -> Report? {
        guard let due = reportsAt, due <= uptime else {
            if reportsAt == nil { reportsAt = uptime + Self.period }
            return nil
        }
        var done = report
        done.lateness = lateness
        missedBefore += done.missed
        (report, latenesses) = (Report(), [Int](repeating: 0, count: latenesses.count))
        reportsAt = uptime + Self.period
        return done.lines > 0 ? done : nil
    }

    private var lateness: Int64 {
        let total = latenesses.reduce(0, +)
        var sum = 0
        for (step, count) in latenesses.enumerated() {
            sum += count
            if total > 0, sum * 100 >= total * 99 { return Int64(step + 1) * Self.stepLength }
        }
        return 0
    }
}
