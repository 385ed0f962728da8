import Exchange

extension Rights {
    /// What lists show of a company's contracts and orders (RIGHT-3).
    package var scope: ContractScope {
        let services = OrderedService.allCases.filter { service in
            grants.contains { grant in
                switch grant.scope {
                case .everything: true
                case .service(let own): own == service
                case .contracts: false
                }
            }
        }
        let contracts = grants.reduce(into: Set<ContractCode>()) { all, grant in
            if case .contracts(let codes) = grant.scope { all.formUnion(codes) }
        }
        return ContractScope(services: services, contracts: contracts.sorted())
    }

    /// 新規
    package var orderable: [OrderedService] { OrderedService.allCases.filter { may(.order($0)) } }
}
