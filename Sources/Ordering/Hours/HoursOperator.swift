package import Exchange
package import SQLite
package import Shell
package import Telephony

/// What the operator says of when orders are taken, with its lines in the audit trail.
package enum HoursOperator {
    /// Why it cannot be so.
    package enum Problem: Error, Sendable, Equatable {
        case endsBeforeItBegins
        case isOver
        case noText
        case textTooLong(limit: Int)
        case controlCharacter
    }

    /// Returns its number.
    package static func announce(
        from begin: Moment, to end: Moment, of service: OrderedService?, _ text: String, by actor: Actor,
        _ database: Connection
    ) throws -> Int {
        guard begin < end else { throw Problem.endsBeforeItBegins }
        guard end > actor.at else { throw Problem.isOver }
        let id = try MaintenanceStore.add(
            from: begin, to: end, of: service, try sound(text, limit: Maintenance.longestText), database)
        try actor.audit(
            "ordering.maintenance.added", subject: "\(id)", after: "\(begin.machineText) \(end.machineText)", database)
        return id
    }

    /// False: there is none of that number.
    package static func takeBack(_ id: Int, by actor: Actor, _ database: Connection) throws -> Bool {
        guard try MaintenanceStore.remove(id, database) else { return false }
        try actor.audit("ordering.maintenance.removed", subject: "\(id)", database)
        return true
    }

    package static func hold(_ hold: OrderHold, by actor: Actor, _ database: Connection) throws {
        let reason = try sound(hold.reason, limit: OrderHold.longestReason)
        let before = try OrderHoldStore.find(hold.contract, database)
        try OrderHoldStore.set(OrderHold(contract: hold.contract, until: hold.until, reason: reason), database)
        try actor.audit(
            "ordering.hold.set", subject: hold.contract.text, before: before.map(line), after: line(hold), database)
    }

    /// False: it was not held.
    package static func release(_ contract: ContractCode, by actor: Actor, _ database: Connection) throws -> Bool {
        guard let hold = try OrderHoldStore.find(contract, database) else { return false }
        _ = try OrderHoldStore.remove(contract, database)
        try actor.audit("ordering.hold.removed", subject: contract.text, before: line(hold), database)
        return true
    }

    private static func line(_ hold: OrderHold) -> String { Moment(startOf: hold.until).dayText }

    private static func sound(_ text: String, limit: Int) throws -> String {
        let name = PlainName(text)
        guard !name.text.isEmpty else { throw Problem.noText }
        guard name.count <= limit else { throw Problem.textTooLong(limit: limit) }
        guard !name.hasControlCharacters else { throw Problem.controlCharacter }
        return name.text
    }
}

extension HoursOperator.Problem: CustomStringConvertible {
    /// For the operator.
    package var description: String {
        switch self {
        case .endsBeforeItBegins: "--to lies before --from"
        case .isOver: "--to is past already"
        case .noText: "customers must be told why: the text is empty"
        case .textTooLong(let limit): "the text has more than \(limit) characters"
        case .controlCharacter: "the text holds control characters"
        }
    }
}
