import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 追加/変更のお申し込み of IP Voice (VOICE-1, 3): the 音声契約, then the chart, which says which way an order goes and why.
struct VoiceOrderMenuPage: Sendable {
    let desk: OrderDesk
    let settlement: VoiceSettlement

    static let path = OrderedService.ipVoice.ordersPath
    private static let perPage = 100

    static func path(of contract: ContractCode?) -> String { contract.map { "\(path)?contract=\($0)" } ?? path }

    private var services: Services { desk.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        if let name = visit.query["contract"] {
            return try services.page("ImmediateOrders/chart", chart(of: name, visit), for: visit)
        }
        return try services.page("ImmediateOrders/menu", contracts(visit), for: visit)
    }

    /// Which one is to be changed.
    private func contracts(_ visit: Visit<Employee>) throws -> VoiceOrderMenuView {
        let (company, scope) = (visit.person.company, visit.person.rights.scope)
        return try services.database.read { database in
            let total = try ServiceContractStore.count(of: company, .ipVoice, in: scope, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            let codes = try ServiceContractStore.some(
                of: company, .ipVoice, in: scope, atMost: Self.perPage, after: (page - 1) * Self.perPage, database
            ).map(\.code)
            let voice = try VoiceContractStore.contracts(codes, database)
            return VoiceOrderMenuView(
                contracts: codes.compactMap { voice[$0] },
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(Self.path)?page=\($0)" },
                contact: contact(visit), language: visit.language)
        }
    }

    private func contact(_ visit: Visit<Employee>) -> String {
        desk.policy.contactNote(services.site.contact, in: visit.language)
    }

    private func chart(of name: String, _ visit: Visit<Employee>) throws -> VoiceOrderChartView {
        let (now, wish) = (desk.clock.now(), VoiceOrderWish(visit.query))
        let view = try services.database.read { database -> VoiceOrderChartView? in
            guard let code = ContractCode(name),
                let contract = try ServiceContractStore.find(code, of: visit.person.company, database),
                contract.service == .ipVoice, contract.state == .open, visit.person.mayUse(contract),
                let voice = try VoiceContractStore.find(code, database)
            else { return nil }
            let largest = try VoiceNumberStore.bases(of: [code], database).max { $0.dialInCount < $1.dialInCount }
            let facts = VoiceOrderChart.Facts(
                voice, hasGeographic: try VoiceNumberStore.hasGeographic(code, database),
                dialInCount: wish.adds ? largest?.dialInCount ?? 0 : 0)
            return VoiceOrderChartView(
                contract: voice, wish: wish, facts: facts, largest: largest,
                unsettled: try settlement.refusal(of: code, desk.policy, at: now, database),
                mayChange: visit.person.rights.may(.change(.init(code, of: .ipVoice))), contact: contact(visit),
                language: visit.language)
        }
        guard let view else { throw PageRefusal.notFound }
        return view
    }
}

/// What is asked before the chart, as far as the system cannot know it.
struct VoiceOrderWish: Sendable, Equatable {
    enum Want: String, Sendable, CaseIterable {
        case geographic, ip, features, end

        /// Which order does it.
        var kind: OrderKind {
            switch self {
            case .geographic, .ip: .addNumbers
            case .features: .changeFeatures
            case .end: .endNumbers
            }
        }
    }

    /// Nil: not said yet.
    let want: Want?
    let ports: Bool
    let usesSpecialFeatures: Bool

    init(_ query: Form) {
        want = query["want"].flatMap(Want.init)
        ports = query["ports"] == "yes"
        usesSpecialFeatures = query["special"] == "yes"
    }

    var adds: Bool { want?.kind == .addNumbers }

    var ofChart: VoiceOrderChart.Wish {
        VoiceOrderChart.Wish(
            addsGeographic: want == .geographic, ports: adds && ports,
            usesSpecialFeatures: want != .end && usesSpecialFeatures)
    }
}
