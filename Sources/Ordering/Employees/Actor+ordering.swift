import HTTP
package import Shell
package import Telephony

extension SiteName {
    package static let ordering = SiteName(rawValue: "ordering")
}

extension Actor {
    /// The operator at the command line, for a company.
    package static func operatorOfOrdering(company: Int?, at now: Moment) -> Actor {
        Actor(site: .ordering, tenant: company, account: nil, client: operatorClient, at: now)
    }

    /// The site by itself.
    package static func automaticOrdering(company: Int, at now: Moment) -> Actor {
        Actor(site: .ordering, tenant: company, account: nil, client: automaticClient, at: now)
    }
}

extension Visit<Employee> {
    /// The signed-in person, as what is written about this request names them.
    package var actor: Actor {
        Actor(
            site: .ordering, tenant: person.company, account: person.account, client: request.peer, at: now)
    }
}
