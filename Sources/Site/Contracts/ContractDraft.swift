/// What an operator wants a contract to be. A value that exists is one that could be stored; whether its numbers are still
/// free is the database's to say.
public struct ContractDraft: Sendable, Equatable {
    public let number: PhoneNumber
    /// Nil here and below: as it is, or the default where the contract is new.
    public let kind: ContractKind?
    public let name: String?
    public let channels: Int?
    public let services: Set<ContractService>
    /// Ascending, each once.
    public let additionalNumbers: [PhoneNumber]
    public let monitorNumber: PhoneNumber?
    public let isSpecimen: Bool

    /// All that is wrong with it at once.
    public init(
        number: PhoneNumber, kind: ContractKind? = nil, name: String? = nil, channels: Int? = nil,
        services: Set<ContractService> = [], additionalNumbers: [PhoneNumber] = [],
        monitorNumber: PhoneNumber? = nil, isSpecimen: Bool = false
    ) throws(ContractFaults) {
        let additionalNumbers = Set(additionalNumbers).sorted()
        var faults = Contracts.faults(ofAdditional: additionalNumbers, contractNumber: number)
        if !number.isContractNumber { faults.insert(.notContractNumber(number.digits), at: 0) }
        if let name, !Contracts.isName(name) { faults.append(.name) }
        if let channels, !Contracts.channelRange.contains(channels) { faults.append(.channels("\(channels)")) }
        if let monitorNumber, monitorNumber != number, !additionalNumbers.contains(monitorNumber) {
            faults.append(.numberUnknown(monitorNumber))
        }
        guard faults.isEmpty else { throw ContractFaults(all: faults) }
        self.number = number
        self.kind = kind
        self.name = name
        self.channels = channels
        self.services = services
        self.additionalNumbers = additionalNumbers
        self.monitorNumber = monitorNumber
        self.isSpecimen = isSpecimen
    }
}
