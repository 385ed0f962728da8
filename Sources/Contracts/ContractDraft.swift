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
    /// Ascending, each once.
    package let additionalNumbers: [PhoneNumber]
    package let monitorNumber: PhoneNumber?
    package let isSpecimen: Bool

    /// All that is wrong with it at once.
    package init(
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
