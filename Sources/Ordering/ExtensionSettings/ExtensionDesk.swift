package import Exchange
import HTTP
package import SQLite
package import Shell
import Telephony

/// What all pages share on which a contract is set up (SET): which contract, who may, and whether an order keeps it as it is.
package struct ExtensionDesk: Sendable {
    package let services: Services
    package let rights: RightsPolicy
    package let lock: ContractLock
    private let delay: Duration

    /// - Parameter delay: SET-1: from 工事完了 of a new contract.
    package init(_ services: Services, _ rights: RightsPolicy, lock: ContractLock, delay: Duration = .zero) {
        (self.services, self.rights, self.lock, self.delay) = (services, rights, lock, delay)
    }

    /// When a contract that is still too new can be set up; nil: it can be.
    func wait(for contract: ServiceContract, at now: Moment) -> Moment? {
        guard delay > .zero, let begin = contract.openedAt.map({ $0 + delay }), now < begin else { return nil }
        return begin
    }

    /// Whose page it is.
    package struct Opened: Sendable {
        package let contract: SmartPBXContract
        /// SET-2.
        package let setUp: ExtensionSettings.SetUp
        /// PBX-12: nothing can be changed while it is there.
        package let locking: Order?
        /// RIGHT-2.
        package let maySet: Bool
        package let maySeeSecrets: Bool
        /// LINK-2.
        package let hasOfficeLink: Bool

        package var code: ContractCode { contract.code }
        package var plan: NumberPlan { contract.plan }
        package var isReadOnly: Bool { locking != nil || !maySet }
        /// 内線番号 of the contract that a form or an address names.
        package func number(_ digits: String?) -> ExtensionNumber? {
            digits.flatMap { ExtensionNumber(digits: $0, in: plan) }
        }
    }

    /// Why nothing of a save has been done.
    package enum Refusal: Error, Sendable, Equatable {
        /// Somebody has taken the right away meanwhile.
        case noRight
        /// PBX-12.
        case locked(OrderNumber)
        /// It has ended.
        case gone
        /// SET-2: no passwords before 初期設定 is done.
        case notSetUp(ContractCode)
    }

    /// The contract that the address names after `/settings/`: not found where there is none, or none that the person has to do with.
    package func open(_ visit: Visit<Employee>, _ database: Connection) throws -> Opened {
        guard let code = SettingsPath.contract(in: visit.request.path),
            let found = try ServiceContractStore.find(code, of: visit.person.company, database),
            found.service == .smartPBX, visit.person.mayUse(found), wait(for: found, at: visit.now) == nil,
            let contract = try SmartPBXStore.contract(code, database)
        else { throw PageRefusal.notFound }
        let subject = Rights.Subject(code, of: .smartPBX)
        return Opened(
            contract: contract, setUp: try ExtensionSettingsStore.setUp(of: code, database),
            locking: try lock.order(locking: code, database),
            maySet: visit.person.rights.may(.set(subject), by: rights),
            maySeeSecrets: visit.person.rights.may(.seeSecrets(subject), by: rights),
            hasOfficeLink: try OfficeLinkStore.isThere(code, database))
    }

    /// Stands first in the transaction of every save (RIGHT-4, PBX-12): throws a `Refusal`.
    package func check(
        _ code: ContractCode, for person: Employee, seesSecrets: Bool = false, _ database: Connection
    ) throws {
        let subject = Rights.Subject(code, of: .smartPBX)
        let present = try RightsStore.rights(ofAccount: person.id, database)
        guard present.may(.set(subject), by: rights),
            !seesSecrets || present.may(.seeSecrets(subject), by: rights)
        else { throw Refusal.noRight }
        try checkLock(code, database)
        guard try SmartPBXStore.contract(code, database) != nil else { throw Refusal.gone }
    }

    /// Stands first in the transaction in which passwords are looked at: an order only keeps new ones from being made.
    package func checkSeeing(
        _ code: ContractCode, for person: Employee, isMaking: Bool, _ database: Connection
    ) throws {
        let present = try RightsStore.rights(ofAccount: person.id, database)
        guard present.may(.seeSecrets(.init(code, of: .smartPBX)), by: rights) else { throw Refusal.noRight }
        if isMaking { try checkLock(code, database) }
    }

    private func checkLock(_ code: ContractCode, _ database: Connection) throws {
        if let order = try lock.order(locking: code, database) { throw Refusal.locked(order.number) }
    }
}

/// The pages of a contract's settings.
package enum SettingsPath: String, Sendable, CaseIterable {
    case start, extensions, groups, incoming, outgoing, status
    case officeLink = "office-link"

    package static let all = "/settings"

    /// The route's address, for whichever contract; `more` stands behind it.
    package func family(_ more: String = "") -> String { "\(Self.all)/*/\(rawValue)\(more)" }

    /// That an address of a contract's settings is about.
    package static func contract(in path: String) -> ContractCode? {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? ContractCode(String(parts[1])) : nil
    }

    package func of(_ contract: ContractCode, _ more: String = "") -> String {
        "\(Self.all)/\(contract)/\(rawValue)\(more)"
    }
}
