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

    func list(_ visit: Visit<Employee>) throws -> Response {
        let person = visit.person
        let view = try services.database.read { database in
            let part = try ContractListPart(visit, Self.path) { _ in
                try ContractListPart.count(of: person, .ipVoice, database)
            }
            return VoiceContractListView(
                serviceName: policy.name(of: .ipVoice),
                rows: try Self.rows(
                    of: person, atMost: ContractListPart.perPage, after: part.skipped, visit.language, database),
                pager: part.pager)
        }
        return try services.page("IPVoice/contracts", view, for: visit)
    }

    /// Some of those in the person's scope, by their N番.
    static func rows(
        of person: Employee, atMost count: Int, after skipped: Int = 0, _ language: Language, _ database: Connection
    ) throws -> [VoiceContractRow] {
        let contracts = try ContractListPart.contracts(
            of: person, .ipVoice, atMost: count, after: skipped, database)
        let voice = try VoiceContractStore.contracts(contracts.map(\.code), database)
        return try contracts.compactMap { contract in
            try voice[contract.code].map { try row(contract, $0, language, database) }
        }
    }

    private static func row(
        _ contract: ServiceContract, _ voice: VoiceContract, _ language: Language, _ database: Connection
    ) throws -> VoiceContractRow {
        VoiceContractRow(
            voice: voice, openedAt: contract.openedAt, count: try VoiceNumberStore.count(of: contract.code, database),
            language: language)
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let view = try services.database.read { database in
            let contract = try ContractListPart.contract(visit, of: .ipVoice, database)
            guard let voice = try VoiceContractStore.find(contract.code, database) else { throw PageRefusal.notFound }
            let part = try ContractListPart(visit, "\(Self.path)/\(contract.code)") { words in
                try VoiceNumberStore.count(of: contract.code, with: words, database)
            }
            return VoiceContractView(
                serviceName: policy.name(of: .ipVoice),
                row: try Self.row(contract, voice, visit.language, database),
                found: try VoiceNumberStore.numbers(
                    of: contract.code, with: part.words, atMost: ContractListPart.perPage, after: part.skipped,
                    database),
                part: part,
                mayChange: contract.state == .open
                    && visit.person.rights.may(.change(.init(contract.code, of: .ipVoice))),
                language: visit.language)
        }
        return try services.page("IPVoice/contract", view, for: visit)
    }
}
