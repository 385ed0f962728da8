import Accounts
import Contracts
import HTTP
import SQLite
import Shell
import Telephony

/// A service that each number has, and sets, for itself.
struct NumberService: Sendable {
    let service: ContractService
    /// Of its first page.
    let path: String

    /// AUTH-2: whoever sets at least one number that has the service.
    func isOpen(to person: Person) -> Bool { person.has(service.rawValue) }

    /// Of one number's page.
    func path(_ part: String = "", of number: PhoneNumber) -> String {
        "\(path)\(part.isEmpty ? "" : "/")\(part)?\(Self.field)=\(number.digits)"
    }

    /// The name by which forms and addresses tell the number.
    static let field = "number"

    /// The number that a page is about: the one that is named, or the only one there is to set. Nil: the person has yet to choose.
    /// Throws `PageRefusal.notFound` for a number that is not this person's to set, whosoever it is.
    func number(named digits: String?, for person: Person, _ database: Connection) throws -> NumberKey? {
        if let digits {
            guard let number = PhoneNumber(clean: digits), person.setsEveryNumber || number == person.number,
                try ContractsStore.has(service, number, of: person.contractID, database)
            else { throw PageRefusal.notFound }
            return NumberKey(number: number, contract: person.contractID)
        }
        let numbers = try choice(for: person, atMost: 2, database)
        return numbers.count == 1 ? numbers.first.map { NumberKey(number: $0, contract: person.contractID) } : nil
    }

    /// The numbers that the person may set, the contract number first.
    func choice(for person: Person, atMost limit: Int, _ database: Connection) throws -> [PhoneNumber] {
        guard person.setsEveryNumber else { return [person.number] }
        return try ContractsStore.numbers(with: service, of: person.contractID, limit: limit, database)
    }
}

/// A number, and the contract it belongs to.
struct NumberKey: Sendable, Hashable {
    let number: PhoneNumber
    let contract: Int
}
