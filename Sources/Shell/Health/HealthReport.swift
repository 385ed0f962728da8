package import Telephony

/// What the operator reads of a site's health, a line each: first whether it is well, then what is wrong, then what is known.
package struct HealthReport: Sendable {
    package let problems: [HealthProblem]
    private let facts: HealthFacts
    private let now: Moment
    private let others: [String]

    /// - Parameter others: what further parts of the program know of themselves, a line each.
    package init(_ facts: HealthFacts, at now: Moment, others: [String] = []) {
        problems = Health.problems(facts, at: now)
        self.others = others
        self.facts = facts
        self.now = now
    }

    package var isWell: Bool { !problems.contains(where: \.isIllness) }

    /// `ok`, or the gravest of all that is wrong.
    package var headline: String { isWell ? "ok" : problems[0].line }

    package var lines: [String] {
        let rest = isWell ? problems[...] : problems.dropFirst()
        return [headline] + rest.map { "\($0.isIllness ? "" : "warning: ")\($0.line)" } + known + others
    }

    private var known: [String] {
        var lines: [String] = []
        if case .saved(let moment) = facts.saving { lines.append("last save: \(age(of: moment)) ago") }
        if let free = facts.freeBytes { lines.append("free: \(free.inMebibytes)") }
        if let duties = facts.duties {
            lines += duties.map { "\($0.name): last run ended \(age(of: $0.endedAt)) ago" }
        } else {
            lines.append("duties: done by another program, or by none")
        }
        if let end = facts.certificateEnds { lines.append("certificate: ends \(end.machineText)") }
        return lines
    }

    private func age(of moment: Moment) -> String { "\(max(0, (now - moment).inSeconds)) s" }
}

extension HealthProblem {
    /// One line for the operator; it holds nothing that a customer has entered.
    package var line: String {
        switch self {
        case .databaseSilent: "the database does not answer"
        case .savingFails(let since, let why): "saving fails since \(since.machineText): \(why)"
        case .savingHangs(let since): "saving hangs: the last save was at \(since.machineText)"
        case .diskFull(let free):
            "the disk is full (\(free.map(\.inMebibytes) ?? "unknown") free): only sign-ins, sign-outs and starting and stopping "
                + "of forwarding are saved"
        case .dutyHangs(let name, let since): "\(name) hangs: its last run ended at \(since.machineText)"
        case .dutyFails(let name, let since): "\(name) fails since \(since.machineText); the log says why"
        case .certificateOver(let end): "the certificate ended at \(end.machineText)"
        case .diskLow(let free): "the disk is nearly full: \(free.inMebibytes) free"
        case .certificateEnds(let end): "the certificate ends at \(end.machineText)"
        case .noticed(let notice): notice.line
        }
    }
}

extension Int {
    /// Of bytes, for the operator.
    fileprivate var inMebibytes: String { "\(self >> 20) MiB" }
}
