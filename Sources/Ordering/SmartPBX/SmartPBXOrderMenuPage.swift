import CivilCalendar
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 「お申し込み」 of the service (ORD-2): the N番, then what can be ordered of it, on which conditions, and why something cannot be had today.
struct SmartPBXOrderMenuPage: Sendable {
    let desk: OrderDesk

    static let path = OrderedService.smartPBX.ordersPath
    private static let perPage = 100
    static let kinds: [OrderKind] = OrderKind.all(of: .smartPBX).filter { $0 != .new }

    static func path(of contract: ContractCode) -> String { "\(path)?contract=\(contract)" }

    private var services: Services { desk.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let view =
            if let name = visit.query["contract"] { try menu(of: name, visit) } else { try contracts(visit) }
        return try services.page("SmartPBX/menu", view, for: visit)
    }

    /// Which one is to be changed.
    private func contracts(_ visit: Visit<Employee>) throws -> SmartPBXOrderMenuView {
        let (company, scope) = (visit.person.company, visit.person.rights.scope)
        return try services.database.read { database in
            let total = try ServiceContractStore.count(of: company, .smartPBX, in: scope, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            return SmartPBXOrderMenuView(
                contracts: try ServiceContractStore.some(
                    of: company, .smartPBX, in: scope, atMost: Self.perPage, after: (page - 1) * Self.perPage, database),
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(Self.path)?page=\($0)" })
        }
    }

    private func menu(of name: String, _ visit: Visit<Employee>) throws -> SmartPBXOrderMenuView {
        let view = try services.database.read { database -> SmartPBXOrderMenuView? in
            guard let code = ContractCode(name),
                let contract = try ServiceContractStore.find(code, of: visit.person.company, database),
                contract.service == .smartPBX, contract.state == .open || contract.state == .ordered,
                visit.person.mayUse(contract)
            else { return nil }
            return SmartPBXOrderMenuView(chosen: contract, choices: try choices(of: code, visit, database))
        }
        guard let view else { throw PageRefusal.notFound }
        return view
    }

    private func choices(
        of code: ContractCode, _ visit: Visit<Employee>, _ database: Connection
    ) throws -> [SmartPBXOrderChoice] {
        let today = desk.clock.now().day
        let mayChange = visit.person.rights.may(.change(.init(code, of: .smartPBX)))
        let standing = OrderRules.refusal(
            for: code, try OrderStore.facts(of: code, on: today, database), on: today, desk.policy.calendar)
        let content = try SmartPBXContent.ofOrders(
            code, featureClosing: desk.policy.officeLink.closing(on: today), database)
        return Self.kinds.filter { Self.isShown($0, content, on: today) }.map { kind in
            let reason: String? =
                if !mayChange { OrderRefusal.noRight.sentence(in: visit.language) } else if let standing {
                    standing.sentence(in: visit.language)
                } else {
                    content.flatMap { Self.problem(kind, $0) }?.sentence(kind, in: visit.language)
                }
            return SmartPBXOrderChoice(
                kind: kind, contract: code, reason: reason, order: mayChange ? standing?.order : nil,
                language: visit.language)
        }
    }
}

extension SmartPBXOrderMenuPage {
    /// LINK-1: nothing of 付加機能 before its day; what the contract has can be ended, what it has not be had.
    private static func isShown(_ kind: OrderKind, _ content: SmartPBXContent?, on day: CivilDate) -> Bool {
        switch kind {
        case .addFeature: OfficeLink.isOffered(on: day) && content?.officeLink == nil
        case .endFeature: OfficeLink.isOffered(on: day) && content?.officeLink != nil
        default: true
        }
    }

    /// Why such an order cannot be had of the contract, whatever is typed.
    private static func problem(_ kind: OrderKind, _ content: SmartPBXContent) -> SmartPBXChangeProblem? {
        switch kind {
        case .addFeature, .endFeature: return SmartPBXChange.featureProblem(isAdding: kind == .addFeature, content)
        case .end:
            guard case .failure(let problems) = SmartPBXChange.end.applied(to: content) else { return nil }
            return problems.all.first
        default: return nil
        }
    }
}

private struct SmartPBXOrderMenuView: ViewModel {
    var contracts: [ServiceContract] = []
    var pager: PagerView?
    /// Nil: which one is to be changed is asked.
    var chosen: ServiceContract?
    var choices: [SmartPBXOrderChoice] = []

    static let fields: ViewFields<SmartPBXOrderMenuView> = [
        "contracts": { view in .list(view.contracts.map { ContractChoiceView(code: $0.code) }) },
        "pager": { .object(ifAny: $0.pager) },
        "isEmpty": { .flag($0.contracts.isEmpty) },
        "contract": { .text(ifAny: $0.chosen?.code.text) },
        "choices": { .list($0.choices) },
    ]
}

private struct ContractChoiceView: ViewModel {
    let code: ContractCode

    static let fields: ViewFields<ContractChoiceView> = [
        "code": { .text($0.code.text) },
        "path": { .text(SmartPBXOrderMenuPage.path(of: $0.code)) },
    ]
}

/// A kind of order with its conditions.
private struct SmartPBXOrderChoice: ViewModel {
    let kind: OrderKind
    let contract: ContractCode
    /// Why it cannot be had now; nil: it can.
    let reason: String?
    /// The order that stands in the way.
    let order: OrderNumber?
    let language: Language

    static let fields: ViewFields<SmartPBXOrderChoice> = [
        "name": { .text($0.kind.name(in: $0.language)) },
        "id": { .text($0.kind.pathPart) },
        "conditions": { view in .list(view.kind.conditions(in: view.language)) },
        "reason": { .text(ifAny: $0.reason) },
        "order": { .text(ifAny: $0.order?.text) },
        "path": { view in
            .text("\(view.kind.flowPath)/agreement?contract=\(view.contract)")
        },
    ]
}
