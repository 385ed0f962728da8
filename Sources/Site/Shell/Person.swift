/// Who is signed in: a telephone number, and what its contract is.
public struct Person: Sendable, Equatable {
    public let number: PhoneNumber
    public let contractID: Int
    public let contractNumber: PhoneNumber
    public let contractName: String
    public let unit: AuthenticationUnit
    public let isSpecimen: Bool
    /// Rises with every change of what the contract's pages show.
    public let revision: Int
    /// The names of the services that the contract, or this number, has.
    public let services: [String]

    public init(
        number: PhoneNumber, contractID: Int, contractNumber: PhoneNumber, contractName: String = "",
        unit: AuthenticationUnit, isSpecimen: Bool = false, revision: Int = 0, services: [String] = []
    ) {
        self.number = number
        self.contractID = contractID
        self.contractNumber = contractNumber
        self.contractName = contractName
        self.unit = unit
        self.isSpecimen = isSpecimen
        self.revision = revision
        self.services = services
    }

    /// AUTH-3: the line itself (回線単位), or the contract number in the other two units, acts for the whole contract.
    public var actsForContract: Bool { number == contractNumber }

    public func has(_ service: String) -> Bool { services.contains(service) }
}
