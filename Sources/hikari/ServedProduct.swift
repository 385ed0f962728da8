import Accounts
import HTTP
import Shell

/// A site that the program serves, on a listener and under host names of its own. All of them share the database and the
/// roster of duties.
struct ServedProduct: Sendable {
    /// In lower case.
    let hostNames: Set<String>
    let router: Router
    let duties: [Duty]
    /// What its duties work with.
    let services: Services

    init<Person: Visitor>(
        _ product: Product<Person>, hostNames: Set<String>, _ services: Services, files: StaticFiles,
        extra: [SiteRoute<Person>] = [], duties: [Duty] = []
    ) {
        self.hostNames = hostNames
        self.services = services
        router = product.router(services, files: files, extra: extra)
        self.duties = product.duties + duties
    }
}
