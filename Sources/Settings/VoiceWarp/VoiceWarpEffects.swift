import Contracts
import SQLite
import Telephony

/// A kind of caller that the check page speaks of.
enum VoiceWarpCaller: Sendable, Equatable {
    /// One of those that セレクト asks about.
    case listed(PhoneNumber)
    /// Any other who tells a number.
    case unlisted
    /// Where no list is asked: whoever tells a number.
    case telling
    case withheld

    var caller: Caller {
        switch self {
        case .listed(let number): .number(number)
        // No list has it.
        case .unlisted, .telling: .other("")
        case .withheld: .withheld
        }
    }

    /// Whom it makes a difference for, before or after a change.
    static func all(_ old: VoiceWarp.Settings, _ new: VoiceWarp.Settings) -> [VoiceWarpCaller] {
        guard old.select != .off || new.select != .off, let listed = new.listed.first ?? old.listed.first else {
            return [.telling, .withheld]
        }
        return [.listed(listed), .unlisted, .withheld]
    }
}

extension VoiceWarpForms {
    /// The way of a call as it would be with these settings of the number: the one decision of all calls tells (CALL-1).
    func way(
        from caller: VoiceWarpCaller, to key: NumberKey, with settings: Settings, _ database: Connection
    ) throws -> CallWay {
        let contract = try ContractsStore.find(id: key.contract, database)
        return try CallWay.follow(Call(to: key.number, from: caller.caller)) { number in
            guard let contract, try ContractsStore.contract(of: number, database)?.id == key.contract else {
                return nil
            }
            return CallSettings(
                bulkForwarding: try surroundings.bulkOrder(number, key.contract, database),
                voiceWarp: number == key.number
                    ? settings.order : try VoiceWarpStore.order(of: number, in: key.contract, database),
                channels: contract.channels)
        }
    }

    func effects(
        _ old: Settings, _ new: Settings, _ part: Part, of key: NumberKey, in language: Language,
        _ database: Connection
    ) throws -> [NumberEffect] {
        try VoiceWarpCaller.all(old, new).map { caller in
            NumberEffect(
                label: caller.label(in: language),
                before: VoiceWarp.sentence(of: try way(from: caller, to: key, with: old, database), in: language),
                after: VoiceWarp.sentence(of: try way(from: caller, to: key, with: new, database), in: language))
        }
    }

    func remarks(
        _ new: Settings, _ part: Part?, of key: NumberKey, in language: Language, _ database: Connection
    ) throws -> [String] {
        var remarks: [VoiceWarpRemark] = []
        if try surroundings.bulkOrder(key.number, key.contract, database) != .off { remarks.append(.bulkForwarding) }
        if try ContractsStore.monitorNumber(of: key.contract, database) == key.number { remarks.append(.monitorNumber) }
        if part == .destinations {
            let inside = try new.places.filter { place in
                try ContractsStore.contract(of: place.destination, database)?.id == key.contract
            }
            remarks += inside.map { .insideContract($0.destination) }
        }
        return remarks.map { $0.sentence(in: language) }
    }
}

/// What one should know before a change (WARP-4, FWD-13).
enum VoiceWarpRemark: Sendable, Equatable {
    case bulkForwarding
    case monitorNumber
    /// A destination that a power cut takes away together with the number itself.
    case insideContract(PhoneNumber)
}
