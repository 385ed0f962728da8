package import Exchange
package import SQLite
import Shell
package import Telephony

/// 外線番号 of contracts, as the operator gives and takes them until orders of voice contracts do.
package enum ExtensionLineOperator {
    package enum Fault: Error, Sendable, Equatable {
        case noContract
        /// Neither 0AJ nor 050.
        case kind
        /// This contract's or another's already.
        case taken(ContractCode)
        case tooMany
        /// Not the contract's.
        case unknown
    }

    /// - Throws: `Fault`.
    package static func add(
        _ number: PhoneNumber, to code: ContractCode, isInEmergencyArea: Bool, at now: Moment, _ database: Connection
    ) throws {
        let company = try company(of: code, database)
        guard OutsideLine.isPossible(number) else { throw Fault.kind }
        if let line = try ExtensionRoutingStore.line(number, database) { throw Fault.taken(line.contract) }
        guard try ExtensionRoutingStore.count(of: code, database) < ExtensionRouting.mostLines else {
            throw Fault.tooMany
        }
        try ExtensionRoutingStore.add(number, to: code, isInEmergencyArea: isInEmergencyArea, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "extension-line.added", subject: number.digits, after: code.text, database)
    }

    /// Returns how many extensions showed it, and show no number from now on.
    /// - Throws: `Fault`.
    package static func remove(
        _ number: PhoneNumber, from code: ContractCode, at now: Moment, _ database: Connection
    ) throws -> Int {
        let company = try company(of: code, database)
        guard try ExtensionRoutingStore.line(number, database)?.contract == code else { throw Fault.unknown }
        let count = try OutgoingNumberStore.count(showing: number, database)
        try ExtensionRoutingStore.remove(number, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "extension-line.removed", subject: number.digits, before: code.text, database)
        return count
    }

    /// - Throws: `Fault.noContract` where there is none, or none any more.
    package static func lines(
        of code: ContractCode, _ database: Connection
    ) throws -> [(line: OutsideLine, group: ExtensionGroup.Name?)] {
        _ = try company(of: code, database)
        let groups = try ExtensionGroupStore.names(of: code, database)
        return try ExtensionRoutingStore.lines(of: code, database).map { line in
            (line, groups.first { line.target == .group($0.id) })
        }
    }

    private static func company(of code: ContractCode, _ database: Connection) throws -> Int {
        guard try SmartPBXStore.contract(code, database) != nil,
            let company = try ServiceContractStore.company(of: code, database)
        else { throw Fault.noContract }
        return company
    }
}
