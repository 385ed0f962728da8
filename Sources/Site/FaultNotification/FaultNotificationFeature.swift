import HTTP
public import SQLite

extension FaultNotification: Feature {
    static let serviceName = "faultNotification"

    /// AUTH-3, for contracts that have the service.
    static func isOpen(to person: Person) -> Bool {
        person.actsForContract && person.has(serviceName)
    }

    public static func routes(_ services: Services) -> [SiteRoute] {
        let state = FaultNotificationPage(services: services)
        let mail = FaultNotificationMailPage(services: services)
        let addresses = FaultNotificationAddressesPage(services: services)
        let automatic = FaultNotificationAutomaticPage(services: services)
        let service = FaultNotificationServicePage(services: services)
        return [
            page(.get, "/fault-notification", state.show),
            page(.get, "/fault-notification/mail", mail.show),
            page(.post, "/fault-notification/mail", mail.save),
            page(.get, "/fault-notification/addresses", addresses.show),
            page(.post, "/fault-notification/addresses", addresses.save),
            page(.get, "/fault-notification/automatic", automatic.show),
            page(.post, "/fault-notification/automatic", automatic.save),
            page(.get, "/fault-notification/service", service.show),
            page(.post, "/fault-notification/service", service.save),
        ]
    }

    public static func forgetOld(at now: Moment, _ database: Connection) throws {
        try LineFaultStore.forgetOld(at: now, database)
    }

    private static func page(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (Visit) async throws -> Response
    ) -> SiteRoute {
        .page(method, path, allowed: isOpen, handler)
    }
}
