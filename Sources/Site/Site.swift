public import HTTP
import SQLite

/// The product: its features in menu order.
public enum Site {
    public static let features: [any Feature.Type] = [
        SignIn.self,
        Passwords.self,
        OneTimePasswords.self,
        AuthenticationUnits.self,
        PasswordJobs.self,
        ServiceSelection.self,
        BulkForwarding.self,
        FaultNotification.self,
        Devices.self,
        History.self,
        Outbox.self,
    ]

    /// Whatever writes into the audit trail, with the words for it.
    static let vocabularies: [any EventVocabulary.Type] = features + [Contracts.self, TelephoneMenu.self]

    /// What many passwords are hashed for.
    static let passwordJobKinds: [PasswordJobKind] = [
        PasswordImport.jobKind, AuthenticationUnitJob.kind, OneTimePasswordBulk.jobKind,
    ]

    /// Deletes what has served its time; from time to time, in one transaction.
    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try SessionStore.forgetOld(at: now, database)
        for feature in features { try feature.forgetOld(at: now, database) }
    }

    /// What the site does by itself.
    public static let duties: [Duty] = [housekeeping] + features.flatMap { $0.duties }

    private static let housekeeping = Duty("housekeeping", every: .minutes(10)) { services in
        let now = services.now()
        try await services.database.write { database in try forgetOld(at: now, database) }
    }

    /// Everything the site answers to; `extra` are routes of a surrounding such as the demo.
    public static func router(_ services: Services, files: StaticFiles, extra: [SiteRoute] = []) -> Router {
        let errors = ErrorPage(services: services)
        let routes = features.flatMap { $0.routes(services) } + extra
        let gate = Gate(services: services, pages: Set(routes.filter { $0.method == .get }.map(\.path)))
        return Router(
            routes: routes.map { route in
                Route(
                    route.method, route.path, bodyLimit: route.bodyLimit,
                    awaitsBody: { head in gate.expects(head, at: route) },
                    handler: { request in try await gate.admit(request, to: route) })
            },
            staticFiles: files,
            errorPage: errors.page(_:_:),
            failed: errors.page(for:_:))
    }

    /// The page for what the server refuses by itself, with the reference number to name on it.
    public static func refusalPage(_ services: Services) -> @Sendable (Status, String) -> Response {
        let errors = ErrorPage(services: services)
        return { status, reference in errors.page(status, reference: reference) }
    }
}
