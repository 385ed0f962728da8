import Exchange

extension ContractCode {
    /// CONTRACT, as a command is given it.
    init(argument text: String) throws(WrongUsage) {
        guard let code = ContractCode(text) else { throw WrongUsage("CONTRACT is N and nine digits") }
        self = code
    }
}
