package import Exchange
package import SQLite
import Shell
package import Telephony

/// 付加機能 of contracts, as the operator gives and takes what people have bought of a sales person, and sees them (LINK-3).
package enum SmartPBXFeatureOperator {
    package enum Fault: Error, Sendable, Equatable {
        case noContract
        case noFeature
    }

    /// What a contract has.
    package struct Features: Sendable, Equatable {
        package let contract: ContractCode
        package let officeLink: OfficeLink?
        package let interConnect: FlexibleInterConnect?
    }

    /// - Throws: `Fault`.
    package static func set(
        _ feature: FlexibleInterConnect, of code: ContractCode, at now: Moment, _ database: Connection
    ) throws {
        let company = try company(of: code, database)
        let before = try FlexibleInterConnectStore.find(code, database)
        try FlexibleInterConnectStore.set(feature, of: code, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "interconnect.set", subject: code.text, before: before?.line, after: feature.line, database)
    }

    /// - Throws: `Fault`.
    package static func remove(_ code: ContractCode, at now: Moment, _ database: Connection) throws {
        let company = try company(of: code, database)
        guard let before = try FlexibleInterConnectStore.find(code, database) else { throw Fault.noFeature }
        try FlexibleInterConnectStore.remove(code, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "interconnect.removed", subject: code.text, before: before.line, database)
    }

    /// Of all contracts that have one, by their N番.
    package static func all(_ database: Connection) throws -> [Features] {
        try FlexibleInterConnectStore.contractsWithFeatures(database).map { code in
            Features(
                contract: code, officeLink: try OfficeLinkStore.find(code, database),
                interConnect: try FlexibleInterConnectStore.find(code, database))
        }
    }

    private static func company(of code: ContractCode, _ database: Connection) throws -> Int {
        guard try SmartPBXStore.contract(code, database) != nil,
            let company = try ServiceContractStore.company(of: code, database)
        else { throw Fault.noContract }
        return company
    }
}

extension FlexibleInterConnect {
    /// As the trail has it.
    fileprivate var line: String { "\(interConnectContractor) / \(universalOneContractor)" }
}
