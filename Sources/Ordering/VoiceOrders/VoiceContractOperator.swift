import Contracts
package import Exchange
package import SQLite
import Shell
package import Telephony

/// A voice contract as the operator writes it: these are sold by people, and only changed on the site.
package struct VoiceContractDraft: Sendable {
    package let contract: VoiceContract
    package let bases: [PhoneNumber]

    package enum Fault: Error, Sendable, Equatable {
        case baseMissing
        /// Neither 0AJ nor 050.
        case baseKind(PhoneNumber)
        /// IP Voice（Smart PBX） has a Smart PBX contract as its access.
        case accessMissing
    }

    /// - Throws: `Fault`.
    package init(_ contract: VoiceContract, bases: [PhoneNumber]) throws(Fault) {
        if bases.isEmpty { throw .baseMissing }
        if let wrong = bases.first(where: { VoiceNumberKind($0) == nil }) { throw .baseKind(wrong) }
        if contract.type == .smartPBX, contract.access == nil { throw .accessMissing }
        (self.contract, self.bases) = (contract, Set(bases).sorted())
    }
}

/// Voice contracts as the operator makes them.
package enum VoiceContractOperator {
    package enum Fault: Error, Sendable, Equatable {
        case codeTaken
        case groupForeign
        case accessUnknown(ContractCode)
        case numberTaken(PhoneNumber)
        /// ひかり電話: no contract of the settings site has that number.
        case settingsContractMissing(PhoneNumber)
    }

    /// Returns what an exchange should have of it.
    /// - Throws: `Fault`, `NumbersNotFree`.
    package static func add(
        _ draft: VoiceContractDraft, of company: Int, isSpecimen: Bool = false, at now: Moment, _ database: Connection
    ) throws -> RegisteredContract {
        let contract = draft.contract
        guard try ServiceContractStore.company(of: contract.code, database) == nil else { throw Fault.codeTaken }
        if let owner = try VoiceContractStore.company(of: contract.group, database) {
            guard owner == company else { throw Fault.groupForeign }
        } else {
            try VoiceContractStore.add(contract.group, of: company, database)
        }
        if let access = contract.access { try check(access, of: company, database) }
        try ServiceContractStore.add(contract.code, of: company, .ipVoice, at: now, database)
        try ServiceContractStore.open(contract.code, at: now, database)
        try VoiceContractStore.add(contract, database)
        for base in draft.bases { try add(base, to: contract, at: now, database) }
        let numbers = try VoiceNumberStore.numbers(of: contract.code, database).map(\.number)
        try NumberBlockStore.giveDirectly(numbers, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "voice-contract.added", subject: contract.code.text,
            after: "\(contract.type.rawValue), \(draft.bases.map(\.digits).joined(separator: " "))", database)
        return RegisteredContract(numbers: Dictionary(uniqueKeysWithValues: numbers.map { ($0, .none) }))
    }

    private static func check(_ access: ContractCode, of company: Int, _ database: Connection) throws {
        let found = try ServiceContractStore.find(access, of: company, database)
        guard found?.service == .smartPBX, found?.state == .open else { throw Fault.accessUnknown(access) }
    }

    /// With the numbers that the settings site's contract has already.
    private static func add(
        _ base: PhoneNumber, to contract: VoiceContract, at now: Moment, _ database: Connection
    ) throws {
        var numbers: [PhoneNumber] = []
        if contract.type == .hikari {
            guard let settings = try ContractsStore.find(base, database) else {
                throw Fault.settingsContractMissing(base)
            }
            numbers = try ContractsStore.additionalNumbers(of: settings, database)
        }
        if let taken = try VoiceNumberStore.find([base] + numbers, database).keys.min() {
            throw Fault.numberTaken(taken)
        }
        try VoiceNumberStore.addBase(base, to: contract.code, at: now, database)
        try VoiceNumberStore.add(numbers.map { ($0, .none) }, to: base, of: contract.code, at: now, database)
        guard let access = contract.access else { return }
        for number in [base] + numbers where try ExtensionRoutingStore.line(number, database) == nil {
            try ExtensionRoutingStore.add(
                number, to: access, isInEmergencyArea: contract.isInEmergencyArea, database)
        }
    }
}
