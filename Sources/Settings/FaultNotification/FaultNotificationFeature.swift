import Accounts
import HTTP
import SQLite
import Shell
import Telephony

extension FaultNotification {
    static let serviceName = "faultNotification"

    /// AUTH-3, for contracts that have the service.
    static func isOpen(to person: Person) -> Bool {
        person.actsForContract && person.has(serviceName)
    }

    package static func feature(_ services: Services, monitor: LineMonitorPolicy) -> Feature<Person> {
        Feature(
            routes: routes(services, monitor), vocabulary: vocabulary, forgetOld: LineFaultStore.forgetOld)
    }

    private static func routes(_ services: Services, _ monitor: LineMonitorPolicy) -> [SiteRoute<Person>] {
        let state = FaultNotificationPage(services: services, monitor: monitor)
        let mail = FaultNotificationMailPage(services: services)
        let addresses = FaultNotificationAddressesPage(services: services, monitor: monitor)
        let automatic = FaultNotificationAutomaticPage(services: services)
        let service = FaultNotificationServicePage(services: services, monitor: monitor)
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

    private static func page(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (Visit<Person>) async throws -> Response
    ) -> SiteRoute<Person> {
        .page(method, path, allowed: isOpen, handler)
    }
}
