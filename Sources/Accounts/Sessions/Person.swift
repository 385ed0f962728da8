package import Shell
package import Telephony

/// Who is signed in: a telephone number, and what its contract is.
package final class Person: Sendable {
    package let number: PhoneNumber
    package let contractID: Int
    package let contractNumber: PhoneNumber
    package let contractName: String
    package let unit: AuthenticationUnit
    package let isSpecimen: Bool
    /// Rises with every change of what the contract's pages show.
    package let revision: Int
    /// The names of the services that the contract, this number, or a number that is set by this one, has.
    package let services: [String]

    package init(
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
    package var actsForContract: Bool { number == contractNumber }

    /// 管理者／ユーザ単位, the administrator.
    package var isAdministrator: Bool { actsForContract && unit.hasAdministrator }

    /// AUTH-2: 回線単位 and the administrator set what each number has; everybody else their own number's only.
    package var setsEveryNumber: Bool { Person.setsEveryNumber(number, of: contractNumber, unit) }

    static func setsEveryNumber(
        _ number: PhoneNumber, of contractNumber: PhoneNumber, _ unit: AuthenticationUnit
    ) -> Bool {
        number == contractNumber && unit != .number
    }

    package func has(_ service: String) -> Bool { services.contains(service) }
}

extension Person: Visitor {
    package var account: String { number.digits }

    package var tenant: Int { contractID }

    package var label: VisitorLabel {
        VisitorLabel(account: number.display, tenantName: contractName, isSpecimen: isSpecimen)
    }
}
