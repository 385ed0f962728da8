package import Exchange

/// With which contracts a person has to do, and whose orders they may look at (RIGHT-3): all of some services, and single ones.
package struct ContractScope: Sendable, Equatable {
    package let services: [OrderedService]
    package let contracts: [ContractCode]

    package init(services: [OrderedService], contracts: [ContractCode]) {
        (self.services, self.contracts) = (services, contracts)
    }

    package var isEmpty: Bool { services.isEmpty && contracts.isEmpty }

    package func covers(_ contract: ContractCode, of service: OrderedService) -> Bool {
        services.contains(service) || contracts.contains(contract)
    }
}
