import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension ServiceSelection {
    /// - Parameter signInSettings: in the order of the page.
    static func feature(
        _ services: Services, parts: [Part], signInSettings: [SignInSetting]
    ) -> Feature<Person> {
        let page = ServiceSelectionPage(services: services, parts: parts, signInSettings: signInSettings)
        return Feature(routes: [.page(.get, "/services", page.show)])
    }
}

/// The top page after sign-in.
struct ServiceSelectionPage: Sendable {
    let services: Services
    let parts: [ServiceSelection.Part]
    let signInSettings: [ServiceSelection.SignInSetting]

    func show(_ visit: Visit<Person>) throws -> Response {
        var groups: Set<ServiceSelection.Group> = []
        let parts: [(key: TemplateKey, value: TemplateValue)] = try services.database.read { database in
            try self.parts.map { part in
                guard let view = try part.view(visit, database) else { return (part.key, .absent) }
                if let group = part.group { groups.insert(group) }
                return (part.key, .object(view))
            }
        }
        let view = ServiceSelectionView(
            contract: ContractView(person: visit.person, language: visit.language), parts: TemplateFields(keyed: parts),
            groups: groups,
            signInSettings: signInSettings.filter { $0.isOpen(visit.person) }.map {
                SignInSettingView(setting: $0, language: visit.language)
            })
        return try services.page("ServiceSelection/services", view, for: visit)
    }
}

private struct ServiceSelectionView: ViewModel {
    let contract: ContractView
    let parts: TemplateFields
    let groups: Set<ServiceSelection.Group>
    let signInSettings: [SignInSettingView]

    static let fields: ViewFields<ServiceSelectionView> = [
        "contract": { .object($0.contract) },
        "parts": { .object($0.parts) },
        "hasCalls": { .flag($0.groups.contains(.calls)) },
        "hasMails": { .flag($0.groups.contains(.mails)) },
        "signInSettings": { .list($0.signInSettings) },
    ]
}

private struct SignInSettingView: ViewModel {
    let setting: ServiceSelection.SignInSetting
    let language: Language

    static let fields: ViewFields<SignInSettingView> = [
        "name": { .text($0.setting.subject.name(in: $0.language)) },
        "path": { .text($0.setting.path) },
    ]
}

private struct ContractView: ViewModel {
    let person: Person
    let language: Language

    static let fields: ViewFields<ContractView> = [
        "number": { .text($0.person.contractNumber.display) },
        "name": { .text($0.person.contractName) },
        "unit": { .text($0.person.unit.name(in: $0.language)) },
    ]
}
