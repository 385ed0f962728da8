import Exchange

extension Rights {
    /// What lists show of a company's contracts and orders (RIGHT-3).
    package var scope: ContractScope { scope(of: grants) }

    /// Of whose contracts the person orders changes, and of whose services new ones (RIGHT-1).
    package var editScope: ContractScope { scope(of: grants.filter { $0.level == .edit }) }

    private func scope(of grants: [Grant]) -> ContractScope {
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
