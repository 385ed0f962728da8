import Encodings
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The Smart PBX contracts of a company, and one of them with its extensions.
struct SmartPBXContractPage: Sendable {
    let services: Services
    let policy: OrderPolicy

    static let path = "/smart-pbx/contracts"
    static let family = path + "/*"

    func list(_ visit: Visit<Employee>) throws -> Response {
        let person = visit.person
        let view = try services.database.read { database in
            let part = try ContractListPart(visit, Self.path) { _ in
                try ContractListPart.count(of: person, .smartPBX, database)
            }
            return SmartPBXContractListView(
                serviceName: policy.name(of: .smartPBX),
                rows: try Self.rows(
                    of: person, atMost: ContractListPart.perPage, after: part.skipped, visit.language, database),
                pager: part.pager, mayOrder: person.rights.mayOrder(.new, nil, of: .smartPBX))
        }
        return try services.page("SmartPBX/contracts", view, for: visit)
    }

    /// Some of those in the person's scope, by their N番.
    static func rows(
        of person: Employee, atMost count: Int, after skipped: Int = 0, _ language: Language, _ database: Connection
    ) throws -> [SmartPBXContractRow] {
        let contracts = try ContractListPart.contracts(
            of: person, .smartPBX, atMost: count, after: skipped, database)
        let built = try SmartPBXStore.contracts(contracts.map(\.code), database)
        return contracts.map { SmartPBXContractRow(contract: $0, content: built[$0.code], language: language) }
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let view = try services.database.read { database in
            let contract = try ContractListPart.contract(visit, of: .smartPBX, database)
            let part = try ContractListPart(visit, "\(Self.path)/\(contract.code)") { words in
                try SmartPBXStore.countOfExtensions(of: contract.code, with: words, database)
            }
            return SmartPBXContractView(
                serviceName: policy.name(of: .smartPBX),
                row: SmartPBXContractRow(
                    contract: contract, content: try SmartPBXStore.contract(contract.code, database),
                    language: visit.language),
                found: try SmartPBXStore.extensions(
                    of: contract.code, with: part.words, atMost: ContractListPart.perPage, after: part.skipped,
                    database),
                part: part,
                mayChange: contract.state == .open
                    && visit.person.rights.may(.change(.init(contract.code, of: .smartPBX))),
                officeLink: try OfficeLinkStore.find(contract.code, database),
                interConnect: try FlexibleInterConnectStore.find(contract.code, database), language: visit.language)
        }
        return try services.page("SmartPBX/contract", view, for: visit)
    }
}

struct SmartPBXContractListView: ViewModel {
    let serviceName: String
    let rows: [SmartPBXContractRow]
    let pager: PagerView?
    let mayOrder: Bool

    static let fields: ViewFields<SmartPBXContractListView> = [
        "serviceName": { .text($0.serviceName) },
        "table": { $0.rows.isEmpty ? .absent : .object($0) },
        "rows": { .list($0.rows) },
        "pager": { .object(ifAny: $0.pager) },
        "isEmpty": { .flag($0.rows.isEmpty) },
        "mayOrder": { .flag($0.mayOrder) },
    ]
}

/// A contract in a list.
struct SmartPBXContractRow: ViewModel {
    let contract: ServiceContract
    /// Nil until it is built.
    let content: SmartPBXContract?
    let language: Language

    static let fields: ViewFields<SmartPBXContractRow> = [
        "code": { .text($0.contract.code.text) },
        "path": { .text("\(SmartPBXContractPage.path)/\($0.contract.code)") },
        "isOrdered": { .flag($0.contract.state == .ordered) },
        "isOver": { .flag($0.contract.state == .ended || $0.contract.state == .void) },
        "openedAt": { view in .text(ifAny: view.contract.openedAt?.dateText(in: view.language)) },
        "content": { view in .object(ifAny: view.content.map { ContractContentView(content: $0) }) },
    ]
}

private struct ContractContentView: ViewModel {
    let content: SmartPBXContract

    static let fields: ViewFields<ContractContentView> = [
        "count": { .text($0.content.extensionCount.inGroups) },
        "channels": { .integer($0.content.channels.all) },
        "basic": { .integer($0.content.channels.basic) },
        "added": { .integer($0.content.channels.added) },
        "siteDigits": { .integer($0.content.plan.siteDigits) },
        "deviceDigits": { .integer($0.content.plan.deviceDigits) },
    ]
}

/// オフィスリンククラウド接続機能 of a contract.
private struct OfficeLinkView: ViewModel {
    let link: OfficeLink
    let language: Language

    static let fields: ViewFields<OfficeLinkView> = [
        "contractor": { .text($0.link.consent.contractor) },
        "day": { .text($0.link.consent.day.text(in: $0.language)) },
        "count": { .text($0.link.numbers.count.inGroups) },
    ]
}

/// Flexible InterConnect接続機能 of a contract.
private struct InterConnectView: ViewModel {
    let feature: FlexibleInterConnect
    let language: Language

    static let fields: ViewFields<InterConnectView> = [
        "name": { .text(FlexibleInterConnect.name(in: $0.language)) },
        "interConnectContractor": { .text($0.feature.interConnectContractor) },
        "universalOneContractor": { .text($0.feature.universalOneContractor) },
        "day": { .text($0.feature.day.text(in: $0.language)) },
    ]
}

struct SmartPBXContractView: ViewModel {
    let serviceName: String
    let row: SmartPBXContractRow
    /// Those of the page.
    let found: [Extension]
    let part: ContractListPart
    let mayChange: Bool
    let officeLink: OfficeLink?
    let interConnect: FlexibleInterConnect?
    let language: Language

    static let fields: ViewFields<SmartPBXContractView> = [
        "serviceName": { .text($0.serviceName) },
        "row": { .object($0.row) },
        "code": { .text($0.row.contract.code.text) },
        "menuPath": { view in
            .text(ifAny: view.mayChange ? SmartPBXOrderMenuPage.path(of: view.row.contract.code) : nil)
        },
        "officeLink": { view in
            .object(ifAny: view.officeLink.map { OfficeLinkView(link: $0, language: view.language) })
        },
        "interConnect": { view in
            .object(ifAny: view.interConnect.map { InterConnectView(feature: $0, language: view.language) })
        },
        "q": { .object(FieldView("q", $0.part.words)) },
        "isNarrowed": { .flag($0.part.isNarrowed) },
        "found": { .text($0.part.total.inGroups) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "extensions": { view in
            .list(view.found.map { ExtensionView(line: $0, language: view.language) })
        },
        "pager": { .object(ifAny: $0.part.pager) },
    ]
}
