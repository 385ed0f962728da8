import Shell
import Telephony

/// What the operator's log hears of the monitor.
extension LineMonitorLoop {
    func tell(_ turn: LineMonitorWriting.GuardTurn) {
        let fields: KeyValuePairs<String, String> = [
            "failing": "\(turn.counts.suspects)", "of": "\(turn.counts.lines)",
        ]
        switch turn.turn {
        case .held:
            services.log(.failure, "very many lines fail: faults are held, look for the fault on our side", fields)
        case .dark:
            services.log(
                .failure, "very many lines are dead, and the reference lines answer: faults are declared", fields)
        case .again: services.log(.warning, "very many lines failed for a moment: the fault was on our side", fields)
        case .over: services.log(.warning, "faults are declared again", fields)
        }
    }

    func tell(_ report: LineMonitorReport) {
        for line in report.unreadable {
            services.log(
                .warning, "the answers of a line cannot be read: it is not watched",
                ["number": line.number.digits, "because": line.outcome.word])
        }
        for line in report.readable {
            services.log(.information, "a line can be read again", ["number": line.number.digits])
        }
        let faults = report.turns.count { $0.turn == .fault }
        if !report.turns.isEmpty {
            services.log(
                .information, "lines",
                ["faults": "\(faults)", "recoveries": "\(report.turns.count - faults)"])
        }
    }

    func tell(_ tally: LineMonitorTally.Report) {
        // Such as a proxy whose name cannot be looked up: nobody is called, and nobody is told.
        let isPlacingNone = tally.abandoned > 0 && tally.reached + tally.failed + tally.unreadable == 0
        let level: Log.Level = isPlacingNone ? .failure : tally.unreadable > 0 ? .warning : .information
        services.log(
            level, isPlacingNone ? "no test call can be placed" : "test calls",
            [
                "lines": "\(tally.lines)", "reached": "\(tally.reached)", "failed": "\(tally.failed)",
                "unreadable": "\(tally.unreadable)", "abandoned": "\(tally.abandoned)",
                "under way": "\(tally.underWay)", "missed": "\(tally.missed)",
                "late p99 ms": "\(tally.lateness)",
            ])
    }
}
