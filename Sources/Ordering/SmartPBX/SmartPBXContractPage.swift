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
    static let perPage = 100

    func list(_ visit: Visit<Employee>) throws -> Response {
        let person = visit.person
        let view = try services.database.read { database in
            let total = try Self.count(of: person, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return SmartPBXContractListView(
                serviceName: policy.name(of: .smartPBX),
                rows: try Self.rows(
                    of: person, atMost: Self.perPage, after: (page - 1) * Self.perPage, visit.language, database),
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(Self.path)?page=\($0)" },
                mayOrder: person.rights.mayOrder(.new, nil, of: .smartPBX))
        }
        return try services.page("SmartPBX/contracts", view, for: visit)
    }

    /// Some of those in the person's scope, by their N番.
    static func rows(
        of person: Employee, atMost count: Int, after skipped: Int = 0, _ language: Language, _ database: Connection
    ) throws -> [SmartPBXContractRow] {
        let contracts = try ServiceContractStore.some(
            of: person.company, .smartPBX, in: person.rights.scope, atMost: count, after: skipped, database)
        let built = try SmartPBXStore.contracts(contracts.map(\.code), database)
        return contracts.map { SmartPBXContractRow(contract: $0, content: built[$0.code], language: language) }
    }

    static func count(of person: Employee, _ database: Connection) throws -> Int {
        try ServiceContractStore.count(of: person.company, .smartPBX, in: person.rights.scope, database)
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let name = visit.request.path.split(separator: "/").last.map(String.init) ?? ""
        guard let code = ContractCode(name) else { throw PageRefusal.notFound }
        let words = PastedText(visit.query["q"] ?? "").text
        let view = try services.database.read { database -> SmartPBXContractView? in
            guard let contract = try ServiceContractStore.find(code, of: visit.person.company, database),
                contract.service == .smartPBX, visit.person.mayUse(contract)
            else { return nil }
            let total = try SmartPBXStore.countOfExtensions(of: code, with: words, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return SmartPBXContractView(
                serviceName: policy.name(of: .smartPBX),
                row: SmartPBXContractRow(
                    contract: contract, content: try SmartPBXStore.contract(code, database), language: visit.language),
                found: try SmartPBXStore.extensions(
                    of: code, with: words, atMost: Self.perPage, after: (page - 1) * Self.perPage, database),
                total: total, words: words, page: page,
                mayChange: contract.state == .open && visit.person.rights.may(.change(.init(code, of: .smartPBX))),
                language: visit.language)
        }
        guard let view else { throw PageRefusal.notFound }
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

struct SmartPBXContractView: ViewModel {
    let serviceName: String
    let row: SmartPBXContractRow
    /// Those of the page.
    let found: [Extension]
    let total: Int
    let words: String
    let page: Int
    let mayChange: Bool
    let language: Language

    static let fields: ViewFields<SmartPBXContractView> = [
        "serviceName": { .text($0.serviceName) },
        "row": { .object($0.row) },
        "code": { .text($0.row.contract.code.text) },
        "menuPath": { view in
            .text(ifAny: view.mayChange ? SmartPBXOrderMenuPage.path(of: view.row.contract.code) : nil)
        },
        "q": { .object(FieldView("q", $0.words)) },
        "isNarrowed": { .flag(!$0.words.isEmpty) },
        "found": { .text($0.total.inGroups) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "extensions": { view in
            .list(view.found.map { ExtensionView(line: $0, language: view.language) })
        },
        "pager": { view in
            .object(
                ifAny: PagerView(total: view.total, perPage: SmartPBXContractPage.perPage, page: view.page) {
                    page in
                    "\(SmartPBXContractPage.path)/\(view.row.contract.code)?"
                        + PercentEncoding.query([("q", view.words), ("page", "\(page)")])
                })
        },
    ]
}
