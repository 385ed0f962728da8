import Exchange
package import HTTP
import Mustache
package import SQLite
package import Shell
import Telephony

/// How a page of the settings comes about, and how a save does.
extension ExtensionDesk {
    package typealias Handler = @Sendable (Visit<Employee>) async throws -> Response

    /// A page of a contract's settings: for who may look at contracts of the service (RIGHT-4), and with an answer for what keeps a save
    /// from being done.
    package func page(
        _ method: Method, _ path: String, bodyLimit: Int = Route.usualBodyLimit, _ handler: @escaping Handler
    ) -> SiteRoute<Employee> {
        .page(method, path, bodyLimit: bodyLimit, allowed: Self.isOpen(to:), answering(handler))
    }

    package static func isOpen(to person: Employee) -> Bool { person.rights.knows(.smartPBX) }

    package func open(_ visit: Visit<Employee>) throws -> Opened {
        try services.database.read { try open(visit, $0) }
    }

    /// What is saved of the contract, in one transaction that begins with asking whether it may be.
    /// - Throws: a `Refusal`, which `page` answers.
    package func save<Value: Sendable>(
        _ opened: Opened, for visit: Visit<Employee>, seesSecrets: Bool = false,
        _ change: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        let (code, person) = (opened.code, visit.person)
        return try await services.database.write { [self] database in
            try check(code, for: person, seesSecrets: seesSecrets, database)
            return try change(database)
        }
    }

    package func frame(
        _ page: SettingsPath, _ opened: Opened, _ visit: Visit<Employee>
    ) -> ExtensionSettingsFrame {
        ExtensionSettingsFrame(page: page, opened: opened, language: visit.language)
    }

    package func answering(_ handler: @escaping Handler) -> Handler {
        { visit in
            do { return try await handler(visit) } catch let refusal as Refusal {
                return try answer(refusal, visit)
            }
        }
    }

    private func answer(_ refusal: Refusal, _ visit: Visit<Employee>) throws -> Response {
        switch refusal {
        case .noRight: throw PageRefusal.notAllowed
        case .gone: throw PageRefusal.notFound
        case .notSetUp(let code): return .redirect(to: SettingsPath.start.of(code))
        case .locked(let order):
            let view = LockedView(order: order, back: Self.page(above: visit.request.path), language: visit.language)
            return try services.page("ExtensionSettings/locked", view, for: visit, status: .conflict)
        }
    }

    /// The page of the settings that the address of a form lies below.
    private static func page(above path: String) -> String {
        let parts = path.split(separator: "/")
        guard parts.count > 2, let code = ContractCode(String(parts[1])),
            let page = SettingsPath(rawValue: String(parts[2]))
        else { return SettingsPath.all }
        return page.of(code)
    }
}

/// A save was not done: an order has begun meanwhile (PBX-12).
private struct LockedView: ViewModel {
    let order: OrderNumber
    let back: String
    let language: Language

    static let fields: ViewFields<LockedView> = [
        "sentence": { .text(ExtensionDesk.Refusal.locked($0.order).sentence(in: $0.language)) },
        "order": { .text($0.order.text) },
        "back": { .text($0.back) },
    ]
}
