package import Shell
package import Telephony

/// Who is signed in at the ordering site: a person of a company, and what they may do.
package final class Employee: Visitor {
    /// Of the account.
    package let id: Int
    package let company: Int
    package let companyName: String
    package let mailAddress: MailAddress
    package let name: String
    package let telephone: PhoneNumber
    /// ポータル管理者: manages accounts and groups; that gives no contract (ACCT-5).
    package let isAdministrator: Bool
    package let rights: Rights
    package let isSpecimen: Bool
    /// Rises with every change of what the company's pages show.
    package let revision: Int
    package let idleTime: Duration?
    private let networks: SourceNetworks

    init(
        id: Int, company: Int, companyName: String, mailAddress: MailAddress, name: String, telephone: PhoneNumber,
        isAdministrator: Bool, rights: Rights, isSpecimen: Bool, revision: Int, idleTime: Duration?,
        networks: SourceNetworks
    ) {
        self.id = id
        self.company = company
        self.companyName = companyName
        self.mailAddress = mailAddress
        self.name = name
        self.telephone = telephone
        self.isAdministrator = isAdministrator
        self.rights = rights
        self.isSpecimen = isSpecimen
        self.revision = revision
        self.idleTime = idleTime
        self.networks = networks
    }

    package var account: String { mailAddress.signInName }

    package var tenant: Int { company }

    package var label: VisitorLabel {
        VisitorLabel(account: name, tenantName: companyName, isSpecimen: isSpecimen)
    }

    package func isAdmitted(from address: String) -> Bool { networks.admit(address) }
}

extension MailAddress {
    /// What its owner signs in with: a mailbox is one, in whatever case it is written.
    package var signInName: String { text.lowercased() }
}
