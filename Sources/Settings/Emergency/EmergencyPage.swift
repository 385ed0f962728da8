import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension Emergency {
    static func feature(
        _ services: Services, _ forwarding: BulkForwarding.Overview, monitor: LineMonitorPolicy
    ) -> Feature<Person> {
        let page = EmergencyPage(services: services, forwarding: forwarding, monitor: monitor)
        return Feature(
            routes: [
                .page(.get, path, allowed: BulkForwarding.isOpen, page.show),
                .page(.post, path, allowed: BulkForwarding.isOpen, page.turn).urgent,
            ], banner: banner)
    }
}

/// 緊急の操作 (FWD-11): line, forwarding, the button and what callers hear, within the first screen of a telephone.
struct EmergencyPage: Sendable {
    let services: Services
    let forwarding: BulkForwarding.Overview
    let monitor: LineMonitorPolicy

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func turn(_ visit: Visit<Person>) async throws -> Response {
        try await BulkForwardingServicePage(services: services).turn(visit, at: Emergency.path) { problem in
            try page(visit, problem)
        }
    }

    private func page(_ visit: Visit<Person>, _ problem: BulkForwardingProblem? = nil) throws -> Response {
        let view = try services.database.read { try self.view(visit, $0) }
        return try services.page(
            "Emergency/now", view, for: visit, problems: problem.map { [$0.problem(in: visit.language)] } ?? [])
    }

    private func view(_ visit: Visit<Person>, _ database: Connection) throws -> EmergencyView {
        EmergencyView(status: try EmergencyStatus.read(for: visit, forwarding, monitor, database))
    }
}

private struct EmergencyView: ViewModel {
    let status: EmergencyStatus?

    static let fields: ViewFields<EmergencyView> = ["status": { .object(ifAny: $0.status) }]
}
