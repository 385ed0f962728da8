import HTTP
import Mustache
import SQLite

/// サービス選択, the top page after sign-in: what is in force now, and what can be set. One line a service.
public enum ServiceSelection: Feature {
    public static func routes(_ services: Services) -> [SiteRoute] {
        let page = ServiceSelectionPage(services: services)
        return [.page(.get, "/services", page.show)]
    }
}

struct ServiceSelectionPage: Sendable {
    let services: Services

    func show(_ visit: Visit) throws -> Response {
        let person = visit.person
        let view = try services.database.read { database in
            ServiceSelectionView(
                person: person,
                passwordEnd: try PasswordStore.find(person.number, database).state.regular.flatMap {
                    services.policy.passwordAge.warning(setAt: $0.setAt, at: visit.now)
                },
                now: visit.now,
                bulkForwarding: try BulkForwarding.overview(for: person, database))
        }
        return try services.page("ServiceSelection/services", view, for: visit)
    }
}

private struct ServiceSelectionView: ViewModel {
    let person: Person
    /// AUTH-8: when the password must be replaced, if that is near.
    let passwordEnd: Moment?
    let now: Moment
    let bulkForwarding: (any ViewModel)?

    static let fields: ViewFields<ServiceSelectionView> = [
        "contract": { .object(ContractView(person: $0.person)) },
        "passwordWarning": { view in
            .object(ifAny: view.passwordEnd.map { PasswordWarningView(end: $0, now: view.now) })
        },
        "changesUnit": { .flag(AuthenticationUnits.isOpen(to: $0.person)) },
        "setsPasswords": { .flag(PasswordOfNumber.isOpen(to: $0.person)) },
        "bulkForwarding": { $0.bulkForwarding.map { .object($0) } ?? .absent },
    ]
}

private struct ContractView: ViewModel {
    let person: Person

    static let fields: ViewFields<ContractView> = [
        "number": { .text($0.person.contractNumber.display) },
        "name": { .text($0.person.contractName) },
        "unit": { .text($0.person.unit.name) },
    ]
}

private struct PasswordWarningView: ViewModel {
    let end: Moment
    let now: Moment

    static let fields: ViewFields<PasswordWarningView> = [
        "days": { .integer(PasswordAge.daysLeft(until: $0.end, at: $0.now)) },
        "until": { .text($0.end.dateAndTimeText) },
        "untilISO": { .text($0.end.machineText) },
    ]
}
