package import Telephony

/// A call to a place of a contract (SET-7).
package struct ExtensionCall: Sendable, Hashable {
    /// What was dialled.
    package enum Called: Sendable, Hashable {
        case `extension`(ExtensionNumber)
        case group(ExtensionNumber)
        /// 外線番号 of the contract.
        case line(PhoneNumber)
        /// Behind the contract's Office Link.
        case officeLink(OfficeLinkNumber)
        /// A number outside, dialled at an extension.
        case outside(String)
        /// None of these.
        case nothing
    }

    package let called: Called
    /// The extension that calls; nil: from outside.
    package let caller: ExtensionNumber?
    /// How often it has been sent on before.
    package let forwardings: Int

    package init(to called: Called, from caller: ExtensionNumber?, forwardings: Int = 0) {
        (self.called, self.caller, self.forwardings) = (called, caller, forwardings)
    }
}

/// What is in force for it.
package struct ExtensionCallFacts: Sendable, Equatable {
    package var channels: Int
    /// Calls of the contract that are under way.
    package var underWay: Int
    /// Where the called place leads to; nil: nowhere.
    package var place: Place?
    /// What the caller shows outside; nil: 非通知.
    package var outgoing: Outgoing?

    package init(channels: Int, underWay: Int = 0, place: Place? = nil, outgoing: Outgoing? = nil) {
        (self.channels, self.underWay, self.place, self.outgoing) = (channels, underWay, place, outgoing)
    }

    package enum Place: Sendable, Equatable {
        case device(Device)
        case group(Group)
        case officeLink(OfficeLinkNumber)
    }

    package struct Device: Sendable, Hashable {
        package let number: ExtensionNumber
        /// Whether it is registered at the exchange.
        package let isReachable: Bool
        package var absence: Absence?

        package init(_ number: ExtensionNumber, isReachable: Bool, absence: Absence? = nil) {
            (self.number, self.isReachable, self.absence) = (number, isReachable, absence)
        }
    }

    package struct Group: Sendable, Hashable {
        package let members: [Member]
        /// 順次
        package let isSerial: Bool
        package let seconds: Int
        /// Where a call goes on to that nobody has taken.
        package let next: InsideNumber?

        package enum Member: Sendable, Hashable {
            case device(Device)
            /// Whether it can be reached the other side knows.
            case officeLink(OfficeLinkNumber)
        }

        package init(_ members: [Member], isSerial: Bool, seconds: Int, next: InsideNumber?) {
            (self.members, self.isSerial, self.seconds, self.next) = (members, isSerial, seconds, next)
        }
    }

    package struct Outgoing: Sendable, Hashable {
        package let number: PhoneNumber
        /// VOICE-11.
        package let mayCallEmergency: Bool

        package init(_ number: PhoneNumber, mayCallEmergency: Bool) {
            (self.number, self.mayCallEmergency) = (number, mayCallEmergency)
        }
    }
}

/// What becomes of it, and the rule that decided.
package struct ExtensionCallDecision: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
        case ring(Ringing)
        /// On to another place, which is asked about anew.
        case goOn(to: Absence.Target)
        /// Out of the contract, with the number that is shown; nil: 非通知.
        case outside(String, showing: PhoneNumber?)
        /// Over the contract's Office Link: the other side knows who rings.
        case overOfficeLink(OfficeLinkNumber)
        case busy
        /// No device of it is registered.
        case unreachable
        /// There is no such place.
        case unknown
        /// 110, 118, 119 from where they cannot be called.
        case noEmergency
    }

    /// These ring, and what happens when nobody takes the call.
    package struct Ringing: Sendable, Hashable {
        /// At once, or one after the other.
        package let places: [InsideNumber]
        package let isSerial: Bool
        /// Numbers outside that ring too.
        package let numbers: [PhoneNumber]
        /// How long; each, where they ring one after the other. Nil: as long as the caller waits.
        package let seconds: Int?
        package let next: Absence.Target?
        /// In which cases it goes on besides no answer.
        package let whenBusy: Bool
        package let whenUnreachable: Bool

        init(
            _ places: [InsideNumber], isSerial: Bool = false, numbers: [PhoneNumber] = [], seconds: Int? = nil,
            next: Absence.Target? = nil, whenBusy: Bool = false, whenUnreachable: Bool = false
        ) {
            (self.places, self.isSerial, self.numbers) = (places, isSerial, numbers)
            (self.seconds, self.next) = (seconds, next)
            (self.whenBusy, self.whenUnreachable) = (whenBusy, whenUnreachable)
        }

        /// Those of the contract itself.
        package var devices: [ExtensionNumber] {
            places.compactMap { if case .extension(let number) = $0 { number } else { nil } }
        }
    }

    /// In the order in which they are asked.
    package enum Rule: String, Sendable, CaseIterable {
        case unknownPlace, forwardedTooOften, channels, emergency, outgoing, officeLink, lineWithoutTarget, absence,
            unreachable,
            group
        case emptyGroup
        case device
    }

    package let action: Action
    package let rule: Rule

    package init(_ action: Action, by rule: Rule) { (self.action, self.rule) = (action, rule) }
}
