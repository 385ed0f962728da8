extension Employee {
    /// Whether a contract is in the person's scope.
    func mayUse(_ contract: ServiceContract) -> Bool {
        rights.may(.use(.init(contract.code, of: contract.service)))
    }
}
