import SIP
import Settings
import Telephony

/// How lines and test calls are printed.
enum MonitorReport {
    private struct Line: Encodable {
        let contract: String
        let monitorNumber: String?
        let isOn: Bool
        let condition: String?
        let since: String?
        let successes: Int
        let failures: Int
        let calledAt: String?
        let outcome: String?
        let unreadableSince: String?
    }

    private struct Summary: Encodable {
        let normal: Int
        let faulty: Int
        let undecided: Int
        let failing: Int
        let heldSince: String?
        let unreadable: Int
        let unreadableNumbers: [String]
        let districts: [District]
    }

    private struct District: Encodable {
        let district: String
        let dark: Int
        let lines: Int
    }

    private struct Guard: Encodable {
        let state: String
        let since: String?
        let said: String?
        let reason: String?
        let saidAt: String?
        let heldSince: String?
    }

    static func print(_ state: FaultNotificationOperator.Guard, _ call: Invocation) throws {
        if call.arguments.has(.json) {
            return try call.printJSON(
                Guard(
                    state: state.state, since: state.since?.machineText, said: state.said, reason: state.reason,
                    saidAt: state.saidAt?.machineText, heldSince: state.heldSince?.machineText))
        }
        call.print("guard: \(state.state)\(state.since.map { " since \($0.machineText)" } ?? "")")
        if let said = state.said, let at = state.saidAt {
            call.print("the operator says \(said) since \(at.machineText): \(state.reason ?? "")")
        }
        call.print(
            state.heldSince.map { "faults are held since \($0.machineText)" } ?? "faults are declared as they are found"
        )
    }

    static func print(_ line: FaultNotificationOperator.Line, _ call: Invocation) throws {
        if call.arguments.has(.json) {
            return try call.printJSON(
                Line(
                    contract: line.contract.digits, monitorNumber: line.monitorNumber?.digits, isOn: line.isOn,
                    condition: line.condition?.rawValue, since: line.since?.machineText, successes: line.successes,
                    failures: line.failures, calledAt: line.calledAt?.machineText, outcome: line.outcome,
                    unreadableSince: line.unreadableSince?.machineText))
        }
        call.print("contract        \(line.contract)")
        call.print("monitor number  \(line.monitorNumber?.digits ?? "none")")
        call.print("service         \(line.isOn ? "on" : "off")")
        guard let condition = line.condition, let since = line.since else {
            return call.print("state           not watched")
        }
        call.print("state           \(condition.rawValue) since \(since.machineText)")
        call.print("in a row        \(line.successes) reached, \(line.failures) failed")
        if let at = line.calledAt {
            call.print("latest call     \(at.machineText): \(line.outcome ?? "")")
        }
        if let since = line.unreadableSince {
            call.print(
                "unreadable      since \(since.machineText): the line is not watched (hikari monitor test says why)")
        }
    }

    static func print(_ summary: FaultNotificationOperator.Summary, _ call: Invocation) throws {
        let counts = summary.conditions
        let held = summary.heldSince?.machineText
        if call.arguments.has(.json) {
            return try call.printJSON(
                Summary(
                    normal: counts[.normal] ?? 0, faulty: counts[.faulty] ?? 0, undecided: counts[.undecided] ?? 0,
                    failing: summary.failing, heldSince: held, unreadable: summary.unreadable,
                    unreadableNumbers: summary.firstUnreadable.map(\.number.digits),
                    districts: summary.districts.map {
                        District(district: $0.district, dark: $0.dark, lines: $0.lines)
                    }))
        }
        for condition in LineCondition.allCases { call.print("\(condition.rawValue): \(counts[condition] ?? 0)") }
        call.print("failing without being declared faulty: \(summary.failing)")
        if let line = unreadableLine(summary) { call.print(line) }
        for place in summary.districts {
            call.print("district \(place.district): \(place.dark) of \(place.lines) lines dead or failing")
        }
        if let held { call.print("faults are held since \(held): hikari monitor guard show says why") }
    }

    /// FAULT-10: what the operator must mend, in a line; nil when there is nothing.
    static func unreadableLine(_ summary: FaultNotificationOperator.Summary) -> String? {
        guard summary.unreadable > 0 else { return nil }
        let named = summary.firstUnreadable.map { "\($0.number) since \($0.since.machineText)" }
        let rest = summary.unreadable - named.count
        return "not watched, as answers cannot be read: \(named.joined(separator: ", "))"
            + (rest > 0 ? " and \(rest) more" : "")
    }

    /// What is told of a test call while it goes on; nil for what is not worth a line.
    static func line(_ event: TestCallEvent) -> String? {
        switch event {
        case .inviteSent(let count): count == 1 ? "INVITE sent" : "INVITE sent again (\(count))"
        case .response(let status, let words): "\(status) \(words)"
        case .unreadable(let reason): "an answer that cannot be read, and counts neither way: \(reason)"
        case .decided(let result): "\(words(result.outcome)), after \(result.elapsed / .milliseconds(1)) ms"
        case .cancelSent: "CANCEL sent"
        case .ackAndByeSent: "ACK and BYE sent"
        case .byeReceived: "BYE received"
        case .closed: "closed"
        }
    }

    private static func words(_ outcome: TestCallOutcome) -> String {
        switch outcome {
        case .rang: "reached: the device rings"
        case .answered: "reached: the call was taken"
        case .deviceAnswered: "reached: the device refuses the call"
        case .failed(let status): "failed: \(status)"
        case .timedOut: "failed: no answer in time"
        case .unreadable(let reason): "counts neither way: the answer cannot be read (\(reason))"
        case .transportError(let words): "failed: \(words)"
        case .abandoned(let words): "not placed: \(words)"
        }
    }
}
