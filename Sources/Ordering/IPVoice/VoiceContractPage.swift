import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ご契約・運用状況: the voice contracts of a company, and one of them with its numbers (VOICE-4).
struct VoiceContractPage: Sendable {
    let services: Services
    let policy: OrderPolicy

    static let path = "/ip-voice/contracts"
    static let family = path + "/*"
    static let perPage = 100

    func list(_ visit: Visit<Employee>) throws -> Response {
        let person = visit.person
        let view = try services.database.read { database in
            let total = try Self.count(of: person, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return VoiceContractListView(
                serviceName: policy.name(of: .ipVoice),
                rows: try Self.rows(
                    of: person, atMost: Self.perPage, after: (page - 1) * Self.perPage, visit.language, database),
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(Self.path)?page=\($0)" })
        }
        return try services.page("IPVoice/contracts", view, for: visit)
    }

    /// Some of those in the person's scope, by their N番.
    static func rows(
        of person: Employee, atMost count: Int, after skipped: Int = 0, _ language: Language, _ database: Connection
    ) throws -> [VoiceContractRow] {
        let contracts = try ServiceContractStore.some(
            of: person.company, .ipVoice, in: person.rights.scope, atMost: count, after: skipped, database)
        let voice = try VoiceContractStore.contracts(contracts.map(\.code), database)
        return try contracts.compactMap { contract in
            try voice[contract.code].map { found in
                VoiceContractRow(
                    voice: found, openedAt: contract.openedAt,
                    count: try VoiceNumberStore.count(of: contract.code, database), language: language)
            }
        }
    }

    static func count(of person: Employee, _ database: Connection) throws -> Int {
        try ServiceContractStore.count(of: person.company, .ipVoice, in: person.rights.scope, database)
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let name = visit.request.path.split(separator: "/").last.map(String.init) ?? ""
        guard let code = ContractCode(name) else { throw PageRefusal.notFound }
        let words = PastedText(visit.query["q"] ?? "").text.filter { $0 != "-" }
        let view = try services.database.read { database -> VoiceContractView? in
            guard let contract = try ServiceContractStore.find(code, of: visit.person.company, database),
                contract.service == .ipVoice, visit.person.mayUse(contract),
                let voice = try VoiceContractStore.find(code, database)
            else { return nil }
            let total = try VoiceNumberStore.count(of: code, with: words, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return VoiceContractView(
                serviceName: policy.name(of: .ipVoice),
                row: VoiceContractRow(
                    voice: voice, openedAt: contract.openedAt, count: try VoiceNumberStore.count(of: code, database),
                    language: visit.language),
                found: try VoiceNumberStore.numbers(
                    of: code, with: words, atMost: Self.perPage, after: (page - 1) * Self.perPage, database),
                total: total, words: words, page: page,
                mayChange: contract.state == .open && visit.person.rights.may(.change(.init(code, of: .ipVoice))),
                language: visit.language)
        }
        guard let view else { throw PageRefusal.notFound }
        return try services.page("IPVoice/contract", view, for: visit)
    }
}
