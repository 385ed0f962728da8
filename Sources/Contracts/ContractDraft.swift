package import Telephony

/// What an operator wants a contract to be. A value that exists is one that could be stored; whether its numbers are still
/// free is the database's to say.
package struct ContractDraft: Sendable, Equatable {
    package let number: PhoneNumber
    /// Nil here and below: as it is, or the default where the contract is new.
    package let kind: ContractKind?
    package let name: String?
    package let channels: Int?
    package let services: Set<ContractService>
    /// What numbers have for themselves, each service's ascending.
    package let numberServices: [ContractService: [PhoneNumber]]
    /// Ascending, each once.
    package let additionalNumbers: [PhoneNumber]
    package let monitorNumber: PhoneNumber?
    package let isSpecimen: Bool

    /// All that is wrong with it at once.
    package init(
        number: PhoneNumber, kind: ContractKind? = nil, name: String? = nil, channels: Int? = nil,
        services: Set<ContractService> = [], numberServices: [ContractService: [PhoneNumber]] = [:],
        additionalNumbers: [PhoneNumber] = [],
        monitorNumber: PhoneNumber? = nil, isSpecimen: Bool = false
    ) throws(ContractProblems) {
        let additionalNumbers = Set(additionalNumbers).sorted()
        var problems = Contracts.problems(ofAdditional: additionalNumbers, contractNumber: number)
        if !number.isContractNumber { problems.insert(.notContractNumber(number.digits), at: 0) }
        if let name, !Contracts.isName(name) { problems.append(.name) }
        if let channels, !Contracts.channelRange.contains(channels) { problems.append(.channels("\(channels)")) }
        if let monitorNumber, monitorNumber != number, !additionalNumbers.contains(monitorNumber) {
            problems.append(.numberUnknown(monitorNumber))
        }
        if let service = numberServices.keys.first(where: { !$0.isOfNumber }) {
            problems.append(.serviceOfContract(service, number))
        }
        guard problems.isEmpty else { throw ContractProblems(all: problems) }
        self.number = number
        self.kind = kind
        self.name = name
        self.channels = channels
        self.services = services
        self.numberServices = numberServices.mapValues { Set($0).sorted() }
        self.additionalNumbers = additionalNumbers
        self.monitorNumber = monitorNumber
        self.isSpecimen = isSpecimen
    }

    // MARK: What will be, by what there is already

    func kind(after contract: Contract?) -> ContractKind { kind ?? contract?.kind ?? Contracts.defaultKind }

    func name(after contract: Contract?) -> String { name ?? contract?.name ?? "" }

    func channels(after contract: Contract?) -> Int { channels ?? contract?.channels ?? Contracts.defaultChannels }
}
