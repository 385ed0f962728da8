package import Exchange
package import SQLite
package import Telephony

/// What is asked about a call that has to do with a Smart PBX contract, as call servers ask it.
package struct ExtensionCallQuestion: Sendable, Hashable {
    /// What was dialled: a user ID, or digits.
    package let called: String
    /// The extension that calls, as the exchange vouches for it; nil: from outside.
    package let caller: UserID?
    package let forwardings: Int

    package init(_ called: String, from caller: UserID?, forwardings: Int = 0) {
        (self.called, self.caller, self.forwardings) = (called, caller, forwardings)
    }
}

/// Answers such questions from what is stored.
package struct ExtensionCallDesk {
    /// Of which contract, and what becomes of the call.
    package typealias Answer = (contract: ContractCode, decision: ExtensionCallDecision)

    private let now: @Sendable () -> Moment
    /// Whether a device is registered at the exchange.
    private let isReachable: (UserID) -> Bool

    package init(now: @escaping @Sendable () -> Moment, isReachable: @escaping (UserID) -> Bool) {
        (self.now, self.isReachable) = (now, isReachable)
    }

    /// Nil where neither end of the call is any contract's.
    package func answer(_ question: ExtensionCallQuestion, _ database: Connection) throws -> Answer? {
        guard let (contract, call) = try place(question, database) else { return nil }
        // What goes over the Office Link has channels of its own (LINK-1).
        let isLinked = if case .officeLink = call.called { true } else { false }
        var facts = ExtensionCallFacts(
            channels: isLinked ? OfficeLink.channels : contract.channels.all,
            underWay: try ExtensionCallStore.countUnderWay(
                of: contract.code, overOfficeLink: isLinked, at: now(), database))
        facts.place = try self.facts(of: call.called, in: contract, database)
        if case .outside = call.called, let caller = call.caller {
            facts.outgoing = try OutgoingNumberStore.shown(by: caller, of: contract.code, database)
                .flatMap { try ExtensionRoutingStore.line($0, database) }
                .map { .init($0.number, mayCallEmergency: $0.noEmergencyCalls == nil) }
        }
        return (contract.code, ExtensionCalls.decide(call, facts))
    }

    // MARK: What was dialled

    private func place(
        _ question: ExtensionCallQuestion, _ database: Connection
    ) throws -> (SmartPBXContract, ExtensionCall)? {
        guard let code = try code(of: question, database), let contract = try SmartPBXStore.contract(code, database)
        else { return nil }
        let caller = question.caller.flatMap { $0.contract == code ? $0.number(in: contract.plan) : nil }
        return (
            contract,
            ExtensionCall(
                to: try called(question.called, isInside: caller != nil, contract, database), from: caller,
                forwardings: question.forwardings)
        )
    }

    /// A user ID names its contract by itself; digits belong to that of the caller, or to that of the outside number.
    private func code(of question: ExtensionCallQuestion, _ database: Connection) throws -> ContractCode? {
        if let user = UserID(question.called) { return user.contract }
        if let caller = question.caller { return caller.contract }
        return try PhoneNumber(signal: question.called).flatMap {
            try ExtensionRoutingStore.line($0, database)?.contract
        }
    }

    private func called(
        _ text: String, isInside: Bool, _ contract: SmartPBXContract, _ database: Connection
    ) throws -> ExtensionCall.Called {
        let link = OfficeLinkNumber(digits: UserID(text)?.digits ?? text)
        if isInside || UserID(text) != nil, try OfficeLinkStore.has(link, of: contract.code, database) {
            return .officeLink(link)
        }
        if let number = UserID(text)?.number(in: contract.plan) ?? ExtensionNumber(digits: text, in: contract.plan),
            isInside || UserID(text) != nil
        {
            if try SmartPBXStore.has(number, of: contract.code, database) { return .extension(number) }
            if try ExtensionGroupStore.find(number, of: contract.code, database) != nil { return .group(number) }
            // No number of the world outside has this form: neither part begins with 0 or 1.
            if number.isWellFormed { return .nothing }
        }
        if let number = PhoneNumber(signal: text),
            try ExtensionRoutingStore.line(number, database)?.contract == contract.code
        {
            return .line(number)
        }
        return isInside && UserID(text) == nil ? .outside(text) : .nothing
    }

    // MARK: What is in force there

    private func facts(
        of called: ExtensionCall.Called, in contract: SmartPBXContract, _ database: Connection
    ) throws -> ExtensionCallFacts.Place? {
        let code = contract.code
        switch called {
        case .extension(let number): return .device(try device(number, code, database))
        case .group(let number):
            return try ExtensionGroupStore.find(number, of: code, database).map { .group(try group($0, database)) }
        case .line(let number):
            switch try ExtensionRoutingStore.line(number, database)?.target {
            case .extension(let number)?: return .device(try device(number, code, database))
            case .group(let id)?:
                return try ExtensionGroupStore.find(id, database).map { .group(try group($0, database)) }
            case .officeLink(let number)?: return .officeLink(number)
            case nil: return nil
            }
        case .officeLink(let number): return .officeLink(number)
        case .outside, .nothing: return nil
        }
    }

    private func device(
        _ number: ExtensionNumber, _ code: ContractCode, _ database: Connection
    ) throws -> ExtensionCallFacts.Device {
        ExtensionCallFacts.Device(
            number, isReachable: isReachable(UserID(code, number)),
            absence: try AbsenceStore.find(number, of: code, database))
    }

    private func group(_ group: ExtensionGroup, _ database: Connection) throws -> ExtensionCallFacts.Group {
        let settings = group.settings
        return ExtensionCallFacts.Group(
            settings.members.map { member in
                switch member {
                case .extension(let number):
                    .device(.init(number, isReachable: isReachable(UserID(group.contract, number))))
                case .officeLink(let number): .officeLink(number)
                }
            },
            isSerial: settings.mode == .inOrder, seconds: settings.ringSeconds,
            next: try settings.next.flatMap { next in
                switch next {
                case .extension(let number): .extension(number)
                case .officeLink(let number): .officeLink(number)
                case .group(let id): try ExtensionGroupStore.find(id, database).map { .extension($0.settings.number) }
                }
            })
    }
}
