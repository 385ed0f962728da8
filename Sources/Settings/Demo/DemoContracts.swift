import Contracts
package import SQLite
package import Telephony

/// The contracts of the demonstration, marked 見本 wherever they show. No passwords are set: one dials them (IVR).
package enum DemoContracts {
    struct Sample: Sendable {
        /// Without its leading 0; the others follow one by one, and the last is the monitor number.
        let firstNumber: Int
        let count: Int
        let kind: ContractKind
        let customer: Customer
        let channels: Int
        let services: Set<ContractService>

        var numbers: [PhoneNumber] { (0..<count).compactMap { PhoneNumber(clean: "0\(firstNumber + $0)") } }
    }

    enum Customer: Sendable {
        case person, company, group
    }

    static let all = [
        Sample(
            firstNumber: 312_340_001, count: 5, kind: .hikari, customer: .person, channels: 2,
            services: Set(ContractService.allCases)),
        Sample(
            firstNumber: 312_341_000, count: 40, kind: .officeA, customer: .company, channels: 8,
            services: [.bulkForwarding, .faultNotification]),
        Sample(
            firstNumber: 422_100_000, count: 7000, kind: .officeA, customer: .group, channels: 300,
            services: [.bulkForwarding, .faultNotification]),
    ]

    /// Puts the contracts that are not there yet into the database.
    package static func add(at now: Moment, in language: Language, _ database: Connection) throws {
        for sample in all {
            guard let number = sample.numbers.first, try ContractsStore.find(number, database) == nil else { continue }
            let draft = try ContractDraft(
                number: number, kind: sample.kind, name: sample.customer.name(in: language), channels: sample.channels,
                services: sample.services, additionalNumbers: Array(sample.numbers.dropFirst()),
                monitorNumber: sample.numbers.last, isSpecimen: true)
            _ = try ContractsStore.add(draft, at: now, database)
        }
    }
}
