package import HTTP
import Telephony
import SQLite

/// A site as a value: what it consists of, who comes, and how they sign in.
package struct Product<Person: Visitor>: Sendable {
    /// In the order of the menu.
    package let features: [Feature<Person>]
    /// The steps of the sign-in in their order; the last one is the end.
    package let steps: [SignInStep]
    package let sessions: Sessions<Person>
    /// By which the operator knows the duty that deletes what has served its time: each site has one.
    private let housekeepingName: StaticString

    package init(
        features: [Feature<Person>], steps: [SignInStep], sessions: Sessions<Person>,
        housekeeping: StaticString = "housekeeping"
    ) {
        housekeepingName = housekeeping
        self.features = features
        self.steps = steps
        self.sessions = sessions
    }

    package var routes: [SiteRoute<Person>] { features.flatMap(\.routes) }

    package var doors: [ProgramDoor] { features.compactMap(\.door) }

    /// What the site does by itself.
    package var duties: [Duty] { [housekeeping] + features.flatMap(\.duties) }

    /// Deletes what has served its time; from time to time, in one transaction.
    private var housekeeping: Duty {
        Duty(housekeepingName, every: .minutes(10), isUrgent: true) { services in
            let now = services.now()
            try await services.database.write { database in
                for feature in features { try feature.forgetOld?(now, database) }
            }
        }
    }

    /// Everything the site answers to; `extra` are routes of a surrounding such as the demonstration.
    package func router(_ services: Services, files: StaticFiles, extra: [SiteRoute<Person>] = []) -> Router {
        let errors = ErrorPage(services: services)
        let routes = routes + extra
        let gate = Gate(
            services: services, sessions: sessions, banners: features.compactMap(\.banner),
            routes: routes)
        let doors = doors
        return Router(
            routes: doors.flatMap(\.routes) + routes.map { Self.route($0, behind: gate) }
                + [Route(.get, AnsweredPages.path, handler: { request in try gate.answered(request) })],
            staticFiles: files,
            errorPage: { status, request in
                for door in doors { if let refusal = door.refusal(status, request) { return refusal } }
                return gate.refusal(request) { errors.page(status, reference: request.id, in: $0) }
            },
            failed: { error, request in gate.refusal(request) { errors.page(for: error, request, in: $0) } })
    }

    private static func route(_ route: SiteRoute<Person>, behind gate: Gate<Person>) -> Route {
        var atOnce: (@Sendable (Request) -> Response?)?
        if route.isKept { atOnce = { request in gate.kept(request, at: route) } }
        return Route(
            route.method, route.path, bodyLimit: route.bodyLimit,
            awaitsBody: { head in gate.expects(head, at: route) }, atOnce: atOnce,
            handler: { request in try await gate.admit(request, to: route) })
    }
}

extension Services {
    /// The page for what the server refuses by itself, with the reference number to name on it.
    package func refusalPage() -> @Sendable (Status, String) -> Response {
        let errors = ErrorPage(services: self)
        return { status, reference in errors.page(status, reference: reference) }
    }
}
