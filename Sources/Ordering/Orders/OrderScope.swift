import Exchange

/// Whose orders a person may look at (RIGHT-3): those of services, and those of single contracts.
struct OrderScope: Sendable, Equatable {
    let services: [OrderedService]
    let contracts: [ContractCode]

    init(_ rights: Rights) {
        services = OrderedService.allCases.filter { service in
            rights.grants.contains { grant in
                switch grant.scope {
                case .everything: true
                case .service(let own): own == service
                case .contracts: false
                }
            }
        }
        contracts = rights.grants.flatMap { grant -> [ContractCode] in
            if case .contracts(let codes) = grant.scope { codes.sorted() } else { [] }
        }
    }

    func covers(_ order: Order) -> Bool {
        services.contains(order.service) || contracts.contains(order.contract)
    }
}
