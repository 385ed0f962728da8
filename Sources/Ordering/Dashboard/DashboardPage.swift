import HTTP
import Mustache
package import Shell
import Telephony

/// The first page of who has signed in: what the company has, what is under way, what is to be known.
package enum Dashboard {
    package static func feature(_ services: Services) -> Feature<Employee> {
        Feature(routes: [.page(.get, EmployeeSteps.signedIn.home, DashboardPage(services: services).show)])
    }
}

struct DashboardPage: Sendable {
    let services: Services

    func show(_ visit: Visit<Employee>) throws -> Response {
        let view = DashboardView(person: visit.person)
        return try services.page("Dashboard/dashboard", view, for: visit)
    }
}

private struct DashboardView: ViewModel {
    let person: Employee

    static let fields: ViewFields<DashboardView> = [
        "company": { .text($0.person.companyName) },
        "name": { .text($0.person.name) },
        "mailAddress": { .text($0.person.mailAddress.text) },
        "isAdministrator": { .flag($0.person.isAdministrator) },
        "hasRights": { .flag(!$0.person.rights.grants.isEmpty) },
        "maySmartPBX": { .flag($0.person.rights.knows(.smartPBX)) },
    ]
}
