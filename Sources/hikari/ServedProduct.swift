import Accounts
import HTTP
import Shell

/// A site that the program serves, under host names of its own. All of them share the database and the roster of duties.
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

/// Hands each request to the product whose host it names.
struct ProductsByHost: Responder {
    private let byName: [String: Router]
    private let first: Router

    /// The first product answers for every name that is no other's.
    init(_ first: ServedProduct, _ others: [ServedProduct] = []) {
        self.first = first.router
        var byName: [String: Router] = [:]
        for product in others {
            for name in product.hostNames { byName[name] = product.router }
        }
        self.byName = byName
    }

    func bodyRule(for head: Request) -> BodyRule { router(for: head).bodyRule(for: head) }

    func respondAtOnce(to request: Request) -> Response? { router(for: request).respondAtOnce(to: request) }

    func refusal(_ status: Status, of head: Request) -> Response? { router(for: head).refusal(status, of: head) }

    func respond(to request: Request) async -> Response { await router(for: request).respond(to: request) }

    /// The server has refused hosts that are nobody's.
    private func router(for request: Request) -> Router {
        byName.isEmpty ? first : byName[request.host] ?? first
    }
}
