import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// The contracts of one service in a list of pages, and one contract with a list in it that is searched: which part is shown.
struct ContractListPart: Sendable {
    static let perPage = 100

    let words: String
    let total: Int
    let page: Int
    /// Of the list, without a query.
    let path: String

    var skipped: Int { (page - 1) * Self.perPage }

    var isNarrowed: Bool { !words.isEmpty }

    var pager: PagerView? {
        PagerView(total: total, perPage: Self.perPage, page: page) { page in
            "\(path)?" + PercentEncoding.query((words.isEmpty ? [] : [("q", words)]) + [("page", "\(page)")])
        }
    }

    /// - Parameter count: how many there are with those words.
    init(
        _ visit: Visit<Employee>, _ path: String, count: (_ words: String) throws -> Int
    ) rethrows {
        words = PastedText(visit.query["q"] ?? "").text.filter { $0 != "-" }
        total = try count(words)
        page = visit.query.pageNumber(of: total, perPage: Self.perPage)
        self.path = path
    }

    /// The contract that the address names: one of the service that the person has to do with.
    static func contract(
        _ visit: Visit<Employee>, of service: OrderedService, _ database: Connection
    ) throws -> ServiceContract {
        guard let code = visit.request.path.split(separator: "/").last.flatMap({ ContractCode(String($0)) }),
            let contract = try ServiceContractStore.find(code, of: visit.person.company, database),
            contract.service == service, visit.person.mayUse(contract)
        else { throw PageRefusal.notFound }
        return contract
    }

    /// Those of a service in the person's scope, by their N番.
    static func contracts(
        of person: Employee, _ service: OrderedService, atMost count: Int, after skipped: Int = 0,
        _ database: Connection
    ) throws -> [ServiceContract] {
        try ServiceContractStore.some(
            of: person.company, service, in: person.rights.scope, atMost: count, after: skipped, database)
    }

    static func count(of person: Employee, _ service: OrderedService, _ database: Connection) throws -> Int {
        try ServiceContractStore.count(of: person.company, service, in: person.rights.scope, database)
    }
}
