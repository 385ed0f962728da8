import Settings
import Telephony

/// The way of a call in the operator's words.
enum CallReport {
    static func print(_ way: CallWay, _ call: Invocation) throws {
        if call.arguments.has(.json) { return try call.printJSON(Description(way)) }
        for step in way.steps { call.print("\(step.number): \(words(step.decision))") }
        call.print(end(way.end))
    }

    static func words(_ decision: CallDecision) -> String {
        switch decision.action {
        case .ring: "rings (\(rule(decision.rule)))"
        case .forward(let to): "forwarded to \(to) (\(rule(decision.rule)))"
        case .ringFirst(let rescue):
            [
                "rings",
                rescue.noAnswerAfter.map { "without an answer for \($0) s it is forwarded to \(rescue.destination)" },
                rescue.whenBusy ? "when busy it is forwarded to \(rescue.destination)" : nil,
            ].compactMap { $0 }.joined(separator: ", ") + " (\(rule(decision.rule)))"
        case .busy: "busy tone (\(rule(decision.rule)))"
        case .announcement(.refusal): "refusal announcement (\(rule(decision.rule)))"
        case .announcement(.numberRequest): "number request announcement (\(rule(decision.rule)))"
        }
    }

    private static func end(_ end: CallWay.End) -> String {
        switch end {
        case .ringsHere(let number): "rings at \(number)"
        case .leaves(let number): "leaves the contract to \(number)"
        case .busy(at: let number, _): "the caller hears the busy tone at \(number)"
        case .announcement(_, at: let number): "the caller hears an announcement at \(number)"
        }
    }

    static func rule(_ rule: CallRule) -> String {
        switch rule {
        case .testCallNumber: "the number that test calls come from"
        case .testCall: "test call"
        case .refusedCaller: "refused caller"
        case .numberRequest: "number request"
        case .bulkForwarding: "bulk forwarding"
        case .bulkForwardingWithoutDestination: "bulk forwarding, no destination"
        case .voiceWarp: "voice warp"
        case .voiceWarpSelect: "voice warp, select"
        case .forwardedTooOften: "forwarded \(Calls.mostForwardings) times already"
        case .loop: "it would come back"
        case .channels: "as many calls are forwarded as the contract has channels"
        case .nothing: "no service touches it"
        }
    }

    /// As JSON.
    private struct Description: Encodable {
        struct Step: Encodable {
            let number: String
            let decision: String
        }

        let steps: [Step]
        let end: String
        let number: String

        init(_ way: CallWay) {
            steps = way.steps.map { Step(number: $0.number.digits, decision: CallReport.words($0.decision)) }
            switch way.end {
            case .ringsHere(let number): (end, self.number) = ("rings", number.digits)
            case .leaves(let number): (end, self.number) = ("forwarded", number.digits)
            case .busy(at: let number, _): (end, self.number) = ("busy", number.digits)
            case .announcement(_, at: let number): (end, self.number) = ("announcement", number.digits)
            }
        }
    }
}
