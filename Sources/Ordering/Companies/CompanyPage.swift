import HTTP
import Mustache
package import SQLite
package import Shell
import Telephony

/// 企業の設定: how long sign-ins last without use, and from where they come (ACCT-4).
package enum Companies {
    /// - Parameter check: asks in the transaction whether the person still manages the company.
    package static func feature(
        _ services: Services, check: @escaping @Sendable (Employee, Connection) throws -> Void
    ) -> Feature<Employee> {
        let page = CompanyPage(services: services, check: check)
        return Feature(
            routes: [
                .page(.get, CompanyPage.path, allowed: \.isAdministrator, page.show),
                .page(.post, CompanyPage.path, allowed: \.isAdministrator, page.save),
            ], vocabulary: vocabulary)
    }
}

struct CompanyPage: Sendable {
    let services: Services
    let check: @Sendable (Employee, Connection) throws -> Void

    static let path = "/company"

    func show(_ visit: Visit<Employee>) throws -> Response {
        let company = try company(visit)
        return try page(visit, company, CompanyForm(company.settings))
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let company = try company(visit)
        let form = CompanyForm(visit.form)
        switch form.read(from: visit.request.peer) {
        case .failure(let problems): return try page(visit, company, form, problems.all)
        case .success(let settings):
            let isSaved =
                visit.form["version"] == "\(company.version)" ? try await change(company, to: settings, visit) : false
            guard isSaved else { return try conflict(settings, visit) }
            return services.done(.companyChanged(settings, in: visit.language), at: Self.path)
        }
    }

    /// False when others have changed it meanwhile.
    private func change(
        _ company: Company, to settings: Company.Settings, _ visit: Visit<Employee>
    ) async throws -> Bool {
        let (person, actor) = (visit.person, visit.actor)
        return try await services.database.write { [check] database in
            try check(person, database)
            guard let stored = try CompanyStore.find(company.id, database), stored.version == company.version else {
                return false
            }
            try CompanyStore.set(settings, of: company.id, database)
            try actor.audit(
                "company.changed", before: stored.settings.line, after: settings.line, database)
            return true
        }
    }

    private func company(_ visit: Visit<Employee>) throws -> Company {
        guard let company = try services.database.read({ try CompanyStore.find(visit.person.company, $0) }) else {
            throw PageRefusal.notFound
        }
        return company
    }

    private func conflict(_ typed: Company.Settings, _ visit: Visit<Employee>) throws -> Response {
        let stored = try company(visit).settings
        return try services.conflictPage(
            Conflict(
                rows: stored.conflictRows(with: typed, in: visit.language), answer: .anew(path: Self.path),
                back: (Self.path, Company.title(in: visit.language))), for: visit)
    }

    private func page(
        _ visit: Visit<Employee>, _ company: Company, _ form: CompanyForm, _ wrong: [CompanyProblem] = []
    ) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = CompanyView(
            company: company, form: form, client: visit.request.peer,
            usualMinutes: services.sessions.idleTime.inMinutes, problems: problems)
        return try services.page("Companies/company", view, for: visit, problems: problems)
    }
}

extension Company.Settings {
    /// As the trail has it.
    fileprivate var line: String {
        "\(idleMinutes.map { "\($0)" } ?? "-") \(networks.all.map(\.text).joined(separator: ","))"
    }
}

private struct CompanyView: ViewModel {
    let company: Company
    let form: CompanyForm
    let client: String
    let usualMinutes: Int
    let problems: [Problem]

    static let fields: ViewFields<CompanyView> = [
        "name": { .text($0.company.name) },
        "postalCode": { .text(Company.Address.display(postalCode: $0.company.address.postalCode)) },
        "address": { .text($0.company.address.text) },
        "building": { .text($0.company.address.building) },
        "version": { .integer($0.company.version) },
        "client": { .text($0.client) },
        "usualMinutes": { .integer($0.usualMinutes) },
        "idle": { .object(FieldView("idle", $0.form.idle, $0.problems)) },
        "networks": { .object(FieldView("networks", $0.form.networks, $0.problems)) },
    ]
}
