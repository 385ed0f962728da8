import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 「お申し込み」 of the service (ORD-2): the N番, then what can be ordered of it, on which conditions, and why something cannot be had today.
struct SmartPBXOrderMenuPage: Sendable {
    let desk: OrderDesk

    static let path = SmartPBXOrderFlow.path
    static let kinds: [OrderKind] = [.add, .delete, .lengthen, .end]

    static func path(of contract: ContractCode) -> String { "\(path)?contract=\(contract)" }

    private var services: Services { desk.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let chosen = visit.query["contract"].map { ContractCode($0) }
        let view = try services.database.read { database -> SmartPBXOrderMenuView in
            let contracts = try ServiceContractStore.all(of: visit.person.company, database).filter {
                $0.service == .smartPBX && $0.state == .open && visit.person.mayUse($0)
            }
            guard let chosen else { return SmartPBXOrderMenuView(contracts: contracts, chosen: nil, choices: []) }
            guard let code = chosen, let contract = contracts.first(where: { $0.code == code }) else {
                throw PageRefusal.notFound
            }
            return SmartPBXOrderMenuView(
                contracts: contracts, chosen: contract,
                choices: try choices(of: code, visit, database))
        }
        return try services.page("SmartPBX/menu", view, for: visit)
    }

    private func choices(
        of code: ContractCode, _ visit: Visit<Employee>, _ database: Connection
    ) throws -> [SmartPBXOrderChoice] {
        let today = desk.clock.now().day
        let mayChange = visit.person.rights.may(.change(.init(code, of: .smartPBX)))
        let standing = OrderRules.refusal(
            for: code, try OrderStore.facts(of: code, on: today, database), on: today, desk.policy.calendar)
        let content = try SmartPBXStore.content(code, database)
        return Self.kinds.map { kind in
            let reason: String? =
                if !mayChange { OrderRefusal.noRight.sentence(in: visit.language) } else if let standing {
                    standing.sentence(in: visit.language)
                } else if kind == .end, content?.hasGateway == true {
                    SmartPBXFormProblem.change(.gateway, .end).problem(in: visit.language).sentence
                } else { nil }
            return SmartPBXOrderChoice(
                kind: kind, contract: code, reason: reason, order: mayChange ? standing?.order : nil,
                language: visit.language)
        }
    }
}

private struct SmartPBXOrderMenuView: ViewModel {
    let contracts: [ServiceContract]
    /// Nil: which one is to be changed is asked.
    let chosen: ServiceContract?
    let choices: [SmartPBXOrderChoice]

    static let fields: ViewFields<SmartPBXOrderMenuView> = [
        "contracts": { view in .list(view.contracts.map { ContractChoiceView(code: $0.code) }) },
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
            .text("\(SmartPBXOrderFlow.path)/\(view.kind.pathPart)/agreement?contract=\(view.contract)")
        },
    ]
}
