package import Telephony

/// What becomes of a call, and the rule that decided (CALL-1).
package struct CallDecision: Sendable, Hashable {
    package let action: Action
    package let rule: CallRule

    package init(_ action: Action, by rule: CallRule) {
        self.action = action
        self.rule = rule
    }

    package enum Action: Sendable, Hashable {
        /// The line rings.
        case ring
        case forward(to: PhoneNumber)
        /// The line rings; who is not answered in time, or finds it busy, is forwarded.
        case ringFirst(Rescue)
        /// The caller hears the busy tone.
        case busy
        case announcement(Announcement)
    }

    /// Where a call goes that the line has not taken.
    package struct Rescue: Sendable, Hashable {
        package let destination: PhoneNumber
        /// Nil where only a busy line forwards.
        package let noAnswerAfter: Int?
        package let whenBusy: Bool
    }

    package enum Announcement: Sendable, Hashable {
        /// おことわりのメッセージ.
        case refusal
        /// ナンバー・リクエストのメッセージ.
        case numberRequest
    }
}

/// What a decision rests on, in the order in which the rules are asked (FWD-7).
package enum CallRule: Sendable, Hashable, CaseIterable {
    /// Calls to the number that test calls come from.
    case testCallNumber
    case testCall
    case refusedCaller
    case numberRequest
    case bulkForwarding
    case bulkForwardingWithoutDestination
    case voiceWarp
    /// セレクト lets the caller ring.
    case voiceWarpSelect
    /// Forwarded as often as a call may be.
    case forwardedTooOften
    /// It would come back to a number that has forwarded it.
    case loop
    /// As many calls are forwarded as the contract has channels.
    case channels
    /// No service touches the call.
    case nothing
}

/// The rules of calls. Pure: the same for the page, the command line, call servers and the redirect server.
package enum Calls {
    /// FWD-7: how often one call may have been forwarded.
    package static let mostForwardings = CallForwarding.most

    package static let limits: [String: Int] = ["callForwards": mostForwardings]

    /// - Parameters:
    ///   - settings: of the called number; nil for a number that is none of ours, which rings.
    ///   - testCallNumber: the number that test calls come from.
    package static func decide(
        _ call: Call, _ settings: CallSettings?, testCallNumber: PhoneNumber? = nil
    ) -> CallDecision {
        if call.to == testCallNumber { return CallDecision(.busy, by: .testCallNumber) }
        guard let settings else { return CallDecision(.ring, by: .nothing) }
        if call.isTest { return CallDecision(.ring, by: .testCall) }
        if settings.refusesCaller { return CallDecision(.announcement(.refusal), by: .refusedCaller) }
        if settings.requestsNumber, call.from == .withheld {
            return CallDecision(.announcement(.numberRequest), by: .numberRequest)
        }
        switch settings.bulkForwarding {
        case .on(nil): return CallDecision(.busy, by: .bulkForwardingWithoutDestination)
        case .on(let destination?):
            return obstacle(to: destination, call, settings)
                ?? CallDecision(.forward(to: destination), by: .bulkForwarding)
        case .off: break
        }
        guard let warp = settings.voiceWarp else { return CallDecision(.ring, by: .nothing) }
        return decide(call, settings, warp)
    }

    private static func decide(
        _ call: Call, _ settings: CallSettings, _ warp: CallSettings.WarpOrder
    ) -> CallDecision {
        guard warp.select.forwards(call.from) else { return CallDecision(.ring, by: .voiceWarpSelect) }
        let obstacle = obstacle(to: warp.destination, call, settings)
        guard let rescue = warp.rescue else {
            return obstacle ?? CallDecision(.forward(to: warp.destination), by: .voiceWarp)
        }
        // The line itself can still ring.
        if let obstacle { return CallDecision(.ring, by: obstacle.rule) }
        return CallDecision(.ringFirst(rescue), by: .voiceWarp)
    }

    /// What keeps a call from being forwarded there: then the caller hears busy.
    private static func obstacle(
        to destination: PhoneNumber, _ call: Call, _ settings: CallSettings
    ) -> CallDecision? {
        if call.forwardings >= mostForwardings { return CallDecision(.busy, by: .forwardedTooOften) }
        if call.hasPassed(destination) { return CallDecision(.busy, by: .loop) }
        if settings.forwardedNow >= settings.channels { return CallDecision(.busy, by: .channels) }
        return nil
    }
}

extension CallSettings.WarpSelect {
    /// WARP-3: who tells no number is not asked about.
    fileprivate func forwards(_ caller: Caller) -> Bool {
        guard caller.tellsNumber else { return true }
        switch self {
        case .off: return true
        case .forwardListed(let numbers): return caller.number.map(numbers.contains) ?? false
        case .ringListed(let numbers): return !(caller.number.map(numbers.contains) ?? false)
        }
    }
}

extension CallSettings.WarpOrder {
    /// Nil where every call is forwarded at once.
    fileprivate var rescue: CallDecision.Rescue? {
        switch when {
        case .always: nil
        case .noAnswer(let seconds): .init(destination: destination, noAnswerAfter: seconds, whenBusy: false)
        case .busy: .init(destination: destination, noAnswerAfter: nil, whenBusy: true)
        case .noAnswerOrBusy(let seconds): .init(destination: destination, noAnswerAfter: seconds, whenBusy: true)
        }
    }
}
