import Encodings
package import SQLite
import Shell
package import Telephony

/// What the operator says of a new company.
package struct CompanyDraft: Sendable {
    package let name: String
    let address: Company.Address

    package enum Fault: Error, Sendable { case name, postalCode, address }

    package init(name: String, postalCode: String, address: String, building: String) throws(Fault) {
        let plain = PlainName(name)
        guard !plain.text.isEmpty, plain.count <= Company.longestName, !plain.hasControlCharacters else {
            throw .name
        }
        let digits = postalCode.filter { $0 != "-" }
        guard digits.isEmpty || digits.utf8.count == 7 && digits.utf8.allSatisfy(ASCII.isDigit) else {
            throw .postalCode
        }
        let (street, house) = (PlainName(address), PlainName(building))
        guard !street.hasControlCharacters, !house.hasControlCharacters else { throw .address }
        self.name = plain.text
        self.address = Company.Address(postalCode: digits, text: street.text, building: house.text)
    }
}

package enum CompanyOperator {
    package struct NameTaken: Error {}

    /// - Throws: `NameTaken`: commands call companies by their names.
    package static func add(_ draft: CompanyDraft, at now: Moment, _ database: Connection) throws {
        guard try CompanyStore.find(named: draft.name, database) == nil else { throw NameTaken() }
        let id = try CompanyStore.add(draft.name, draft.address, at: now, database)
        try Actor.operatorOfOrdering(company: id, at: now).audit("company.added", subject: draft.name, database)
    }
}
