import Shell
import Telephony

/// The rules of calls in a contract (SET-7). Pure: the same for the redirect server, the look-up and the command line.
package enum ExtensionCalls {
    static let emergencyNumbers: Set<String> = ["110", "118", "119"]

    static let feature = Feature<Employee>(forgetOld: ExtensionCallStore.forgetOld)

    package static func decide(_ call: ExtensionCall, _ facts: ExtensionCallFacts) -> ExtensionCallDecision {
        if call.forwardings >= CallForwarding.most { return .init(.busy, by: .forwardedTooOften) }
        if case .nothing = call.called { return .init(.unknown, by: .unknownPlace) }
        // A call that was sent on has its channel already.
        if call.forwardings == 0, facts.underWay >= facts.channels { return .init(.busy, by: .channels) }
        if case .outside(let number) = call.called { return goOut(to: number, facts.outgoing) }
        switch facts.place {
        case .officeLink(let number)?: return .init(.overOfficeLink(number), by: .officeLink)
        case nil:
            guard case .line = call.called else { return .init(.unknown, by: .unknownPlace) }
            return .init(.busy, by: .lineWithoutTarget)
        case .device(let device): return reach(device)
        case .group(let group): return reach(group, without: call.caller)
        }
    }

    private static func goOut(to number: String, _ outgoing: ExtensionCallFacts.Outgoing?) -> ExtensionCallDecision {
        if emergencyNumbers.contains(number) {
            // Whoever calls for help is called back: the number is shown whatever is set.
            guard let outgoing, outgoing.mayCallEmergency else { return .init(.noEmergency, by: .emergency) }
            return .init(.outside(number, showing: outgoing.number), by: .emergency)
        }
        return .init(.outside(number, showing: outgoing?.number), by: .outgoing)
    }

    private static func reach(_ device: ExtensionCallFacts.Device) -> ExtensionCallDecision {
        let own: [InsideNumber] = device.isReachable ? [.extension(device.number)] : []
        switch device.absence {
        case .forward(let target, let cases):
            if cases.isAlways { return .init(.goOn(to: target), by: .absence) }
            guard device.isReachable else {
                return cases.isUnreachable
                    ? .init(.goOn(to: target), by: .absence) : .init(.unreachable, by: .unreachable)
            }
            return .init(
                .ring(
                    .init(
                        own, seconds: cases.unansweredAfter, next: target, whenBusy: cases.isBusy,
                        whenUnreachable: cases.isUnreachable)), by: .absence)
        case .reach(let targets, let seconds):
            let inside = targets.compactMap(\.inside)
            let numbers = targets.compactMap { if case .number(let number) = $0 { number } else { nil } }
            return .init(.ring(.init(own + inside, numbers: numbers, seconds: seconds)), by: .absence)
        case nil:
            return device.isReachable
                ? .init(.ring(.init(own)), by: .device) : .init(.unreachable, by: .unreachable)
        }
    }

    /// Members ring by themselves: what they have set for their absence is for calls to them. Whoever calls the own group hears the others.
    private static func reach(
        _ group: ExtensionCallFacts.Group, without caller: ExtensionNumber?
    ) -> ExtensionCallDecision {
        let reachable = group.members.compactMap { member -> InsideNumber? in
            switch member {
            case .officeLink(let number): .officeLink(number)
            case .device(let device):
                device.isReachable && device.number != caller ? .extension(device.number) : nil
            }
        }
        let next = group.next.map { Absence.Target($0) }
        guard !reachable.isEmpty else {
            return next.map { .init(.goOn(to: $0), by: .emptyGroup) } ?? .init(.unreachable, by: .emptyGroup)
        }
        return .init(
            .ring(
                .init(
                    reachable, isSerial: group.isSerial, seconds: group.seconds, next: next, whenBusy: next != nil,
                    whenUnreachable: next != nil)), by: .group)
    }
}
