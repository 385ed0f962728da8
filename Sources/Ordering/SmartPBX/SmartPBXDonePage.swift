import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ステップ 6: お申し込み完了; and 「同じ内容で申し込み直す」 (ORD-12).
struct SmartPBXDonePage: Sendable {
    let flow: SmartPBXOrderFlow

    private var services: Services { flow.services }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let order = try order(visit.query["order"], visit)
        let view = SmartPBXDoneView(
            frame: flow.frame(.done, nil, flow.kind == .new ? nil : order.contract, visit), order: order,
            mail: try services.database.read { try OrderDetailStore.details(of: order.number, $0) }?.contact.mail.text,
            language: visit.language)
        return try services.page("SmartPBX/done", view, for: visit)
    }

    /// A new draft with what was ordered; what is agreed to is asked again.
    func again(_ visit: Visit<Employee>) async throws -> Response {
        let order = try order(visit.form["order"], visit)
        let answers = try services.database.read { database -> OrderAnswers in
            guard let ordered = try ordered(order, database),
                let details = try OrderDetailStore.details(of: order.number, database)
            else { throw PageRefusal.notFound }
            return ordered.merging(details.answers)
        }
        let (kind, applicant, now) = (flow.kind, visit.applicant, visit.now)
        let draft = try await services.database.write {
            try OrderDraftStore.begin(.smartPBX, kind, answers, by: applicant, at: now, $0)
        }
        return .redirect(to: flow.path(of: .agreement, draft))
    }

    private func ordered(_ order: Order, _ database: Connection) throws -> OrderAnswers? {
        guard order.kind != .new else { return try SmartPBXOrderStore.ordered(order.number, database)?.answers }
        return try SmartPBXChangeStore.find(order.number, database)?.answers(order.kind, of: order.contract)
    }

    private func order(_ name: String?, _ visit: Visit<Employee>) throws -> Order {
        guard let number = name.flatMap({ OrderNumber($0) }),
            let order = try services.database.read({ try OrderStore.find(number, of: visit.person.company, $0) }),
            order.service == .smartPBX, order.kind == flow.kind
        else { throw PageRefusal.notFound }
        let contract = flow.kind == .new ? nil : order.contract
        guard SmartPBXOrderFlow.mayOrder(flow.kind, contract, visit.person.rights) else { throw PageRefusal.notAllowed }
        return order
    }
}

private struct SmartPBXDoneView: ViewModel {
    let frame: SmartPBXOrderFrame
    let order: Order
    let mail: String?
    let language: Language

    static let fields: ViewFields<SmartPBXDoneView> = [
        "frame": { .object($0.frame) },
        "number": { .text($0.order.number.text) },
        "contract": { .text($0.order.contract.text) },
        "isOpening": { .flag($0.order.kind == .new) },
        "isRenaming": { .flag($0.order.kind == .lengthen) },
        "isEnding": { .flag($0.order.kind == .end) },
        "begins": { view in .text(ifAny: view.order.night.begins?.dayAndTimeText(in: view.language)) },
        "equipment": { view in .text(ifAny: view.order.night.equipment?.dayAndTimeText(in: view.language)) },
        "mail": { .text(ifAny: $0.mail) },
    ]
}

extension SmartPBXChangeRecord {
    /// As they would have been typed. What cannot be taken back is asked again.
    fileprivate func answers(_ kind: OrderKind, of contract: ContractCode) -> OrderAnswers {
        let channels = after.channels.added - before.channels.added
        var answers = SmartPBXOrderAnswers(
            OrderAnswers([
                "numbers": extensions.isEmpty ? "no" : "yes", "channels": channels == 0 ? "no" : "yes",
                "addedChannels": "\(abs(channels))",
                "part": before.plan.siteDigits == after.plan.siteDigits ? "device" : "site",
                "digits":
                    "\(after.plan.siteDigits + after.plan.deviceDigits - before.plan.siteDigits - before.plan.deviceDigits)",
            ]))
        answers.contract = contract
        if kind == .add {
            answers.rows = ExtensionRows(
                extensions.map { .init(site: $0.number.site, device: $0.number.device, kind: $0.device.rawValue) })
        } else if kind == .delete {
            answers.gone = Set(extensions.map(\.number))
        }
        return answers.answers
    }
}

extension NewSmartPBX {
    /// As they would have been typed.
    fileprivate var answers: OrderAnswers {
        let rows = ExtensionRows(
            extensions.map { .init(site: $0.number.site, device: $0.number.device, kind: $0.device.rawValue) })
        return OrderAnswers([
            "siteDigits": "\(plan.siteDigits)", "deviceDigits": "\(plan.deviceDigits)", "count": "\(extensions.count)",
            "method": extensions.count > ExtensionRows.mostOnScreen ? "file" : "screen", "rows": rows.text,
            "addedChannels": "\(channels.added)",
        ])
    }
}
