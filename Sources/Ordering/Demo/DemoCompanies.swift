import Exchange
package import SQLite
package import Shell
package import Telephony

/// The companies of the demonstration, marked 見本 wherever they show. Nobody has a password: the links to begin with are mailed.
package enum DemoCompanies {
    struct Person: Sendable {
        let address: String
        let role: Role
        let telephone: String
        var isAdministrator = false
        let grant: Grant
    }

    enum Role: Sendable, CaseIterable {
        case administrator, smartPBX, oneContract, reader
    }

    enum Sample: Sendable, CaseIterable {
        case trading, manufacturing
    }

    static let people = [
        Person(
            address: "kanri@example.jp", role: .administrator, telephone: "0312340001", isAdministrator: true,
            grant: Grant(.everything, .edit)),
        Person(
            address: "pbx@example.jp", role: .smartPBX, telephone: "0312340002",
            grant: Grant(.service(.smartPBX), .edit)),
        Person(
            address: "ichibu@example.jp", role: .oneContract, telephone: "0312340003",
            grant: Grant(.contracts([.first]), .edit)),
        Person(
            address: "sansho@example.jp", role: .reader, telephone: "0312340004", grant: Grant(.everything, .view)),
    ]

    /// Puts the companies that are not there yet into the database, and their mails into the outbox.
    package static func add(
        at now: Moment, _ mails: MailTemplates, random: @escaping @Sendable (Int) -> [UInt8], _ database: Connection
    ) throws {
        for sample in Sample.allCases {
            let name = sample.name(in: mails.language)
            guard try CompanyStore.find(named: name, database) == nil else { continue }
            let company = try CompanyStore.add(
                name, sample.address(in: mails.language), isSpecimen: true, at: now, database)
            guard sample == .trading else { continue }
            for person in people { try add(person, to: company, name, at: now, mails, random: random, database) }
        }
    }

    private static func add(
        _ person: Person, to company: Int, _ companyName: String, at now: Moment, _ mails: MailTemplates,
        random: @escaping @Sendable (Int) -> [UInt8], _ database: Connection
    ) throws {
        guard let address = MailAddress(person.address), let telephone = PhoneNumber(clean: person.telephone) else {
            return
        }
        let id = try AccountStore.add(
            company: company, address, name: person.role.name(in: mails.language), telephone: telephone,
            isAdministrator: person.isAdministrator, at: now, database)
        let group = try UserGroupStore.add(
            company: company, person.role.groupName(in: mails.language), person.grant, database)
        try UserGroupStore.set([id], of: group, database)
        guard let account = try AccountStore.find(id, database) else { return }
        let actor = Actor.operatorOfOrdering(company: company, at: now)
        try AccountMail(account, companyName: companyName, by: actor, mails, random: random)
            .send(.activation, database)
    }
}
