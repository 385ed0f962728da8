import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 「新たな申込」 or one that was saved, 音声グループID, 音声契約番号 (VOICE-3).
struct DatedOrderStartPage: Sendable {
    let flow: DatedOrderFlow

    static let path = OrderKind.dated.flowPath
    /// So many drafts are shown.
    static let mostDrafts = 50

    func show(_ visit: Visit<Employee>) throws -> Response {
        let (person, rights) = (visit.person, visit.person.rights)
        let words = PastedText(visit.query["q"] ?? "").text
        let view = try flow.services.database.read { database in
            let drafts = try OrderDraftStore.some(
                of: person.company, in: rights.editScope, atMost: Self.mostDrafts, database
            ).filter { $0.kind == .dated }
            let groups = try VoiceContractStore.groups(of: person.company, in: rights.editScope, database).map {
                group in
                (group, try VoiceContractStore.contracts(of: group, in: rights.editScope, database))
            }
            let found = try Self.bases(of: groups.flatMap { $0.1 }, matching: words, database)
            return DatedOrderStartView(
                drafts: drafts,
                groups: groups.compactMap { group, contracts in
                    let there = contracts.filter { words.isEmpty || found[$0.code] != nil }
                    return there.isEmpty ? nil : (group, there)
                }, words: words, bases: found, flow: flow, language: visit.language)
        }
        return try flow.services.page("DatedOrders/start", view, for: visit)
    }

    /// Base numbers that are found by one of their numbers or by N番 (VOICE-6).
    private static func bases(
        of contracts: [VoiceContract], matching words: String, _ database: Connection
    ) throws -> [ContractCode: [PhoneNumber]] {
        guard !words.isEmpty else { return [:] }
        let found = try VoiceNumberStore.bases(
            of: contracts.map(\.code), matching: words.filter { $0 != "-" }, atMost: Ticks<PhoneNumber>.perPage,
            database)
        return Dictionary(grouping: found, by: \.contract).mapValues { $0.map(\.number) }
    }
}

private struct DatedOrderStartView: ViewModel {
    let drafts: [OrderDraftEntry]
    let groups: [(code: VoiceGroupCode, contracts: [VoiceContract])]
    let words: String
    /// Those that were searched for.
    let bases: [ContractCode: [PhoneNumber]]
    let flow: DatedOrderFlow
    let language: Language

    static let fields: ViewFields<DatedOrderStartView> = [
        "serviceName": { .text($0.flow.desk.policy.name(of: .ipVoice)) },
        "drafts": { view in .list(view.drafts.map { DatedDraftView(draft: $0, language: view.language) }) },
        "hasDrafts": { .flag(!$0.drafts.isEmpty) },
        "groups": { view in
            .list(
                view.groups.map {
                    DatedGroupView(
                        code: $0.code, contracts: $0.contracts, bases: view.bases, path: view.flow.path(of: .agreement),
                        language: view.language)
                })
        },
        "isEmpty": { .flag($0.groups.isEmpty) },
        "isSearched": { .flag(!$0.words.isEmpty) },
        "q": { .text($0.words) },
        "total": { view in .text(view.groups.map(\.contracts.count).reduce(0, +).inGroups) },
        "here": { _ in .text(DatedOrderStartPage.path) },
    ]
}

private struct DatedDraftView: ViewModel {
    let draft: OrderDraftEntry
    let language: Language

    static let fields: ViewFields<DatedDraftView> = [
        "path": { .text($0.draft.kind.path(ofDraft: $0.draft.id)) },
        "changedAt": { .text($0.draft.changedAt.dateAndTimeText(in: $0.language)) },
        "account": { .text($0.draft.account) },
    ]
}

private struct DatedGroupView: ViewModel {
    let code: VoiceGroupCode
    let contracts: [VoiceContract]
    let bases: [ContractCode: [PhoneNumber]]
    let path: String
    let language: Language

    static let fields: ViewFields<DatedGroupView> = [
        "code": { .text($0.code.text) },
        "contracts": { view in
            .list(
                view.contracts.map {
                    DatedContractView(
                        contract: $0, bases: view.bases[$0.code] ?? [], path: "\(view.path)?contract=\($0.code)",
                        language: view.language)
                })
        },
    ]
}

private struct DatedContractView: ViewModel {
    let contract: VoiceContract
    let bases: [PhoneNumber]
    let path: String
    let language: Language

    static let fields: ViewFields<DatedContractView> = [
        "code": { .text($0.contract.code.text) },
        "type": { .text($0.contract.type.name(in: $0.language)) },
        "bases": { view in .list(view.bases.map(\.display)) },
        "isCloudPlan": { .flag($0.contract.isCloudPlan) },
        "path": { .text($0.path) },
    ]
}
